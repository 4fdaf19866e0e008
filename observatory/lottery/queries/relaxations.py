"""Finding quotas that were made wider in public, and what is proposed to make wider."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from observatory.database import session
from observatory.lottery.models import Recruitment, Relaxation
from observatory.lottery.queries.draws import find_draw


def list_relaxations(recruitment: Recruitment) -> Sequence[Relaxation]:
    """Return every relaxation of a recruitment's quotas, the first first."""
    statement = select(Relaxation).where(Relaxation.recruitment_id == recruitment.id)
    return session.scalars(statement.order_by(Relaxation.attempt)).all()


def find_proposal(recruitment: Recruitment) -> dict[str, Any] | None:
    """Return {moves, seats, at_least} for the failed last attempt, unless it was accepted."""
    draw = find_draw(recruitment)
    if draw is None or draw.state != "failed":
        return None
    if any(one.attempt == draw.attempt for one in list_relaxations(recruitment)):
        return None
    proposal: dict[str, Any] | None = (draw.report or {}).get("proposal")
    return proposal
