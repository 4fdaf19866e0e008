"""Find a zero-one vector between two row bounds: by a random vertex, by diving, by a jump."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sortition.panels import PanelRows
from sortition.solver import Columns, Floats, Program

FRACTIONAL = 1e-6
DIVE_STEPS = 60
MIP_NODES = 100
TRIALS = 10  # dives before their success is judged


class ZeroOneChooser:
    """Choose w in {0, 1}^n with lower <= R w <= upper, for columns R of some types.

    A vertex of the linear program has at most as many fractional entries as R has rows, and often
    none; else a dive from it, or the integer program's feasibility jump, finds a whole point.
    """

    def __init__(self, rows: PanelRows, rng: np.random.Generator) -> None:
        self.rows_of = rows.rows_of
        self.rng = rng
        self.dives = self.found = 0
        self.linear = Program(presolve="off")
        self.integer = Program(
            integer=True,
            tolerance=1e-7,
            mip_max_improving_sols=1,
            mip_max_nodes=MIP_NODES,
            mip_heuristic_run_feasibility_jump=True,
        )

    def __call__(
        self, types: NDArray[np.int64], lower: Floats, upper: Floats
    ) -> NDArray[np.int64] | None:
        """Choose among `types`; None if there is no such choice or none was found."""
        if len(types) == 0:
            is_met = (lower <= FRACTIONAL).all() and (upper >= -FRACTIONAL).all()
            return np.zeros(0, dtype=np.int64) if is_met else None
        rows = self.rows_of[types]
        vertex = self._vertex(rows, lower, upper)
        if vertex is None:
            return None
        if not _is_fractional(vertex).any():
            return _whole(vertex)
        found = self._dive(vertex) if self._dives_are_worth_it else None
        return self._anywhere(rows, lower, upper) if found is None else found

    @property
    def _dives_are_worth_it(self) -> bool:
        """Whether half of the dives so far found a point; a failed one costs as much."""
        return self.dives < TRIALS or 2 * self.found > self.dives

    def _vertex(self, rows: NDArray[np.int32], lower: Floats, upper: Floats) -> Floats | None:
        n = len(rows)
        cost = self.rng.normal(size=n)
        self.linear.load(cost, (np.zeros(n), np.ones(n)), Columns.ones(rows), (lower, upper))
        solution = self.linear.solve()
        return None if solution is None else solution.values

    def _dive(self, values: Floats) -> NDArray[np.int64] | None:
        """Fix the most nearly whole fractional entry, solve again; turn it once if that fails."""
        self.dives += 1
        fixed, value, turned = -1, 0.0, 0
        for _ in range(DIVE_STEPS):
            fractional = np.nonzero(_is_fractional(values))[0]
            if len(fractional) == 0:
                self.found += 1
                return _whole(values)
            distance = np.abs(values - np.round(values))
            fixed = int(fractional[np.argmin(distance[fractional])])
            value = float(np.round(values[fixed]))
            self.linear.set_bounds(fixed, value, value)
            solution = self.linear.solve()
            if solution is None:
                turned += 1
                self.linear.set_bounds(fixed, 1 - value, 1 - value)
                solution = self.linear.solve() if turned < 5 else None
            if solution is None:
                return None
            values = solution.values
        return None

    def _anywhere(
        self, rows: NDArray[np.int32], lower: Floats, upper: Floats
    ) -> NDArray[np.int64] | None:
        """Find any whole point; without costs the search is a third shorter."""
        n = len(rows)
        self.integer.reseed(int(self.rng.integers(2**31 - 1)))
        bounds = np.zeros(n), np.ones(n)
        self.integer.load(np.zeros(n), bounds, Columns.ones(rows), (lower, upper))
        solution = self.integer.solve()
        return None if solution is None else _whole(solution.values)


def _is_fractional(values: Floats) -> NDArray[np.bool_]:
    return np.asarray(np.abs(values - np.round(values)) > FRACTIONAL)


def _whole(values: Floats) -> NDArray[np.int64]:
    return np.round(values).astype(np.int64)
