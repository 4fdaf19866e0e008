"""Grouping millions of keys: by one number for each key, and checked against the keys."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sortition.register.digests import Bytes

_MIX = np.uint64(0x9E3779B97F4A7C15)
_SHIFT = np.uint64(29)


@dataclass(frozen=True)
class Groups:
    """Which rows share a key.

    Attributes
    ----------
    of_row
        The number of each row's group, shape (rows,).
    first
        The first row of each group, shape (groups,).
    """

    of_row: NDArray[np.int64]
    first: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.first)

    def taken(self, places: NDArray[np.int64]) -> "Groups":
        """Return the groups that some rows are in, those rows alone counted, in their order."""
        return numbered(self.of_row.take(places), len(self))


def group(keys: Bytes) -> Groups:
    """Group rows by key.

    Sorting numbers is many times faster than sorting text: each key becomes a number of 64 bits,
    which is the key itself up to 8 bytes. Two keys with one number are seen, and text is sorted.
    """
    found = _grouped(_numbers(keys))
    # As many numbers as rows are as many keys.
    if len(found) < len(keys) and not np.array_equal(keys[found.first][found.of_row], keys):
        _, first, of_row = np.unique(keys, return_index=True, return_inverse=True)
        found = Groups(of_row, first)
    return found


def has_twice(keys: Bytes) -> bool:
    """Say whether a key may stand twice: never no where one does, yes without need hardly ever."""
    ranked = np.sort(_numbers(keys))
    return bool((ranked[1:] == ranked[:-1]).any())


def numbered(numbers: NDArray[np.int64], below: int) -> Groups:
    """Group rows by whole numbers from 0 to `below` - 1; the groups in the order of these."""
    if below > len(numbers):
        return _grouped(numbers)
    first = np.full(below, -1, np.int64)
    first[numbers[::-1]] = np.arange(len(numbers))[::-1]  # the last written is first
    is_there = first >= 0
    if is_there.all():
        return Groups(numbers, first)
    return Groups((np.cumsum(is_there) - 1)[numbers], first[is_there])


def _grouped(numbers: NDArray[Any]) -> Groups:
    """Group rows by number, as `numpy.unique` does with a sort that takes three times as long.

    Registers are mostly written household by household: only the first row of a run is sorted.
    """
    starts = np.flatnonzero(_is_new(numbers))
    heads = numbers[starts]
    order = np.argsort(heads)
    is_new = _is_new(heads[order])
    of_head = np.empty(len(heads), np.int64)
    of_head[order] = np.cumsum(is_new) - 1
    first = np.minimum.reduceat(order, np.flatnonzero(is_new))
    return Groups(np.repeat(of_head, np.diff(starts, append=len(numbers))), starts[first])


def _is_new(numbers: NDArray[Any]) -> NDArray[np.bool_]:
    """Say which numbers differ from the one before."""
    found = np.ones(len(numbers), bool)
    found[1:] = numbers[1:] != numbers[:-1]
    return found


def _numbers(keys: Bytes) -> NDArray[np.uint64]:
    width = -(-keys.dtype.itemsize // 8) * 8
    words = keys.astype(f"S{width}").view(np.uint64).reshape(len(keys), width // 8)
    found = words[:, 0].copy()
    for word in words.T[1:]:
        found ^= found >> _SHIFT
        found *= _MIX
        found ^= word
    return found
