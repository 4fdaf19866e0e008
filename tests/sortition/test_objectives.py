"""The objectives against their definitions on tiny pools, and what must hold for any pool."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sortition import OBJECTIVES, Pool, Quotas, goldilocks, leximin, maximin, nash
from tests.sortition import brute_force
from tests.sortition.instances import Instance, load, meets_quotas, tiny

EXACT = sorted(set(OBJECTIVES) - {"legacy"})
numbers = st.integers(0, 10**6)


@pytest.mark.parametrize("tens", range(16))
def test_maximin_has_the_value_by_definition(tens):
    for instance in map(tiny, range(10 * tens, 10 * tens + 10)):
        found = maximin(*instance)
        assert found.status == "optimal"
        assert found.value == found.minimum
        assert found.value == pytest.approx(brute_force.maximin_by_definition(instance), abs=1e-6)


@pytest.mark.parametrize("tens", range(10))
def test_nash_has_the_value_by_definition(tens):
    for instance in map(tiny, range(10 * tens, 10 * tens + 10)):
        found = nash(*instance)
        assert found.status == "optimal"
        assert found.value == pytest.approx(found.geometric_mean, abs=1e-12)
        assert found.value == pytest.approx(brute_force.nash_by_definition(instance), abs=1e-6)


@pytest.mark.parametrize("tens", range(6))
def test_goldilocks_has_the_value_by_definition(tens):
    for instance in map(tiny, range(10 * tens, 10 * tens + 10)):
        found = goldilocks(*instance)
        assert found.status == "optimal"
        exact = brute_force.goldilocks_by_definition(instance)
        assert found.value == pytest.approx(exact, rel=1e-6)


@pytest.mark.parametrize("number", [119, 162, 248])
@pytest.mark.parametrize("name", EXACT)
def test_where_the_relaxation_is_out_of_reach_each_objective_is_still_proven(number, name):
    found = OBJECTIVES[name](*tiny(number))
    assert found.status == "optimal"
    by_definition = {
        "leximin": brute_force.maximin_by_definition,
        "maximin": brute_force.maximin_by_definition,
        "nash": brute_force.nash_by_definition,
        "goldilocks": brute_force.goldilocks_by_definition,
    }
    assert found.value == pytest.approx(by_definition[name](tiny(number)), rel=1e-6)


def test_goldilocks_weighs_the_smallest_by_g():
    instance = tiny(7)
    for g in (0.1, 10.0):
        exact = brute_force.goldilocks_by_definition(instance, g)
        assert goldilocks(*instance, g=g).value == pytest.approx(exact, rel=1e-6)


@pytest.mark.parametrize("name", ["mass_24", "sf_a_35"])
def test_each_objective_is_best_by_its_own_measure(name):
    instance = load(name)
    found = {own: OBJECTIVES[own](*instance) for own in EXACT}
    assert {own.status for own in found.values()} == {"optimal"}
    assert found["leximin"].minimum == pytest.approx(found["maximin"].value, abs=1e-7)
    assert found["maximin"].minimum >= max(own.minimum for own in found.values()) - 1e-7
    assert found["nash"].value >= max(own.geometric_mean for own in found.values()) - 1e-7
    assert found["goldilocks"].value <= min(map(cost, found.values())) + 1e-6


def cost(found):
    p = found.probabilities[found.probabilities > 0]
    return p.max() / p.mean() + p.mean() / p.min()


@pytest.mark.parametrize("name", EXACT)
def test_where_all_can_have_the_same_chance_they_have_it(name):
    pool, quotas, size = load("example_small_20")
    found = OBJECTIVES[name](pool, quotas, size)
    assert found.probabilities == pytest.approx(size / len(pool), abs=1e-6)


@settings(max_examples=15)
@given(numbers, st.sampled_from(sorted(OBJECTIVES)))
def test_each_panel_meets_the_quotas_and_the_chances_add_up(number, name):
    instance = tiny(number)
    found = OBJECTIVES[name](*instance)
    first = np.unique(found.types.of_member, return_index=True)[1]
    for panel in found.panels:
        seats = [int(first[t]) for t in range(len(panel)) for _ in range(panel[t])]
        assert sum(panel) == instance.size
        if (panel <= 1).all():
            assert meets_quotas(seats, instance)
    assert found.probabilities.sum() == pytest.approx(instance.size, abs=1e-9)
    assert found.weights.sum() == pytest.approx(1, abs=1e-12)
    assert found.gap >= 0


@settings(max_examples=15)
@given(numbers, st.sampled_from(EXACT), st.randoms(use_true_random=False))
def test_chances_do_not_depend_on_the_order_and_equal_members_have_equal_ones(number, name, random):
    pool, quotas, size = tiny(number)
    order = random.sample(range(len(pool)), len(pool))
    turned = Pool(tuple(pool.ids[i] for i in order), pool.features, pool.values[order])
    first = OBJECTIVES[name](pool, quotas, size).probabilities
    second = OBJECTIVES[name](turned, quotas, size).probabilities
    if name != "maximin":  # whose probabilities above the smallest are not unique
        assert second == pytest.approx(first[order], abs=1e-5)
    for i, j in zip(*np.nonzero((pool.values[:, None] == pool.values).all(axis=2)), strict=True):
        assert first[i] == first[j]


@settings(max_examples=15)
@given(numbers, st.sampled_from(EXACT), st.randoms(use_true_random=False))
def test_wider_quotas_never_make_it_less_fair(number, name, random):
    instance = tiny(number)
    before, after = (OBJECTIVES[name](*own) for own in (instance, widened(instance, random)))
    assume(before.excluded == after.excluded)  # else the value is taken over more members
    if name == "goldilocks":
        assert after.value <= before.value * (1 + 1e-6)
    else:
        assert after.value >= before.value - 1e-6


def widened(instance, random):
    quotas = list(instance.quotas)
    for index in random.sample(range(len(quotas)), 2):
        old = quotas[index]
        quotas[index] = replace(old, minimum=max(0, old.minimum - 1), maximum=old.maximum + 1)
    return Instance(instance.pool, Quotas(tuple(quotas)), instance.size)


def test_a_member_on_no_panel_does_not_count_for_the_product():
    number = next(n for n in range(100) if leximin(*tiny(n)).excluded)
    found = nash(*tiny(number))
    assert found.excluded == leximin(*tiny(number)).excluded
    assert found.value > 0


@pytest.mark.parametrize("name", EXACT)
def test_a_time_limit_ends_with_an_honest_gap(name):
    found = OBJECTIVES[name](*load("sf_a_35"), time_limit=0.0)
    best = OBJECTIVES[name](*load("sf_a_35"))
    assert found.status == "gap"
    assert found.gap == abs(found.value - found.upper_bound) > 0
    if name == "goldilocks":
        assert found.upper_bound <= best.value + 1e-6 <= found.value + 1e-5
    else:
        assert found.upper_bound >= best.value - 1e-6 >= found.value - 1e-5
