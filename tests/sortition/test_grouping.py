"""Grouping of keys, beside `numpy.unique` of the text itself."""

import numpy as np
import pytest

from sortition.register import grouping
from sortition.register.grouping import group, has_twice, numbered

CHANCE = np.random.default_rng(5)
SOME = CHANCE.integers(0, 300, 1000)
KEYS = {
    "none": np.zeros(0, "S9"),
    "one": np.array([b"a"]),
    "blank": np.array([b"", b"", b"x", b""]),
    "mixed": SOME.astype("S"),
    "in runs": np.sort(SOME).astype("S"),
    "in broken runs": np.concatenate([np.sort(SOME), np.sort(SOME)]).astype("S"),
    "long": np.char.add(SOME.astype("S"), b"-a-key-of-many-letters"),
    "all different": CHANCE.permutation(1000).astype("S20"),
}


@pytest.mark.parametrize("keys", KEYS.values(), ids=KEYS)
def test_rows_are_grouped_as_their_text_says(keys):
    check(group(keys), keys)
    assert has_twice(keys) == (len(set(keys.tolist())) < len(keys))


@pytest.mark.parametrize("keys", KEYS.values(), ids=KEYS)
def test_two_keys_with_one_number_are_kept_apart(keys, monkeypatch):
    monkeypatch.setattr(
        grouping, "_numbers", lambda own: np.char.str_len(own).astype(np.uint64) // np.uint64(2)
    )
    check(group(keys), keys)


@pytest.mark.parametrize("keys", KEYS.values(), ids=KEYS)
def test_groups_of_some_rows_are_those_of_these_rows_alone(keys):
    for places in (np.arange(len(keys)), np.arange(len(keys))[::-3], np.arange(len(keys))[:7]):
        check(group(keys).taken(places), keys[places])


@pytest.mark.parametrize("below", [300, 1000, 10**12])
def test_numbers_are_grouped_in_their_order(below):
    expected, first, of_row = np.unique(SOME, return_index=True, return_inverse=True)
    found = numbered(SOME, below)
    assert np.array_equal(SOME[found.first], expected)
    assert np.array_equal(found.first, first)
    assert np.array_equal(found.of_row, of_row)


def check(found, keys):
    """Each group is one key, each key one group, and each group has its first row."""
    assert np.array_equal(keys[found.first][found.of_row], keys)
    assert len(found) == len(set(keys.tolist()))
    firsts = {own: place for place, own in reversed(list(enumerate(keys.tolist())))}
    assert sorted(found.first.tolist()) == sorted(firsts.values())
