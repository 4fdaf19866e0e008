"""The steps that telling everybody adds to a recruitment."""

from dataclasses import replace
from typing import Any

from flask import g, url_for
from flask_babel import gettext as _

from observatory import access
from observatory.bodies.models import Body
from observatory.errors import N_
from observatory.formats import show_date
from observatory.lottery import queries
from observatory.lottery.services import notices
from observatory.pages import Step, add_steps, add_tasks
from observatory.recruitment.models import Recruitment
from observatory.recruitment.queries import list_recruitments

TOLD = {
    "pool": N_("The pool was told about the list on %(day)s"),
    "result": N_("Everybody was told the result on %(day)s"),
}


def pool_steps(recruitment: Recruitment) -> list[Step]:
    """Return the step between the freeze and the dice; it can be left out, so it never waits."""
    draw = queries.find_draw(recruitment)
    if draw and draw.result and not notices.find_told(draw, "pool"):
        return []  # after the dice it proves nothing any more
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


def waiting_tellings(account: Any, body: Body) -> list[Step]:
    """Return what a clerk has yet to tell: a result, or letters and e-mails that wait."""
    if not access.may("lottery.tell", body):
        return []
    return [
        replace(step, state="current", hint=recruitment.title)
        for recruitment in list_recruitments(body)
        for step in (*_begun(recruitment), *result_steps(recruitment))
        if step.state == "todo" and step.url
    ]


def _begun(recruitment: Recruitment) -> list[Step]:
    """Return the telling of the list, once it is begun: nobody is left out half-way."""
    is_begun = notices.find_told(queries.find_draw(recruitment), "pool")
    return pool_steps(recruitment) if is_begun else []


add_tasks(14, waiting_tellings)
add_steps("recruitment", 72, pool_steps)
add_steps("recruitment", 80, result_steps)
