"""Conflicts and relaxations against every panel, listed, on tiny pools."""

import itertools
from dataclasses import replace

import numpy as np
import pytest

from sortition import InfeasibleError, Pool, Quota, Quotas, leximin
from sortition.advice.conflicts import find_conflict, why_no_panel
from sortition.advice.named_rows import NamedRows
from sortition.advice.relaxing import relax
from sortition.clock import Clock
from tests.sortition.instances import Instance, load, tiny


def counts_of_all_panels(instance):
    """Count each quota's seats on each set of `size` members, by hand; (N, V)."""
    pool, quotas, size = instance
    panels = np.array(list(itertools.combinations(range(len(pool)), size)))
    columns = [
        (pool.values[panels, f] == v).sum(axis=1)
        for f, feature in enumerate(pool.features)
        for v, _ in enumerate(quotas.of(feature))
    ]
    return np.unique(np.column_stack(columns), axis=0)


def squeezed(number):
    """A tiny pool whose quotas ask for one or two seats more than they should, here and there."""
    pool, quotas, size = tiny(number)
    rng = np.random.default_rng(number)
    there = counts_of_all_panels(Instance(pool, quotas, size)).max(axis=0)
    tight = []
    for quota, most in zip(quotas, there, strict=True):
        up, down = rng.integers(0, 2, size=2)
        least = min(quota.minimum + int(up), int(most))
        tight.append(replace(quota, minimum=least, maximum=max(least, quota.maximum - int(down))))
    return Instance(pool, Quotas(tuple(tight)), size)


def some_panel_meets(counts, quotas, bounds):
    meets = np.ones(len(counts), dtype=bool)
    for row, side in bounds:
        quota = quotas.quotas[row]
        if side == "min":
            meets &= counts[:, row] >= quota.minimum
        else:
            meets &= counts[:, row] <= quota.maximum
    return bool(meets.any())


def all_bounds(quotas):
    return [(row, side) for row in range(len(quotas)) for side in ("min", "max")]


@pytest.mark.parametrize("first", range(0, 200, 50))
def test_a_conflict_is_found_whenever_there_is_no_panel_and_each_part_of_it_has_one(first):
    conflicts = 0
    for number in range(first, first + 50):
        instance = squeezed(number)
        counts = counts_of_all_panels(instance)
        found = find_conflict(NamedRows.of(*instance))
        assert (found is None) == some_panel_meets(
            counts, instance.quotas, all_bounds(instance.quotas)
        )
        if found is None:
            continue
        conflicts += 1
        assert found.is_irreducible
        assert not some_panel_meets(counts, instance.quotas, found.bounds)
        for bound in found.bounds:
            rest = [other for other in found.bounds if other != bound]
            assert some_panel_meets(counts, instance.quotas, rest)
    assert conflicts > 5


def fewest_seats(instance):
    """The cheapest relaxation by listing: each panel's distance from the quotas, within flex."""
    counts = counts_of_all_panels(instance)
    below = np.array([(q.minimum, q.min_flex or 0) for q in instance.quotas]).T
    highest = [99 if q.max_flex is None else q.max_flex for q in instance.quotas]
    above = np.array([[q.maximum for q in instance.quotas], highest])
    allowed = ((counts >= below[1]) & (counts <= above[1])).all(axis=1)
    seats = np.maximum(below[0] - counts, 0) + np.maximum(counts - above[0], 0)
    return int(seats[allowed].sum(axis=1).min()) if allowed.any() else None


@pytest.mark.parametrize("first", range(0, 200, 50))
def test_the_cheapest_relaxation_moves_as_few_seats_as_the_nearest_panel_needs(first):
    for number in range(first, first + 50):
        instance = squeezed(number)
        found = relax(*instance)
        assert found.seats == found.at_least == fewest_seats(instance)
        assert found.seats == sum(move.seats for move in found.moves)
        wider = found.apply(instance.quotas)
        assert some_panel_meets(counts_of_all_panels(instance), wider, all_bounds(wider))
        assert wider.problems(instance.size) == []


def with_flex(number):
    pool, quotas, size = squeezed(number)
    rng = np.random.default_rng(number)
    flexible = [
        replace(
            q,
            min_flex=max(0, q.minimum - int(rng.random() < 0.3)),
            max_flex=q.maximum + int(rng.random() < 0.3),
        )
        for q in quotas
    ]
    return Instance(pool, Quotas(tuple(flexible)), size)


def test_a_relaxation_stays_within_the_flex_or_says_which_flex_conflicts():
    refused = 0
    for number in range(100):
        instance = with_flex(number)
        fewest = fewest_seats(instance)
        if fewest is not None:
            found = relax(*instance)
            assert found.seats == fewest
            for move in found.moves:
                assert move.quota.min_flex <= move.minimum
                assert move.maximum <= move.quota.max_flex
            continue
        refused += 1
        with pytest.raises(InfeasibleError) as refusal:
            relax(*instance)
        assert refusal.value.problems[0].code == "beyond_flex"
        assert len(refusal.value.problems) > 1
    assert refused > 5


def people(*texts):
    rows = [dict(zip("ab", text, strict=True)) for text in texts]
    return [str(i) for i in range(len(rows))], rows


CROSSED = Quotas(
    (Quota("a", "x", 1, 1), Quota("a", "y", 1, 1), Quota("b", "1", 2, 2), Quota("b", "2", 0, 0))
)


def test_leximin_names_the_quotas_that_conflict():
    pool = Pool.from_rows(*people("x1", "x2", "y2", "y2"), CROSSED)
    with pytest.raises(InfeasibleError) as refusal:
        leximin(pool, CROSSED, 2)
    named = {(p.params["feature"], p.value, p.column) for p in refusal.value.problems}
    assert named in ({("a", "y", "min"), ("b", "2", "max")}, {("b", "1", "min")})
    assert all(problem.line for problem in refusal.value.problems)


def test_shortages_come_before_conflicts_and_all_at_once():
    quotas = Quotas((Quota("a", "x", 2, 2), Quota("b", "1", 0, 0), Quota("b", "2", 0, 1)))
    pool = Pool.from_rows(*people("x1", "x1"), Quotas((*quotas.quotas, Quota("a", "y", 0, 2))))
    named = why_no_panel(pool, quotas, 2, file="q.csv")
    assert [problem.code for problem in named] == ["sum_of_maxima"]
    assert named[0].sentence().startswith("q.csv")


def test_no_relaxation_helps_a_pool_that_is_too_small():
    pool = Pool.from_rows(*people("x1"), CROSSED)
    with pytest.raises(InfeasibleError) as refusal:
        relax(pool, CROSSED, 2)
    assert "pool_too_small" in [problem.code for problem in refusal.value.problems]


def test_quotas_that_a_panel_meets_need_no_relaxation():
    found = relax(*load("mass_24"))
    assert (found.moves, found.seats, found.at_least) == ((), 0, 0)


def test_when_the_time_is_over_the_conflict_is_not_called_irreducible():
    instance = next(i for i in map(squeezed, range(99)) if fewest_seats(i) > 0)
    found = find_conflict(NamedRows.of(*instance), Clock(0.0))
    assert found is None or not found.is_irreducible
