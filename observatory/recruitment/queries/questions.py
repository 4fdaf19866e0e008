"""Finding the questions of the reply form."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import Row, bindparam, func, select

from observatory.bodies.models import Body
from observatory.database import now, session
from observatory.recruitment.models import InvitationDraw, Recruitment, ReplyQuestion


class Times(Protocol):
    """What has the minutes from and up to which replies are taken."""

    replies_open_at: Any
    replies_close_at: Any


# Asked for each page of the form, so they are put together once; the first page needs one only.
_UNIT = select(InvitationDraw.unit).where(InvitationDraw.recruitment_id == Recruitment.id)
_COUNT = select(func.count()).where(ReplyQuestion.recruitment_id == Recruitment.id)
_REPLIES = (
    select(
        Recruitment.replies_open_at,
        Recruitment.replies_close_at,
        func.coalesce(_UNIT.scalar_subquery(), "household").label("unit"),
        _COUNT.scalar_subquery().label("questions"),
    )
    .where(Recruitment.body_id == bindparam("body"), Recruitment.replies_open_at.is_not(None))
    .order_by(Recruitment.replies_open_at.desc())
)
_QUESTIONS = (
    select(ReplyQuestion)
    .where(ReplyQuestion.recruitment_id == bindparam("recruitment"))
    .order_by(ReplyQuestion.position)
)


def list_questions(recruitment: Recruitment) -> Sequence[ReplyQuestion]:
    """Return the questions that were written, in the order of the form."""
    return session.scalars(_QUESTIONS, {"recruitment": recruitment.id}).all()


def find_open_replies(body: Body) -> Row[Any] | None:
    """Return (replies_open_at, replies_close_at, unit, questions) of the recruitment whose replies
    are taken now, else of the one that opens or closed last.

    A body seldom has two at once; a letter's code always leads to its own.
    """
    found = session.execute(_REPLIES, {"body": body.id}).all()
    moment = now()
    taken = [one for one in found if _takes(one, moment)]
    return next(iter([*taken, *found]), None)


def when(recruitment: Times | None) -> str:
    """Say where the clock stands: "never" fixed, "before", "open" or "after"."""
    if recruitment is None or recruitment.replies_open_at is None:
        return "never"
    if _takes(recruitment, now()):
        return "open"
    return "before" if now() < recruitment.replies_open_at else "after"


def _takes(recruitment: Times, moment: datetime) -> bool:
    opens, closes = recruitment.replies_open_at, recruitment.replies_close_at
    return bool(opens and closes and opens <= moment < closes)
