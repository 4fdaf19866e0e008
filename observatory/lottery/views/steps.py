"""The steps that draw 2 adds to a recruitment."""

from flask import url_for
from flask_babel import gettext as _

from observatory.lottery import queries
from observatory.lottery.models import Recruitment
from observatory.pages import Step, add_steps


def draw_steps(recruitment: Recruitment) -> list[Step]:
    """Return the steps "freeze" and "ceremony"."""
    draw = queries.find_draw(recruitment)
    is_solved = bool(draw and draw.panels_record)
    is_drawn = bool(draw and draw.result)
    can_freeze = bool(recruitment.quotas_locked_at and queries.list_pool(recruitment))
    return [
        Step(
            _("Freeze the pool"),
            "done" if is_solved else "current" if can_freeze else "locked",
            url_for("lottery.show_draw", recruitment_id=recruitment.id),
        ),
        Step(
            _("Throw the dice"),
            "done" if is_drawn else "current" if is_solved else "locked",
            url_for("lottery.show_ceremony", recruitment_id=recruitment.id),
        ),
    ]


add_steps("recruitment", 70, draw_steps)
