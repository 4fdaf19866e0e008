"""The greedy method: panels are right, chances are only counted."""

import numpy as np
import pytest

from sortition import InfeasibleError, Quota, Quotas, legacy, maximin
from tests.sortition.instances import load


@pytest.fixture(scope="module")
def found():
    return legacy(*load("mass_24"), seed=b"x")


def test_it_says_that_it_only_estimates(found):
    assert (found.objective, found.status) == ("legacy", "estimate")
    assert 0.01 < found.standard_error < 0.5 / np.sqrt(999)


def test_its_bound_is_what_could_have_been(found):
    best = maximin(*load("mass_24"))
    assert found.upper_bound == pytest.approx(best.value, abs=1e-6)
    assert found.value == found.minimum < best.value / 2
    assert found.gap == pytest.approx(found.upper_bound - found.value)


def test_the_estimate_of_another_seed_is_within_its_error(found):
    other = legacy(*load("mass_24"), seed=b"y")
    assert not np.array_equal(found.panels, other.panels)
    assert np.abs(found.probabilities - other.probabilities).max() < 6 * found.standard_error


def test_the_same_seed_gives_the_same_panels(found):
    again = legacy(*load("mass_24"), seed=b"x")
    assert np.array_equal(found.panels, again.panels)
    assert np.array_equal(found.weights, again.weights)


def test_quotas_that_no_panel_meets_are_refused():
    pool, quotas, size = load("mass_24")
    first, *others = quotas
    with pytest.raises(InfeasibleError):
        legacy(pool, Quotas((Quota(first.feature, first.value, 0, 0), *others)), size)
