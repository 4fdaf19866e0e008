"""The random walk stays among feasible panels, households or not."""

import numpy as np
import pytest

from sortition.decomposition.walk import Face, PanelWalk
from sortition.households import with_households
from sortition.panels import one_panel, panel_rows
from tests.sortition.instances import load


def walk_on(name, homes=0):
    pool, quotas, size = load(name)
    names = [f"h{i // 2}" if i < homes else "" for i in range(len(pool))]
    pool, quotas = with_households(pool, quotas, size, names)
    rows = panel_rows(pool, quotas, size)
    face = Face(*(np.asarray(own, float) for own in (rows.lower, rows.upper)), *ends(rows))
    walk = PanelWalk(rows, face, one_panel(rows)[np.newaxis], 50, np.random.default_rng(0))
    return rows, walk


def ends(rows):
    return np.zeros(len(rows.capacity)), rows.capacity.astype(float)


@pytest.mark.parametrize("homes", [0, 40, 70])
def test_each_step_leads_to_a_feasible_panel(homes):
    rows, walk = walk_on("mass_24", homes)
    first = walk.counts.copy()
    for _ in range(20):
        walk.run(walk.weights, 10)
        assert rows.meet(walk.counts).all()
        assert (walk.sums == walk.counts @ rows.matrix.T)[:, rows.rows_of[:, -2]].all()
    assert (walk.counts != first).any(axis=1).mean() > 0.9


def test_members_alike_of_other_households_take_each_others_seats():
    rows, walk = walk_on("madrid_49", 600)
    for _ in range(30):
        walk.run(walk.weights, 50)
    met = walk.counts.any(axis=0)
    assert met.sum() > 0.8 * len(met)


def test_log_weights_are_tuned_until_the_mean_is_near_the_aim():
    rows, walk = walk_on("mass_24", 40)
    walk.run(walk.weights, 400)
    aim = walk.counts.mean(axis=0)
    before = np.abs(aim - walk_on("mass_24", 40)[1].counts.mean(axis=0)).max()
    walk = walk_on("mass_24", 40)[1]
    walk.tune(aim, 600)
    assert np.abs(aim - walk.counts.mean(axis=0)).max() < before / 2
