"""Where fractions of people promise more than panels can keep, a cut says so."""

import numpy as np
import pytest

from sortition import leximin
from sortition.clock import Clock
from sortition.optimum.cuts import separate
from sortition.optimum.ladder import fractional_leximin
from sortition.optimum.relaxation import Relaxation, project_on_rows
from sortition.panels import panel_rows
from tests.sortition.brute_force import all_panels
from tests.sortition.instances import hard, load, tiny

OUT_OF_REACH = (119, 162, 248)  # tiny pools whose relaxation no mix of panels attains


def target_of(instance, cuts=()):
    rows = panel_rows(*instance)
    relaxation = Relaxation.of(rows, cuts)
    x = project_on_rows(relaxation, fractional_leximin(relaxation, Clock()).levels)
    return rows, x / rows.capacity


@pytest.mark.parametrize("number", OUT_OF_REACH)
def test_a_cut_holds_for_all_panels_and_not_for_the_target(number):
    panels, _ = all_panels(tiny(number))
    rows, levels = target_of(tiny(number))
    found = separate(rows, levels, panels[:1], Clock())
    assert found.cut.g @ (levels * rows.capacity) > found.cut.bound + 1e-6
    assert (panels @ found.cut.g <= found.cut.bound + 1e-9).all()
    assert found.cut.bound == pytest.approx((panels @ found.cut.g).max(), abs=1e-8)


@pytest.mark.parametrize("number", OUT_OF_REACH)
def test_with_cuts_the_relaxation_promises_what_panels_keep(number):
    found = leximin(*tiny(number))
    _, promised = target_of(tiny(number))
    chances = found.probabilities[np.unique(found.types.of_member, return_index=True)[1]]
    assert found.status == "optimal"
    assert np.abs(chances - promised).max() > 1e-3


def test_a_target_within_reach_is_mixed_from_one_panel_on():
    instance = tiny(0)
    panels, _ = all_panels(instance)
    rows, levels = target_of(instance)
    found = separate(rows, levels, panels[:1], Clock())
    assert found.cut is None
    assert found.shortfall < 1e-9
    assert found.weights @ found.panels / rows.capacity == pytest.approx(levels, abs=1e-7)


def test_without_time_the_shortfall_of_the_known_panels_is_told():
    instance = tiny(119)
    panels, _ = all_panels(instance)
    rows, levels = target_of(instance)
    found = separate(rows, levels, panels[:1], Clock(0.0))
    assert found.cut is None
    assert found.shortfall == pytest.approx((levels - panels[0] / rows.capacity).max())


@pytest.mark.parametrize("number", [0, 5, 6])
def test_narrow_quotas_on_many_features_end_exact(number):
    found = leximin(*hard(number), time_limit=100)
    assert found.status == "optimal"
    assert found.gap < 1e-7


def test_the_hard_instance_is_solved_exactly():
    found = leximin(*load("hd_hard_30"), time_limit=100)
    assert found.status == "optimal"
    assert found.minimum == pytest.approx(0.019920, abs=1e-6)
    assert found.gap < 1e-8
