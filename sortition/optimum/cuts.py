"""The last resort: price over all panels, until the target is attained or a cut excludes it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sortition.clock import Clock
from sortition.optimum.relaxation import Cut
from sortition.panels import Counts, PanelRows
from sortition.solver import INFINITY, Columns, Floats, Program

ATTAINED = 1e-9  # a shortfall of a probability below this is rounding
DEEP = 0.3  # a cut is taken if it takes away this part of what is known to be out of reach
MARGIN = 1e-10  # by which a cut stays clear of the panels, for rounding


class Separation(NamedTuple):
    """Panels and weights that come near the target, and why they come no nearer.

    Attributes
    ----------
    panels, weights
        (N, T) feasible panels, all that are known; (N,) the weights of the least shortfall.
    shortfall
        By how much the probabilities fall short of the target at most.
    cut
        An inequality that all panels meet and the target does not, if there is one.
    """

    panels: Counts
    weights: Floats
    shortfall: float
    cut: Cut | None


class _Prices(NamedTuple):
    """Weights of the least shortfall, and its dual: a panel X with g.X above `level` helps."""

    weights: Floats
    shortfall: float
    g: Floats
    level: float


def separate(rows: PanelRows, floor: Floats, panels: Counts, clock: Clock) -> Separation:
    """Mix panels so that each type gets at least its floor, or prove that none do.

    The master program is min d subject to X'w / m + d >= floor, 1'w = 1, w >= 0. With its dual
    y >= 0, sum y = 1, and g = y / m, every distribution has min_t (p_t - floor_t) <= max_X g.X -
    y.floor. The maximum over all panels X is an integer program solved with gap 0: either it
    gives a new panel, or its bound is below y.floor and g.x <= bound is a cut.

    Parameters
    ----------
    rows
        What a panel must meet.
    floor
        (T,) wanted probabilities.
    panels
        (N, T) panels to begin with, at least one.
    clock
        When to stop with the least shortfall known.
    """
    master, pricing = _Master(floor, rows.capacity), _Pricing(rows)
    master.add(panels)
    while True:
        prices = master.solve()
        if prices is None:
            weights = np.full(len(master.panels), 1.0 / len(master.panels))
            return Separation(master.panels, weights, 1.0, None)
        cut = None
        if prices.shortfall > ATTAINED and not clock.is_over():
            panel, bound = pricing.best(prices.g, clock)
            wanted = float(prices.g @ (floor * rows.capacity))
            if bound < wanted - max(10 * MARGIN, DEEP * prices.shortfall):
                scale = float(prices.g.max())
                cut = Cut(prices.g / scale, (bound + MARGIN) / scale)
            elif panel is not None and prices.g @ panel > prices.level + MARGIN:
                master.add(panel[None, :])
                continue
        return Separation(master.panels, prices.weights, prices.shortfall, cut)


class _Master:
    """The linear program of the least shortfall d over the panels known so far."""

    def __init__(self, floor: Floats, capacity: Counts) -> None:
        self.wanted = np.nonzero(floor > 0)[0]
        self.capacity = capacity
        self.panels = np.zeros((0, len(floor)), dtype=np.int64)
        self.program = Program()
        low = np.append(floor[self.wanted], 1.0)
        high = np.append(np.full(len(self.wanted), INFINITY), 1.0)
        shortfall = np.ones((len(low), 1))
        shortfall[-1] = 0.0
        self.program.load([-1.0], ([0.0], [INFINITY]), Columns.of(shortfall), (low, high))

    def add(self, panels: Counts) -> None:
        """Let the mix use more panels."""
        self.panels = np.vstack([self.panels, panels])
        share = (panels[:, self.wanted] / self.capacity[self.wanted]).T
        self.program.add_columns(Columns.of(np.vstack([share, np.ones(len(panels))])))

    def solve(self) -> _Prices | None:
        solution = self.program.solve()
        if solution is None:
            return None
        weights = np.maximum(solution.values[1:], 0.0)
        y = np.maximum(-solution.row_duals[:-1], 0.0)
        g = np.zeros(len(self.capacity))
        g[self.wanted] = y / self.capacity[self.wanted]
        level = float(solution.row_duals[-1])
        return _Prices(weights / weights.sum(), float(solution.values[0]), g, level)


class _Pricing:
    """The integer program over all panels: which has the largest g.X?"""

    def __init__(self, rows: PanelRows) -> None:
        self.program = Program(integer=True, tolerance=1e-7, mip_rel_gap=0.0, mip_abs_gap=1e-10)
        zeros = np.zeros(len(rows.capacity))
        bounds = (rows.lower, rows.upper)
        self.program.load(zeros, (zeros, rows.capacity), rows.columns, bounds)

    def best(self, g: Floats, clock: Clock) -> tuple[Counts | None, float]:
        """Give the best panel found, and a bound on g.X over all panels."""
        scale = float(np.abs(g).max())
        self.program.set_costs(g / scale)
        solution = self.program.solve(clock.left())
        if solution is None:
            return None, INFINITY
        panel = solution.values.astype(np.int64)
        return panel, max(solution.bound * scale, float(g @ panel))
