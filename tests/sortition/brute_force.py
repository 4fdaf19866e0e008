"""Leximin by listing every feasible panel: the definition itself, for tiny pools."""

import itertools

import numpy as np

from sortition.solver import INFINITY, Columns, Program

SLACK = 1e-8  # room for rounding when a level found before becomes a bound


def all_panels(instance):
    """List every panel by type, counting quotas by hand; (N, T)."""
    pool, quotas, size = instance
    types = pool.types()
    ranges = [range(m + 1) for m in types.multiplicity]
    panels = np.array([p for p in itertools.product(*ranges) if sum(p) == size]).reshape(
        -1, len(ranges)
    )
    for f, feature in enumerate(pool.features):
        for v, quota in enumerate(quotas.of(feature)):
            seats = panels[:, types.values[:, f] == v].sum(axis=1)
            panels = panels[(seats >= quota.minimum) & (seats <= quota.maximum)]
    return panels, types


def leximin_by_definition(instance):
    """Give each member's leximin probability from linear programs over all panels."""
    panels, types = all_panels(instance)
    share = (panels / types.multiplicity).T
    level = np.full(len(share), np.nan)
    while np.isnan(level).any():
        z, stuck = _next_level(share, level)
        level[stuck] = z
    return level[types.of_member]


def _next_level(share, level):
    """Maximise the smallest free probability; a type is stuck if it cannot exceed that."""
    free = np.isnan(level)
    floor = np.where(free, 0.0, level - SLACK)
    z = _best(np.zeros(len(share)), share, floor, free)
    floor = np.where(free, z - SLACK, floor)
    none = np.zeros(len(share), dtype=bool)
    unit = np.eye(len(share))
    best = {t: _best(unit[t], share, floor, none) for t in np.nonzero(free)[0]}
    return z, [t for t, reached in best.items() if reached < z + 1e-6]


def _best(objective, share, floor, free):
    """max objective.p + z subject to p = share w, p >= floor + z on free types, sum w = 1."""
    count = share.shape[1]
    matrix = np.zeros((len(share) + 1, count + 1))
    matrix[:-1, :count], matrix[:-1, count] = share, -1.0 * free
    matrix[-1, :count] = 1.0
    cost = np.append(objective @ share, 1.0 if free.any() else 0.0)
    program = Program()
    high = np.append(np.full(len(share), INFINITY), 1.0)
    program.load(
        cost,
        (np.zeros(count + 1), np.append(np.ones(count), 1.0)),
        Columns.of(matrix),
        (np.append(floor, 1.0), high),
    )
    return program.solve().objective
