"""Finding who answered, and the pool."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Select, bindparam, func, select

from observatory.bodies.models import Body
from observatory.database import session
from observatory.recruitment.models import Invitation, Recruitment, Respondent
from sortition.quotas import Quotas, fold


def answered_letters(recruitment: Recruitment) -> set[int]:
    """Return the numbers of the letters that were answered."""
    statement = select(Invitation.number).join(
        Respondent, Respondent.invitation_id == Invitation.id
    )
    return set(session.scalars(statement.where(Respondent.recruitment_id == recruitment.id)))


# Asked for each page of the reply form, so it is put together once.
_REPLY = select(Respondent).where(Respondent.invitation_id == bindparam("letter"))


def find_reply(invitation: Invitation) -> Respondent | None:
    """Return who answered a letter, withdrawn or not."""
    return session.scalars(_REPLY, {"letter": invitation.id}).one_or_none()


def find_secret(body: Body, secret: str) -> Respondent | None:
    """Return the respondent of a body who holds a secret."""
    statement = (
        select(Respondent)
        .join(Recruitment, Respondent.recruitment_id == Recruitment.id)
        .where(Recruitment.body_id == body.id, Respondent.secret == secret)
    )
    return session.scalars(statement).one_or_none()


def list_withdrawn(recruitment: Recruitment) -> Sequence[Respondent]:
    """Return who withdrew and is kept nevertheless: the pool was frozen at that time."""
    statement = select(Respondent).where(
        Respondent.recruitment_id == recruitment.id,
        Respondent.secret != "",
        Respondent.withdrawn_on.is_not(None),
    )
    return session.scalars(statement).all()


def count_replies(recruitment: Recruitment) -> int:
    """Return how many letters were answered."""
    statement = select(func.count()).where(Respondent.recruitment_id == recruitment.id)
    return session.scalar(statement) or 0


def list_pool(recruitment: Recruitment) -> Sequence[Respondent]:
    """Return the eligible respondents who did not withdraw, sorted by pid."""
    return session.scalars(_pool(select(Respondent), recruitment).order_by(Respondent.pid)).all()


def _pool(statement: Select[Any], recruitment: Recruitment) -> Select[Any]:
    return statement.where(
        Respondent.recruitment_id == recruitment.id,
        Respondent.is_eligible,
        Respondent.withdrawn_on.is_(None),
    )


def list_respondents(recruitment: Recruitment) -> Sequence[Respondent]:
    """Return everybody who answered, in the pool or not."""
    statement = select(Respondent).where(Respondent.recruitment_id == recruitment.id)
    return session.scalars(statement.order_by(Respondent.id)).all()


def list_unprinted(recruitment: Recruitment) -> Sequence[Respondent]:
    """Return who answered by telephone or on paper and has no secret yet: it goes by letter."""
    statement = select(Respondent).where(
        Respondent.recruitment_id == recruitment.id,
        Respondent.channel.in_(("phone", "paper")),
        Respondent.printed_on.is_(None),
        Respondent.withdrawn_on.is_(None),
    )
    return session.scalars(statement.order_by(Respondent.id)).all()


def count_pool(recruitment: Recruitment) -> int:
    """Return how many people the draw can choose from."""
    statement = _pool(select(func.count()).select_from(Respondent), recruitment)
    return session.scalar(statement) or 0


def count_values(people: Iterable[Respondent], quotas: Quotas) -> list[int]:
    """Return how many people have each quota's value, in the order of the quotas."""
    counts = Counter(
        (fold(feature), fold(value)) for one in people for feature, value in one.features.items()
    )
    return [counts[fold(quota.feature), fold(quota.value)] for quota in quotas]
