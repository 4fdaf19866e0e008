"""The objectives by listing every feasible panel: the definitions themselves, for tiny pools."""

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


def seated_shares(instance):
    """Give each type's share in each panel, and the multiplicity of the types on some panel."""
    panels, types = all_panels(instance)
    seated = panels.any(axis=0)
    return (panels / types.multiplicity).T[seated], types.multiplicity[seated]


def maximin_by_definition(instance):
    """Give the largest smallest probability from one linear program over all panels."""
    share, _ = seated_shares(instance)
    return _best(np.zeros(len(share)), share, np.zeros(len(share)), np.ones(len(share), dtype=bool))


def nash_by_definition(instance, closeness=1e-11):
    """Give the largest geometric mean: weight moves from the worst panel in use to the best.

    With g_j the derivative by the weight of panel j, max g / n - 1 bounds what is missing to the
    largest mean logarithm. (Frank-Wolfe with pairwise steps; no linear program.)
    """
    share, m = seated_shares(instance)
    w, n = np.full(share.shape[1], 1.0 / share.shape[1]), m.sum()
    for _ in range(100_000):
        p = share @ w
        g = (m / p) @ share
        if g.max() / n - 1 < closeness:
            break
        best, worst = int(g.argmax()), int(np.where(w > 0, g, np.inf).argmin())
        direction = share[:, best] - share[:, worst]
        step = _line_search(p, direction, m, w[worst])
        w[best], w[worst] = w[best] + step, max(0.0, w[worst] - step)
    return float(np.exp(m @ np.log(share @ w) / n))


def _line_search(p, direction, m, longest):
    """Find the step in [0, longest] where the derivative of sum m log(p + a d) is 0."""
    low, high = 0.0, longest
    for _ in range(60):
        middle = (low + high) / 2
        moved = p + middle * direction
        rises = (moved > 0).all() and (m * direction / moved).sum() > 0
        low, high = (middle, high) if rises else (low, middle)
    return longest if high == longest else low


def goldilocks_by_definition(instance, g=1.0):
    """Give the least cost: for each smallest probability z, a linear program for the largest."""
    share, m = seated_shares(instance)
    mean = instance.size / m.sum()
    low, high = 1e-4, maximin_by_definition(instance) - 1e-9
    golden = (np.sqrt(5) - 1) / 2

    def cost(z):
        return _least_maximum(share, z) / mean + g * mean / z

    while high - low > 1e-7:
        first, second = high - golden * (high - low), low + golden * (high - low)
        low, high = (low, second) if cost(first) < cost(second) else (first, high)
    return cost(low)


def _least_maximum(share, z):
    """Give min M subject to z <= share w <= M, sum w = 1."""
    T, count = share.shape
    matrix = np.zeros((2 * T + 1, count + 1))
    matrix[:T, :count] = matrix[T:-1, :count] = share
    matrix[T:-1, count], matrix[-1, :count] = -1.0, 1.0
    low = np.concatenate([np.full(T, z), np.full(T, -INFINITY), [1.0]])
    high = np.concatenate([np.full(T, INFINITY), np.zeros(T), [1.0]])
    program = Program()
    program.load(
        np.append(np.zeros(count), -1.0),
        (np.zeros(count + 1), np.ones(count + 1)),
        Columns.of(matrix),
        (low, high),
    )
    return -program.solve().objective
