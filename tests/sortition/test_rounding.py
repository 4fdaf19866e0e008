"""Whole copies of panels move no chance."""

import numpy as np
import pytest

from sortition import leximin
from sortition.rounding import round_copies
from tests.sortition.instances import load


@pytest.fixture(scope="module")
def found():
    return leximin(*load("sf_a_35"))


def rounded(found, count):
    return round_copies(found.panels, found.weights, count, np.random.default_rng(1))


@pytest.mark.parametrize("count", [100, 1000, 10_000])
def test_copies_and_rest_have_the_expected_panel_of_the_weights(found, count):
    copies, rest = rounded(found, count)
    expected = count * found.weights @ found.panels
    assert (copies + rest) @ found.panels == pytest.approx(expected, abs=1e-6)
    assert copies.sum() + rest.sum() == pytest.approx(count, abs=1e-6)


def test_each_panel_comes_as_often_as_its_weight_says_rounded_down_or_up(found):
    copies, rest = rounded(found, 10_000)
    shares = 10_000 * found.weights
    assert (copies >= np.floor(shares)).all()
    assert (copies + rest <= np.ceil(shares) + 1e-6).all()
    assert ((rest >= 0) & (rest < 1)).all()


def test_no_more_panels_than_types_keep_a_fraction(found):
    _, rest = rounded(found, 1000)
    assert np.count_nonzero(rest > 1e-6) <= found.panels.shape[1] + 1
    assert len(found.panels) > 2 * found.panels.shape[1]


def test_whole_weights_leave_no_rest():
    panels = np.array([[1, 0], [0, 1]], dtype=np.int16)
    copies, rest = round_copies(panels, np.array([0.3, 0.7]), 10, np.random.default_rng(1))
    assert copies.tolist() == [3, 7]
    assert rest.sum() == pytest.approx(0, abs=1e-6)
