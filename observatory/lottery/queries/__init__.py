"""Finding draws, everybody's place in them, and what is proposed to relax."""

from observatory.lottery.queries.draws import (
    compare_quotas,
    count_committed,
    find_draw,
    find_public_draws,
    get_attempt,
    identify_draw,
    is_superseded,
    list_alternates,
    list_attempts,
    list_chances,
    list_drawn,
    list_places,
    meets_quotas,
)
from observatory.lottery.queries.relaxations import find_proposal

__all__ = [
    "compare_quotas",
    "count_committed",
    "find_draw",
    "find_proposal",
    "find_public_draws",
    "get_attempt",
    "identify_draw",
    "is_superseded",
    "list_alternates",
    "list_attempts",
    "list_chances",
    "list_drawn",
    "list_places",
    "meets_quotas",
]
