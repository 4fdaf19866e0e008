"""The steps that draw 2 adds to a recruitment."""

from flask import g, url_for
from flask_babel import gettext as _

from observatory import access
from observatory.lottery import queries
from observatory.lottery.models import Draw
from observatory.pages import Step, add_steps
from observatory.recruitment.models import Recruitment
from observatory.recruitment.queries import count_confirmations, count_pool


def draw_steps(recruitment: Recruitment) -> list[Step]:
    """Return the steps "freeze", "objections" where the rules give days, "compute", "ceremony".

    Each begins where the one before is done, so that only one of them is next.
    """
    draw = queries.find_draw(recruitment)
    is_frozen = draw is not None and draw.state != "failed"
    is_settled = draw is not None and is_frozen and not _waits(draw)
    is_solved = bool(draw and draw.panels_record)
    is_drawn = bool(draw and draw.result)
    page = _address("lottery.show_draw", recruitment)
    panels = f"{page}#panels" if page else None
    ceremony = _address("lottery.show_ceremony", recruitment)
    return [
        Step(_("Freeze the pool"), "done" if is_frozen else _freezing(recruitment), page),
        *_objections(recruitment, is_frozen, is_settled),
        Step(_("Compute the panels"), _state(is_settled, is_solved), panels),
        Step(_("Throw the dice"), _state(is_solved, is_drawn), ceremony),
    ]


def _waits(draw: Draw) -> bool:
    """Tell whether objections can still be made, or wait for a decision."""
    return bool(draw.is_open_to_objections or queries.count_undecided(draw))


def _state(is_begun: bool, is_done: bool) -> str:
    return "done" if is_done else "current" if is_begun else "locked"


def _freezing(recruitment: Recruitment) -> str:
    if not (recruitment.quotas_locked_at and count_pool(recruitment)):
        return "locked"
    return "todo" if count_confirmations(recruitment).waiting else "current"


def _objections(recruitment: Recruitment, is_frozen: bool, is_settled: bool) -> list[Step]:
    if not recruitment.objection_days:
        return []
    state = _state(is_frozen, is_settled)
    page = _address("lottery.show_objections", recruitment) if is_frozen else None
    return [Step(_("Objections"), state, page)]


def _address(endpoint: str, recruitment: Recruitment) -> str | None:
    if not access.may(endpoint, g.body):
        return None
    return url_for(endpoint, recruitment_id=recruitment.id)


# The pool is told between the freeze and what follows it (notices_steps).
add_steps("recruitment", 70, lambda recruitment: draw_steps(recruitment)[:1])
add_steps("recruitment", 74, lambda recruitment: draw_steps(recruitment)[1:])
