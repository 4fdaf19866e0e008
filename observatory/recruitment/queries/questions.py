"""Finding the questions of the reply form."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from observatory.bodies.models import Body
from observatory.database import now, session
from observatory.recruitment.models import Recruitment, ReplyQuestion


def list_questions(recruitment: Recruitment) -> Sequence[ReplyQuestion]:
    """Return the questions that were written, in the order of the form."""
    statement = select(ReplyQuestion).where(ReplyQuestion.recruitment_id == recruitment.id)
    return session.scalars(statement.order_by(ReplyQuestion.position)).all()


def find_open_recruitment(body: Body) -> Recruitment | None:
    """Return the recruitment whose replies are taken now, else the one that opens or closed last.

    A body seldom has two at once; a letter's code always leads to its own.
    """
    statement = select(Recruitment).where(
        Recruitment.body_id == body.id, Recruitment.replies_open_at.is_not(None)
    )
    found = session.scalars(statement.order_by(Recruitment.replies_open_at.desc())).all()
    moment = now()
    taken = [one for one in found if _takes(one, moment)]
    return next(iter([*taken, *found]), None)


def when(recruitment: Recruitment | None) -> str:
    """Say where the clock stands: "never" fixed, "before", "open" or "after"."""
    if recruitment is None or recruitment.replies_open_at is None:
        return "never"
    if _takes(recruitment, now()):
        return "open"
    return "before" if now() < recruitment.replies_open_at else "after"


def _takes(recruitment: Recruitment, moment: datetime) -> bool:
    opens, closes = recruitment.replies_open_at, recruitment.replies_close_at
    return bool(opens and closes and opens <= moment < closes)
