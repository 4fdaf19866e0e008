"""Leximin against known optima, against itself, and against impossible quotas."""

import numpy as np
import pytest

from sortition import InfeasibleError, InputError, Pool, Quota, Quotas, leximin
from tests.sortition.instances import load

KNOWN = {
    "mass_24": 0.136364,
    "sf_a_35": 0.069182,
    "sf_c_44": 0.157895,
    "cca_75": 0.040816,
    "nexus_170": 0.275862,
    "madrid_49": 0.026846,
    "example_small_20": 0.1,
    "example_large_200": 0.1,
    "obf_biased_30": 0.05,
    "sf_d_biased_40": 0.045662,
}


@pytest.mark.parametrize("name", KNOWN)
def test_the_smallest_probability_is_the_known_optimum(name):
    instance = load(name)
    found = leximin(*instance)
    assert found.status == "optimal"
    assert found.minimum == pytest.approx(KNOWN[name], abs=1e-6)
    assert found.gap <= 1e-7
    assert found.probabilities.sum() == pytest.approx(instance.size, abs=1e-9)
    assert found.weights.min() > 0
    assert found.weights.sum() == pytest.approx(1, abs=1e-12)


@pytest.mark.parametrize("name", ["example_small_20", "example_large_200"])
def test_the_published_examples_give_everybody_the_same_chance(name):
    pool, quotas, size = load(name)
    assert leximin(pool, quotas, size).probabilities == pytest.approx(size / len(pool), abs=1e-7)


def test_each_panel_meets_the_quotas_counted_by_hand():
    pool, quotas, size = load("mass_24")
    found = leximin(pool, quotas, size)
    values, chosen = found.types.values, found.panels.astype(int)
    assert (chosen >= 0).all()
    assert (chosen <= found.types.multiplicity).all()
    assert (chosen.sum(axis=1) == size).all()
    for f, feature in enumerate(pool.features):
        for v, quota in enumerate(quotas.of(feature)):
            seats = chosen[:, values[:, f] == v].sum(axis=1)
            assert quota.minimum <= seats.min()
            assert seats.max() <= quota.maximum


def test_the_same_seed_gives_the_same_panels():
    instance = load("mass_24")
    first, second = (leximin(*instance, seed=b"one") for _ in range(2))
    assert np.array_equal(first.panels, second.panels)
    assert np.array_equal(first.weights, second.weights)


def test_another_seed_gives_other_panels_with_the_same_chances():
    instance = load("mass_24")
    first, second = (leximin(*instance, seed=seed) for seed in (b"one", b"two"))
    assert not np.array_equal(first.panels, second.panels)
    assert first.probabilities == pytest.approx(second.probabilities, abs=1e-6)


def test_progress_ends_at_the_end_of_each_stage():
    reports = []
    leximin(*load("mass_24"), progress=lambda stage, done: reports.append((stage, done)))
    assert reports[0] == ("optimise", 0.0)
    assert ("optimise", 1.0) in reports
    assert reports[-1] == ("decompose", 1.0)
    assert all(0 <= done <= 1 for _, done in reports)


def test_a_time_limit_ends_with_an_honest_gap():
    found = leximin(*load("sf_a_35"), time_limit=0.0)
    assert found.status == "gap"
    assert found.upper_bound >= 0.069182 - 1e-6 >= found.minimum
    assert found.gap == pytest.approx(found.upper_bound - found.minimum)
    assert found.probabilities.sum() == pytest.approx(35)


def people(*texts):
    rows = [dict(zip("ab", text, strict=True)) for text in texts]
    return [str(i) for i in range(len(rows))], rows


def test_a_member_on_no_panel_is_excluded_and_does_not_count_for_the_minimum():
    quotas = Quotas(
        (Quota("a", "x", 2, 2), Quota("a", "y", 0, 0), Quota("b", "1", 0, 2), Quota("b", "2", 0, 2))
    )
    found = leximin(Pool.from_rows(*people("x1", "x2", "x1", "y1"), quotas), quotas, 2)
    assert found.excluded == ("3",)
    assert found.probabilities[3] == 0
    assert found.minimum == pytest.approx(2 / 3)
    assert found.status == "optimal"


def test_quotas_that_no_panel_meets_are_refused():
    quotas = Quotas(
        (Quota("a", "x", 1, 1), Quota("a", "y", 1, 1), Quota("b", "1", 2, 2), Quota("b", "2", 0, 0))
    )
    with pytest.raises(InfeasibleError):
        leximin(Pool.from_rows(*people("x1", "x2", "y2", "y2"), quotas), quotas, 2)


def test_quotas_wrong_in_themselves_are_an_input_error():
    quotas = Quotas((Quota("a", "x", 0, 2), Quota("a", "X", 0, 2)))
    with pytest.raises(InputError) as refusal:
        leximin(Pool.from_rows(*people("x1", "x2"), quotas), quotas, 1)
    assert [p.code for p in refusal.value.problems] == ["duplicate_quota"]


def test_a_minimum_above_the_pool_is_named():
    quotas = Quotas((Quota("a", "x", 2, 2), Quota("b", "1", 0, 2), Quota("b", "2", 0, 2)))
    with pytest.raises(InfeasibleError) as refusal:
        leximin(Pool.from_rows(*people("x1"), quotas), quotas, 2)
    assert [p.code for p in refusal.value.problems] == ["pool_too_small", "minimum_above_pool"]
