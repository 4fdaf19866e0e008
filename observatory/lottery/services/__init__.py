"""What can be done in a recruitment, in the order of the work."""

from observatory.lottery.services.quotas import (
    QuotasLocked,
    QuotasUnlocked,
    create_recruitment,
    lock_quotas,
    refuse_unlocked,
    set_quotas,
)

__all__ = [
    "QuotasLocked",
    "QuotasUnlocked",
    "create_recruitment",
    "lock_quotas",
    "refuse_unlocked",
    "set_quotas",
]
