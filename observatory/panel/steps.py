"""The steps that seating adds to a recruitment."""

from flask import g, url_for
from flask_babel import gettext as _

from observatory import access
from observatory.lottery.queries import find_draw
from observatory.pages import Step
from observatory.panel import queries
from observatory.recruitment.models import Recruitment


def seating_steps(recruitment: Recruitment) -> list[Step]:
    """Return the steps "seat" and "codes"."""
    draw = find_draw(recruitment)
    is_seated = bool(draw and draw.state == "seated")
    has_codes = is_seated and queries.count_codes(g.body) == len(queries.list_seats(g.body))
    seating = "done" if is_seated else "current" if draw and draw.result else "locked"
    coding = "done" if has_codes else "current" if is_seated else "locked"
    may = access.may("panel.issue_codes", g.body)  # the same people as for the seats
    seats = url_for("panel.show_recruited", recruitment_id=recruitment.id)
    return [
        Step(_("Seat the panel"), seating, seats if may else None),
        Step(_("Make the members’ codes"), coding, url_for("panel.issue_codes") if may else None),
    ]
