"""Pages: how many letters, draw 1, and the list for the printer."""

import io
from typing import Any

from flask import Response, abort, flash, g, jsonify, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from observatory.access import allow
from observatory.database import session
from observatory.pages import attachment
from observatory.recruitment import blueprint, queries, services
from observatory.recruitment.forms import NUMBERS, TOGETHER, LettersForm
from observatory.recruitment.models import InvitationDraw, Recruitment
from observatory.recruitment.views.planning import planner_of
from observatory.recruitment.views.refusals import problems_of
from observatory.recruitment.views.showing import progress_of, room_page
from sortition.tables import write_table

HEADER = ("number", "household", "stratum", "rank", "leaf")
PERSON_HEADER = ("number", "household", "person", "stratum", "rank", "leaf")


def describe_letters(recruitment: Recruitment) -> dict[str, Any]:
    """Return how far draw 1 is: its stage, its job, and why a job failed."""
    draw = queries.find_invitation_draw(recruitment)
    job = queries.find_job(draw.job_id) if draw else None
    is_ready = bool(recruitment.quotas_locked_at and queries.find_register(recruitment))
    stage = "ask" if is_ready else "early"
    if draw and job and job.is_open:
        stage = "work"
    elif draw and draw.drawn_at:
        stage = "drawn"
    elif draw and draw.dice:
        stage = "broken"
    elif draw and draw.commitment:
        stage = "fixed"
    ceremony = queries.find_ceremony(invitation_draw_id=draw.id) if draw else None
    shown = {"draw": draw, "job": job, "stage": stage, "ceremony": ceremony}
    return {**shown, "problems": problems_of(job)}


def letters_form(recruitment: Recruitment) -> LettersForm:
    """Return the form that asks for letters, filled in by the planner's numbers in the address."""
    planner, planned = planner_of(recruitment)
    chosen, columns = planned.chosen, queries.stratum_columns(recruitment)
    by_stratum = len(chosen.strata) > 1
    form = LettersForm(
        data={
            "letters": chosen.letters,
            "stratum": NUMBERS if by_stratum and planner.is_asked else [*columns, TOGETHER][0],
            "unit": "household",
            "n": [own.letters for own in chosen.strata] if by_stratum else [],
        }
    )
    form.offer(columns, [own.stratum.name for own in chosen.strata] if by_stratum else [])
    return form


@blueprint.route("/recruitments/<int:recruitment_id>/letters", methods=["GET", "POST"])
@allow("clerk")
def show_letters(recruitment_id: int) -> str | AnyResponse:
    """Show how far the letters are; fix the list of households."""
    recruitment = queries.get_recruitment(g.body, recruitment_id)
    form = letters_form(recruitment)
    context = {**describe_letters(recruitment), "register": queries.find_register(recruitment)}
    page = room_page("letters", recruitment, form, **context)
    if not form.validate_on_submit():
        return page.render()
    asked = (form.letters.data, form.column, form.per_stratum, form.unit.data)
    services.prepare_invitations(recruitment, *asked)
    session.commit()
    return redirect(url_for(".show_letters", recruitment_id=recruitment_id))


def _get_draw(recruitment_id: int) -> InvitationDraw:
    recruitment = queries.get_recruitment(g.body, recruitment_id)
    return queries.find_invitation_draw(recruitment) or abort(404)


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
    return attachment(content, "commit1.json", "application/json")


@blueprint.route("/recruitments/<int:recruitment_id>/letters/letters.csv")
@allow("clerk", "register_holder")
def download_letters(recruitment_id: int) -> Response:
    """Give the register holder the households to write to."""
    recruitment, stream = queries.get_recruitment(g.body, recruitment_id), io.StringIO()
    letters = queries.list_letters(recruitment) or abort(404)
    if _get_draw(recruitment_id).unit == "person":
        write_table(stream, PERSON_HEADER, queries.list_persons(recruitment))
    else:
        write_table(stream, HEADER, letters)
    return attachment(stream.getvalue(), "letters.csv")
