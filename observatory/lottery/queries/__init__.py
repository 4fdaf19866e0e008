"""Finding recruitments, their quotas, letters, pool and draws."""

from observatory.lottery.queries.draws import (
    compare_quotas,
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
from observatory.lottery.queries.letters import find_invitation_draw, list_letters, map_letters
from observatory.lottery.queries.recruitments import (
    draw_name,
    find_job,
    get_recruitment,
    list_quotas,
    list_recruitments,
)
from observatory.lottery.queries.registers import (
    find_register,
    find_upload,
    is_at_work,
    is_register_fixed,
    list_former_registers,
)
from observatory.lottery.queries.replies import (
    answered_letters,
    count_pool,
    count_replies,
    count_values,
    list_pool,
)

__all__ = [
    "answered_letters",
    "compare_quotas",
    "count_pool",
    "count_replies",
    "count_values",
    "draw_name",
    "find_draw",
    "find_invitation_draw",
    "find_job",
    "find_public_draws",
    "find_register",
    "find_upload",
    "get_attempt",
    "get_recruitment",
    "identify_draw",
    "is_at_work",
    "is_register_fixed",
    "is_superseded",
    "list_alternates",
    "list_attempts",
    "list_chances",
    "list_drawn",
    "list_former_registers",
    "list_letters",
    "list_places",
    "list_pool",
    "list_quotas",
    "list_recruitments",
    "map_letters",
    "meets_quotas",
]
