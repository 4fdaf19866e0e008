"""Pages: what the letters say, and one of them to look at."""

from typing import Any

from flask import Response, flash, g, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from observatory.access import allow
from observatory.database import session
from observatory.pages import LANGUAGE_NAMES
from observatory.recruitment import blueprint, queries, services
from observatory.recruitment.forms import LetterSettingsForm
from observatory.recruitment.models import Recruitment
from observatory.recruitment.views.showing import room_page

PAPER = "/recruitments/<int:recruitment_id>/letters"


def describe_paper(recruitment: Recruitment) -> dict[str, Any]:
    """Return what the pages of letters on paper share."""
    draw = queries.find_invitation_draw(recruitment)
    return {
        "settings": queries.find_settings(recruitment),
        "is_drawn": bool(draw and draw.drawn_at),
        "names": LANGUAGE_NAMES,
    }


@blueprint.route(f"{PAPER}/text", methods=["GET", "POST"])
@allow("clerk")
def edit_letters(recruitment_id: int) -> str | AnyResponse:
    """Show and change what the letters say."""
    recruitment = queries.get_recruitment(g.body, recruitment_id)
    form = LetterSettingsForm.of(queries.find_settings(recruitment))
    page = room_page("letters_text", recruitment, form, **describe_paper(recruitment))
    if not form.validate_on_submit():
        return page.render()
    services.save_settings(recruitment, **form.values())
    session.commit()
    flash(_("The text of the letters is saved."), "success")
    return redirect(url_for(".edit_letters", recruitment_id=recruitment_id))


@blueprint.route(f"{PAPER}/sample-<any(es,en,fr):sample>.pdf")
@allow("clerk", "register_holder")
def show_sample(recruitment_id: int, sample: str) -> Response:
    """Show a letter as it would be printed, with a code that opens nothing."""
    recruitment = queries.get_recruitment(g.body, recruitment_id)
    return Response(services.print_sample(recruitment, sample), mimetype="application/pdf")


@blueprint.route(f"{PAPER}/sample-<any(es,en,fr):sample>.png")
@allow("clerk", "register_holder")
def picture_sample(recruitment_id: int, sample: str) -> Response:
    """Show the front of that letter as a picture."""
    recruitment = queries.get_recruitment(g.body, recruitment_id)
    return Response(services.picture_sample(recruitment, sample), mimetype="image/png")
