"""Finding objections to a frozen pool, and the lists that corrections took the place of."""

from collections.abc import Sequence

from sqlalchemy import func, select

from observatory.database import get_one, session
from observatory.lottery.models import Draw, FormerCommitment, Objection


def list_objections(draw: Draw) -> Sequence[Objection]:
    """Return the objections of an attempt, the first first."""
    statement = select(Objection).where(Objection.draw_id == draw.id)
    return session.scalars(statement.order_by(Objection.number)).all()


def get_objection(draw: Draw, number: int) -> Objection:
    """Return one objection of an attempt, or raise NotFoundError."""
    objection: Objection = get_one(
        select(Objection).where(Objection.draw_id == draw.id, Objection.number == number)
    )
    return objection


def count_undecided(draw: Draw) -> int:
    """Return how many objections of an attempt wait for a decision."""
    statement = select(func.count(Objection.id)).where(
        Objection.draw_id == draw.id, Objection.decision.is_(None)
    )
    return session.scalar(statement) or 0


def list_former(draw: Draw) -> Sequence[FormerCommitment]:
    """Return the commitments of an attempt that corrections took the place of, the first first."""
    statement = select(FormerCommitment).where(FormerCommitment.draw_id == draw.id)
    return session.scalars(statement.order_by(FormerCommitment.number)).all()


def get_former(draw: Draw, number: int) -> FormerCommitment:
    """Return one such commitment, or raise NotFoundError."""
    former: FormerCommitment = get_one(
        select(FormerCommitment).where(
            FormerCommitment.draw_id == draw.id, FormerCommitment.number == number
        )
    )
    return former
