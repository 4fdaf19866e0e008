"""How people's codes are shortened for a hall."""

from collections.abc import Collection

SHORTEST = 8


def short_length(pids: Collection[str]) -> int:
    """Return how many characters tell all codes of a pool apart: 8, or more by fours."""
    length = SHORTEST
    while len({own[:length] for own in pids}) < len(set(pids)):
        length += 4
    return length
