"""Find a zero-one vector between two row bounds: by a random vertex, by exchanges, by a jump."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sortition.decomposition.swaps import swap_into_bounds
from sortition.panels import PanelRows
from sortition.solver import Columns, Floats, Program

FRACTIONAL = 1e-6
MIP_NODES = 100


class ZeroOneChooser:
    """Choose w in {0, 1}^n with lower <= R w <= upper, for columns R of some types.

    A vertex of the linear program has at most as many fractional entries as R has rows, and often
    none; else exchanges near it, or the integer program's feasibility jump, find a whole point.
    """

    def __init__(self, rows: PanelRows, rng: np.random.Generator) -> None:
        self.rows_of = rows.rows_of
        self.rng = rng
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
        found = swap_into_bounds(rows, vertex, (lower, upper), self.rng)
        return self._anywhere(rows, lower, upper) if found is None else found

    def _vertex(self, rows: NDArray[np.int32], lower: Floats, upper: Floats) -> Floats | None:
        n = len(rows)
        cost = self.rng.normal(size=n)
        self.linear.load(cost, (np.zeros(n), np.ones(n)), Columns.ones(rows), (lower, upper))
        solution = self.linear.solve()
        return None if solution is None else solution.values

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
