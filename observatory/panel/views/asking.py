"""Page: writing to whoever comes next that a seat is free."""

from flask import redirect, url_for
from werkzeug.wrappers import Response

from observatory.access import allow
from observatory.database import session
from observatory.lottery import queries as lottery
from observatory.lottery.forms.notices import TellSeatForm
from observatory.lottery.services import notices
from observatory.panel import blueprint
from observatory.panel.views.vacancies import ROOM, load_person, vacancy_page


@blueprint.route(f"{ROOM}/<int:place_id>/ask", methods=["GET", "POST"])
@allow("clerk")
def ask_person(recruitment_id: int, place_id: int) -> str | Response:
    """Ask somebody who comes next by e-mail or letter; once, however often it is pressed."""
    draw, place, person = load_person(recruitment_id, place_id)
    form, whom = TellSeatForm(), place.respondent
    told = lottery.find_announcement(draw, "replacement", whom.pid)
    page = vacancy_page("ask", draw, form, **person)
    if not person["comes"] or not (told or form.validate_on_submit()):
        return page.render()
    made = told or notices.tell(
        draw, "replacement", people=[whom], subject=whom.pid, **form.choices()
    )
    session.commit()
    return redirect(
        url_for("lottery.show_announcement", recruitment_id=recruitment_id, announcement_id=made.id)
    )
