"""The steps that seating adds to a recruitment."""

from flask import url_for
from flask_babel import gettext as _

from observatory.bodies.models import Body
from observatory.database import session
from observatory.lottery.models import Recruitment
from observatory.lottery.queries import find_draw
from observatory.pages import Step
from observatory.panel import queries


def seating_steps(recruitment: Recruitment) -> list[Step]:
    """Return the steps "seat" and "codes"."""
    draw = find_draw(recruitment)
    is_seated = bool(draw and draw.state == "seated")
    body = session.get_one(Body, recruitment.body_id)
    has_codes = is_seated and queries.count_codes(body) == len(queries.list_seats(body))
    return [
        Step(
            _("Seat the panel"),
            "done" if is_seated else "current" if draw and draw.result else "locked",
            url_for("panel.show_recruited", recruitment_id=recruitment.id),
        ),
        Step(
            _("Make the members’ codes"),
            "done" if has_codes else "current" if is_seated else "locked",
            url_for("panel.issue_codes"),
        ),
    ]
