"""What can be done in a recruitment, in the order of the work."""

from observatory.lottery.services.draws import draw_panel, freeze_draw, repeat_solving
from observatory.lottery.services.quotas import (
    QuotasLocked,
    QuotasUnlocked,
    create_recruitment,
    lock_quotas,
    refuse_unlocked,
    set_quotas,
)
from observatory.lottery.services.solving import solve_draw

__all__ = [
    "QuotasLocked",
    "QuotasUnlocked",
    "create_recruitment",
    "draw_panel",
    "freeze_draw",
    "lock_quotas",
    "refuse_unlocked",
    "repeat_solving",
    "set_quotas",
    "solve_draw",
]
