"""The steps that telling everybody adds to a recruitment."""

from flask import g, url_for
from flask_babel import gettext as _

from observatory import access
from observatory.errors import N_
from observatory.formats import show_date
from observatory.lottery import queries
from observatory.lottery.services import notices
from observatory.pages import Step, add_steps
from observatory.recruitment.models import Recruitment

TOLD = {
    "pool": N_("The pool was told about the list on %(day)s"),
    "result": N_("Everybody was told the result on %(day)s"),
}


def pool_steps(recruitment: Recruitment) -> list[Step]:
    """Return the step between the freeze and the dice; it can be left out, so it never waits."""
    return [_step(recruitment, "pool", _("Tell the pool about the list"), "todo")]


def result_steps(recruitment: Recruitment) -> list[Step]:
    """Return the step after the dice."""
    return [_step(recruitment, "result", _("Tell everybody the result"), "todo")]


def _step(recruitment: Recruitment, occasion: str, text: str, due: str) -> Step:
    draw = queries.find_draw(recruitment)
    made = notices.find_told(draw, occasion)
    state = due if draw and notices.is_due(draw, occasion) else "locked"
    is_open = access.may("lottery.tell", g.body) and (made or state != "locked")
    address = url_for("lottery.tell", recruitment_id=recruitment.id, occasion=occasion)
    url = address if is_open else None
    if made and queries.count_told(made).is_done:
        return Step(_(TOLD[occasion], day=show_date(made.told_at)), "done", url)
    return Step(text, due if made else state, url)


add_steps("recruitment", 72, pool_steps)
add_steps("recruitment", 80, result_steps)
