"""The steps that draw 2 adds to a recruitment."""

from flask import g, url_for
from flask_babel import gettext as _

from observatory import access
from observatory.lottery import queries
from observatory.lottery.models import Draw
from observatory.pages import Step, add_steps
from observatory.recruitment.models import Recruitment
from observatory.recruitment.queries import count_confirmations, count_pool, is_frozen


def draw_steps(recruitment: Recruitment) -> list[Step]:
    """Return the steps "freeze", "objections" where the rules give days for them, "ceremony"."""
    draw = queries.find_draw(recruitment)
    is_solved = bool(draw and draw.panels_record)
    is_drawn = bool(draw and draw.result)
    can_freeze = bool(recruitment.quotas_locked_at and count_pool(recruitment))
    waiting = count_confirmations(recruitment).waiting
    ready = "todo" if waiting and not is_frozen(recruitment) else "current"
    freezing = "done" if is_solved else ready if can_freeze else "locked"
    throwing = "done" if is_drawn else "current" if is_solved else "locked"
    return [
        Step(_("Freeze the pool"), freezing, _address("lottery.show_draw", recruitment)),
        *_objections(recruitment, draw),
        Step(_("Throw the dice"), throwing, _address("lottery.show_ceremony", recruitment)),
    ]


def _objections(recruitment: Recruitment, draw: Draw | None) -> list[Step]:
    if not recruitment.objection_days:
        return []
    if draw is None or draw.state == "failed":
        return [Step(_("Objections"), "locked")]
    waits = draw.is_open_to_objections or queries.count_undecided(draw)
    state = "current" if waits else "done"
    return [Step(_("Objections"), state, _address("lottery.show_objections", recruitment))]


def _address(endpoint: str, recruitment: Recruitment) -> str | None:
    if not access.may(endpoint, g.body):
        return None
    return url_for(endpoint, recruitment_id=recruitment.id)


# The pool is told between the freeze and what follows it (notices_steps).
add_steps("recruitment", 70, lambda recruitment: draw_steps(recruitment)[:1])
add_steps("recruitment", 74, lambda recruitment: draw_steps(recruitment)[1:])
