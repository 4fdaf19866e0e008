"""The minutes of a draw: facts gathered once, rendered in every language, fixed and signed."""

from observatory.lottery.services.minutes.copies import (
    add_copy,
    drop_lost_copies,
    identify,
    list_signers,
)
from observatory.lottery.services.minutes.fixing import SIGNATURE, fix_minutes
from observatory.lottery.services.minutes.writing import (
    WRITTEN,
    begin,
    compose_minutes,
    is_drawn,
    write_minutes,
)

__all__ = [
    "SIGNATURE",
    "WRITTEN",
    "add_copy",
    "begin",
    "compose_minutes",
    "drop_lost_copies",
    "fix_minutes",
    "identify",
    "is_drawn",
    "list_signers",
    "write_minutes",
]
