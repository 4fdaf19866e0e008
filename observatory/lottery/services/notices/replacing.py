"""A list that was corrected, or frozen anew: who waited is told of the new one only."""

from observatory.errors import N_, RuleBroken
from observatory.lottery import queries
from observatory.lottery.models import Announcement


class ListReplaced(RuleBroken):
    """Whoever got the fingerprint of the old list now would look for it in vain."""

    code = "list_replaced"
    message = N_(
        "A new list has taken the place of this one. Nobody else is told about the old list. "
        "Tell the pool about the new one."
    )


def refuse_replaced(announcement: Announcement) -> None:
    """Raise ListReplaced unless the list is the one that counts."""
    if queries.is_replaced(announcement):
        raise ListReplaced
