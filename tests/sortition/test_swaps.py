"""The local search for a zero-one point between row bounds."""

import numpy as np
import pytest

from sortition.decomposition.swaps import swap_into_bounds


def rows_and_choice(number, count=60):
    """Types over three features of three values and a size row, and a choice of half of them."""
    rng = np.random.default_rng(number)
    rows = np.hstack([rng.integers(0, 3, (count, 3)) + [0, 3, 6], np.full((count, 1), 9)])
    return rows.astype(np.int32), rng.permutation(np.arange(count) % 2 == 0)


def sums_of(rows, chosen):
    return np.bincount(rows[np.asarray(chosen, dtype=bool)].reshape(-1), minlength=10)


@pytest.mark.parametrize("number", range(20))
def test_exchanges_reach_exact_sums_from_a_fractional_point(number):
    rows, choice = rows_and_choice(number)
    sums = sums_of(rows, choice).astype(float)
    start = np.full(len(rows), choice.mean())
    found = swap_into_bounds(rows, start, (sums, sums), np.random.default_rng(0))
    assert found is not None
    assert set(found) <= {0, 1}
    assert (sums_of(rows, found) == sums).all()


def test_a_row_may_stay_anywhere_between_its_bounds():
    rows, choice = rows_and_choice(1)
    sums = sums_of(rows, choice).astype(float)
    low, high = sums - 2, sums + 1
    low[-1] = high[-1] = sums[-1]
    found = swap_into_bounds(rows, np.roll(choice, 1) * 1.0, (low, high), np.random.default_rng(0))
    assert found is not None
    assert (low <= sums_of(rows, found)).all()
    assert (sums_of(rows, found) <= high).all()


def test_the_search_ends_where_no_choice_meets_the_bounds():
    rows, choice = rows_and_choice(2)
    sums = sums_of(rows, choice).astype(float)
    sums[0] += 1  # the other values of the feature leave no room for it
    start = choice * 1.0
    assert swap_into_bounds(rows, start, (sums, sums), np.random.default_rng(0)) is None


def test_nothing_to_exchange_is_no_point():
    rows = np.array([[0, 1]], dtype=np.int32)
    bounds = np.array([0.0, 1.0]), np.array([0.0, 1.0])
    assert swap_into_bounds(rows, np.ones(1), bounds, np.random.default_rng(0)) is None
