"""Leximin against its definition: every feasible panel of tiny pools, listed."""

import numpy as np
import pytest

from sortition import leximin
from tests.sortition.brute_force import leximin_by_definition
from tests.sortition.instances import tiny

POOLS = range(320)


@pytest.fixture(scope="module")
def solved():
    instances = [tiny(number) for number in POOLS]
    return [(leximin(*instance), leximin_by_definition(instance)) for instance in instances]


def test_every_probability_is_the_one_by_definition(solved):
    for found, exact in solved:
        assert found.status == "optimal"
        assert found.probabilities == pytest.approx(exact, abs=1e-6)
        assert found.value == found.minimum
        assert found.gap <= 1e-7


def test_excluded_are_exactly_those_without_a_chance(solved):
    for found, exact in solved:
        ids = {f"m{i}" for i in np.nonzero(exact < 1e-6)[0]}
        assert set(found.excluded) == ids


def test_the_probabilities_add_up_to_the_seats(solved):
    for found, _ in solved:
        assert found.probabilities.sum() == pytest.approx(found.size, abs=1e-9)
        assert found.weights.sum() == pytest.approx(1, abs=1e-12)
        assert (found.weights > 0).all()
