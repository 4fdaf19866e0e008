"""Pages: how many letters, draw 1, and the list for the printer."""

import io

from flask import Response, abort, flash, g, jsonify, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from observatory.access import allow
from observatory.database import session
from observatory.lottery import blueprint, queries, services
from observatory.lottery.forms import LetterDiceForm, LettersForm, PlannerForm
from observatory.lottery.models import InvitationDraw
from observatory.lottery.views.planning import describe_letters, plan
from observatory.lottery.views.showing import progress_of, room_page
from sortition.tables import write_table

HEADER = ("number", "household", "stratum", "rank", "leaf")


@blueprint.route("/recruitments/<int:recruitment_id>/letters", methods=["GET", "POST"])
@allow("clerk")
def show_letters(recruitment_id: int) -> str | AnyResponse:
    """Show how far the letters are; fix the list of households."""
    recruitment = queries.get_recruitment(g.body, recruitment_id)
    planner = PlannerForm(request.args or None, data={"ratio": 10, "response": 2})
    planned = plan(recruitment, planner)
    form = LettersForm(data={"letters": planned.letters, "stratum": "district"})
    context = {**describe_letters(recruitment), "planner": planner, "planned": planned}
    page = room_page("letters", recruitment, form, dice=LetterDiceForm(formdata=None), **context)
    if not form.validate_on_submit():
        return page.render()
    stratum = form.stratum.data
    services.prepare_invitations(
        recruitment, form.letters.data, None if stratum == "none" else stratum
    )
    session.commit()
    return redirect(url_for(".show_letters", recruitment_id=recruitment_id))


def _get_draw(recruitment_id: int) -> InvitationDraw:
    recruitment = queries.get_recruitment(g.body, recruitment_id)
    return queries.find_invitation_draw(recruitment) or abort(404)


@blueprint.route("/recruitments/<int:recruitment_id>/letters/dice", methods=["GET", "POST"])
@allow("clerk")
def throw_letter_dice(recruitment_id: int) -> str | AnyResponse:
    """Take the dice that decide who gets a letter."""
    draw, form = _get_draw(recruitment_id), LetterDiceForm()
    recruitment = queries.get_recruitment(g.body, recruitment_id)
    page = room_page("letters_dice", recruitment, form, draw=draw)
    if not form.validate_on_submit():
        return page.render()
    services.draw_invitations(draw, form.dice.data)
    session.commit()
    return redirect(url_for(".show_letters", recruitment_id=recruitment_id))


@blueprint.route("/recruitments/<int:recruitment_id>/letters/again", methods=["POST"])
@allow("clerk")
def repeat_letters(recruitment_id: int) -> AnyResponse:
    """Write the letters again where the work broke off."""
    services.repeat_letters(_get_draw(recruitment_id))
    session.commit()
    flash(_("The work has started again."))
    return redirect(url_for(".show_letters", recruitment_id=recruitment_id))


@blueprint.route("/recruitments/<int:recruitment_id>/letters/progress.json")
@allow("clerk")
def show_letters_progress(recruitment_id: int) -> Response:
    """Tell the page how far the letters are."""
    job = queries.find_job(_get_draw(recruitment_id).job_id) or abort(404)
    return jsonify(progress_of(job))


@blueprint.route("/recruitments/<int:recruitment_id>/letters/commit1.json")
@allow("clerk", "register_holder", "auditor")
def download_letters_commitment(recruitment_id: int) -> Response:
    """Give the exact bytes whose hash is read aloud."""
    content = _get_draw(recruitment_id).commitment or abort(404)
    return _download(content, "commit1.json", "application/json")


@blueprint.route("/recruitments/<int:recruitment_id>/letters/letters.csv")
@allow("clerk", "register_holder")
def download_letters(recruitment_id: int) -> Response:
    """Give the register holder the households to write to."""
    letters = queries.list_letters(queries.get_recruitment(g.body, recruitment_id)) or abort(404)
    stream = io.StringIO()
    write_table(stream, HEADER, letters)
    return _download(stream.getvalue(), "letters.csv", "text/csv")


def _download(content: str, name: str, kind: str) -> Response:
    response = Response(content.encode(), mimetype=kind)
    response.headers["Content-Disposition"] = f"attachment; filename={name}"
    return response
