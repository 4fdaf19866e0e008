"""The steps that seating adds to a recruitment."""

from flask import g, url_for
from flask_babel import gettext as _

from observatory import access
from observatory.formats import today
from observatory.lottery.models import Draw
from observatory.lottery.queries import find_cut_off, find_draw, find_standing
from observatory.pages import Step
from observatory.panel import queries
from observatory.recruitment.models import Recruitment


def seating_steps(recruitment: Recruitment) -> list[Step]:
    """Return the steps "seat" and "codes", and "fill" while a seat is vacant."""
    draw = find_draw(recruitment)
    is_seated = bool(draw and draw.state == "seated")
    has_codes = is_seated and queries.count_codes(g.body) == len(queries.list_seats(g.body))
    seating = "done" if is_seated else "current" if draw and draw.result else "locked"
    coding = "done" if has_codes else "current" if is_seated else "locked"
    may = access.may("panel.issue_codes", g.body)  # the same people as for the seats
    seats = url_for("panel.show_recruited", recruitment_id=recruitment.id)
    return [
        Step(_("Seat the panel"), seating, seats if may else None),
        *filling_steps(draw),
        Step(_("Make the members’ codes"), coding, url_for("panel.issue_codes") if may else None),
    ]


def filling_steps(draw: Draw | None) -> list[Step]:
    """Return the step "fill" where a seat is vacant and the rules of the draw let it be filled."""
    if draw is None or not draw.result or not find_standing(draw).vacant:
        return []
    until = find_cut_off(draw)
    if until and today() > until:
        return []
    may = access.may("panel.show_vacancies", g.body)
    url = url_for("panel.show_vacancies", recruitment_id=draw.recruitment_id) if may else None
    return [Step(_("Fill the vacant seats"), "current", url)]
