"""Finding what is proposed to a draw that found no panel."""

from typing import Any

from observatory.lottery.queries.draws import find_draw
from observatory.recruitment.models import Recruitment
from observatory.recruitment.queries import list_relaxations


def find_proposal(recruitment: Recruitment) -> dict[str, Any] | None:
    """Return {moves, seats, at_least} for the failed last attempt, unless it was accepted."""
    draw = find_draw(recruitment)
    if draw is None or draw.state != "failed":
        return None
    if any(one.attempt == draw.attempt for one in list_relaxations(recruitment)):
        return None
    proposal: dict[str, Any] | None = (draw.report or {}).get("proposal")
    return proposal
