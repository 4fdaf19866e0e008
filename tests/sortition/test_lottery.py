"""The lottery's panels are valid and share the seats as the distribution says."""

from dataclasses import replace

import numpy as np
import pytest

from sortition import Quotas, SolverError, draw_lottery, leximin, panels_needed
from sortition.lottery import check_panels
from tests.sortition.instances import load, meets_quotas


@pytest.fixture(scope="module")
def mass():
    instance = load("mass_24")
    return instance, leximin(*instance)


def test_each_panel_of_the_lottery_meets_the_quotas_counted_by_hand(mass):
    instance, found = mass
    lottery = draw_lottery(found, *instance, panels=50, seed=b"x")
    assert lottery.panels.shape == (50, 24)
    assert all(meets_quotas(panel.tolist(), instance) for panel in lottery.panels)
    assert (np.diff(lottery.panels, axis=1) > 0).all()


@pytest.mark.parametrize("name", ["mass_24", "madrid_49", "example_small_20"])
def test_every_member_has_the_right_share_of_the_panels(name):
    instance = load(name)
    found = leximin(*instance)
    lottery = draw_lottery(found, *instance, panels=1000, seed=b"x")
    share = np.bincount(lottery.panels.ravel(), minlength=len(instance.pool)) / 1000
    deviation = np.abs(share - found.probabilities).max()
    assert lottery.worst_deviation == pytest.approx(deviation)
    assert deviation <= 1 / 1000


def test_a_hard_pool_still_gives_every_panel_and_reports_the_deviation():
    instance = load("hd_hard_30")
    found = leximin(*instance)
    lottery = draw_lottery(found, *instance, panels=100, seed=b"x")
    assert len(lottery.panels) == 100
    share = np.bincount(lottery.panels.ravel(), minlength=len(instance.pool)) / 100
    assert np.abs(share - found.probabilities).max() == pytest.approx(lottery.worst_deviation)
    assert lottery.worst_deviation < 0.05


def test_the_same_seed_gives_the_same_lottery_and_another_does_not(mass):
    instance, found = mass
    first, second, other = (
        draw_lottery(found, *instance, panels=20, seed=seed).panels for seed in (b"a", b"a", b"b")
    )
    assert np.array_equal(first, second)
    assert not np.array_equal(first, other)


def test_small_chances_need_ten_thousand_panels():
    assert panels_needed(np.array([0.0, 0.01, 0.5])) == 1_000
    assert panels_needed(np.array([0.0, 0.0099, 0.5])) == 10_000


def test_a_panel_that_breaks_a_quota_is_refused(mass):
    (pool, quotas, size), found = mass
    panels = draw_lottery(found, pool, quotas, size, panels=5, seed=b"x").panels
    first = quotas.quotas[0]
    tighter = Quotas((replace(first, minimum=size, maximum=size), *quotas.quotas[1:]))
    with pytest.raises(SolverError):
        check_panels(panels, pool, tighter, size)


def test_a_panel_with_a_member_twice_is_refused(mass):
    (pool, quotas, size), found = mass
    panels = draw_lottery(found, pool, quotas, size, panels=5, seed=b"x").panels.copy()
    panels[2, 1] = panels[2, 0]
    with pytest.raises(SolverError):
        check_panels(panels, pool, quotas, size)


def test_progress_ends_at_the_end(mass):
    instance, found = mass
    reports = []
    draw_lottery(found, *instance, panels=10, seed=b"x", progress=lambda *r: reports.append(r))
    assert reports[-1] == ("lottery", 1.0)
    assert all(stage == "lottery" and 0 <= done <= 1 for stage, done in reports)
