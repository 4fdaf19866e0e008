"""Finding objections to a frozen pool, and the lists that corrections took the place of."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select

from observatory import record
from observatory.database import get_one, now, session
from observatory.lottery.models import Draw, FormerCommitment, Objection, ObjectionsReminder
from observatory.lottery.queries.draws import is_solving, is_superseded
from observatory.recruitment.queries import find_settings


def list_objections(draw: Draw) -> Sequence[Objection]:
    """Return the objections of an attempt, the first first."""
    statement = select(Objection).where(Objection.draw_id == draw.id)
    return session.scalars(statement.order_by(Objection.number)).all()


def describe_objecting(draw: Draw) -> dict[str, Any]:
    """Return what everybody reads about objections to an attempt: how to make one, which came.

    A later attempt ends the time of the one before.
    """
    return {
        "objections": list_objections(draw),
        "is_open": draw.is_open_to_objections and not is_superseded(draw),
        "settings": find_settings(draw.recruitment),
    }


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


def count_left_out(draw: Draw) -> dict[str, int]:
    """Return, by the digest of a former list, how many who had withdrawn were left out with it."""
    acts = record.list_acts(draw.recruitment.body_id, ["commitment_superseded"])
    counts = {str(one.data.get("supersedes")): one.data.get("withdrawn") for one in acts}
    return {digest: count for digest, count in counts.items() if isinstance(count, int)}


def get_former(draw: Draw, number: int) -> FormerCommitment:
    """Return one such commitment, or raise NotFoundError."""
    former: FormerCommitment = get_one(
        select(FormerCommitment).where(
            FormerCommitment.draw_id == draw.id, FormerCommitment.number == number
        )
    )
    return former


def list_waiting_draws() -> Sequence[Draw]:
    """Return the frozen draws that nobody can object to any more, whose panels wait for a clerk."""
    statement = select(Draw).where(Draw.state == "frozen", Draw.objections_until <= now())
    found = session.scalars(statement.order_by(Draw.id)).all()
    return [draw for draw in found if not (is_solving(draw) or is_superseded(draw))]


def find_reminder(draw: Draw, account_id: int) -> ObjectionsReminder | None:
    """Return what tells a clerk to go on with the list of a draw as it is now."""
    statement = select(ObjectionsReminder).where(
        ObjectionsReminder.draw_id == draw.id,
        ObjectionsReminder.account_id == account_id,
        ObjectionsReminder.digest == draw.commitment_digest,
    )
    return session.scalars(statement).one_or_none()
