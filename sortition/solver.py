"""The only module that knows HiGHS: linear and integer programs over numpy arrays, one thread."""

from __future__ import annotations

from typing import NamedTuple

import highspy
import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
INFINITY: float = highspy.kHighsInf
FEASIBLE_POINT = 2  # HiGHS's SolutionStatus::kSolutionStatusFeasible


class Columns(NamedTuple):
    """A sparse matrix by columns: column j has its entries at start[j]:start[j + 1]."""

    start: NDArray[np.int32]
    rows: NDArray[np.int32]
    values: Floats

    @classmethod
    def of(cls, matrix: Floats) -> Columns:
        """Take the nonzero entries of a dense (rows, columns) matrix."""
        column, row = np.nonzero(matrix.T)
        counts = np.bincount(column, minlength=matrix.shape[1])
        start = np.concatenate([[0], np.cumsum(counts)])
        return cls(start.astype(np.int32), row.astype(np.int32), matrix[row, column])

    @classmethod
    def ones(cls, rows: NDArray[np.int32]) -> Columns:
        """Build columns of ones: column j has a one in each row that `rows[j]` lists."""
        count, width = rows.shape
        start = np.arange(0, (count + 1) * width, width, dtype=np.int32)
        return cls(start, rows.reshape(-1), np.ones(count * width))


class Solution(NamedTuple):
    """What a solve found.

    Attributes
    ----------
    values, objective
        The point and its objective; for an integer program the best one found, rounded.
    bound
        No point has a better objective than this.
    reduced_costs, row_duals
        Of a linear program; empty for an integer one.
    """

    values: Floats
    objective: float
    bound: float
    reduced_costs: Floats
    row_duals: Floats


class Program:
    """max c.x subject to row_lower <= A x <= row_upper and lower <= x <= upper.

    Parameters
    ----------
    integer
        Whether all x are integers.
    tolerance
        By how much a row or a reduced cost may be violated.
    options
        Further HiGHS options; node limits rather than seconds keep a search reproducible.
    """

    def __init__(
        self, *, integer: bool = False, tolerance: float = 1e-9, **options: bool | int | float | str
    ) -> None:
        self._highs = highspy.Highs()
        self._highs.silent()
        self._integer = integer
        self._size = 0
        for side in ("primal", "dual"):
            self._highs.setOptionValue(f"{side}_feasibility_tolerance", tolerance)
        self._highs.setOptionValue("threads", 1)
        for name, value in options.items():
            self._highs.setOptionValue(name, value)

    def load(
        self,
        cost: ArrayLike,
        bounds: tuple[ArrayLike, ArrayLike],
        columns: Columns,
        row_bounds: tuple[ArrayLike, ArrayLike],
    ) -> None:
        """Replace the whole program; every start from an earlier solve is forgotten."""
        lower, upper = (np.asarray(bound, dtype=np.float64) for bound in bounds)
        row_lower, row_upper = (np.asarray(bound, dtype=np.float64) for bound in row_bounds)
        self._size = len(lower)
        kind = 1 if self._integer else 0
        self._highs.clearSolver()
        self._highs.passModel(
            self._size,
            len(row_lower),
            len(columns.values),
            int(highspy.MatrixFormat.kColwise),
            int(highspy.ObjSense.kMaximize),
            0.0,
            np.asarray(cost, dtype=np.float64),
            lower,
            upper,
            row_lower,
            row_upper,
            columns.start,
            columns.rows,
            columns.values,
            np.full(self._size, kind, dtype=np.int32),
        )

    def set_costs(self, cost: Floats) -> None:
        """Replace the objective; an integer program starts afresh."""
        if self._integer:
            self._highs.clearSolver()
        self._highs.changeColsCost(self._size, np.arange(self._size, dtype=np.int32), cost)

    def set_row_bounds(self, lower: Floats, upper: Floats) -> None:
        """Replace the bounds of the first len(lower) rows."""
        for row, (low, high) in enumerate(zip(lower, upper, strict=True)):
            self._highs.changeRowBounds(row, low, high)

    def set_row(self, row: int, lower: float, upper: float) -> None:
        """Replace the bounds of one row."""
        self._highs.changeRowBounds(int(row), lower, upper)

    def set_coefficient(self, row: int, column: int, value: float) -> None:
        """Replace one entry of the matrix."""
        self._highs.changeCoeff(int(row), int(column), float(value))

    def add_row(self, lower: float, upper: float, columns: ArrayLike, values: ArrayLike) -> int:
        """Add a row and return its index."""
        index = np.asarray(columns, dtype=np.int32)
        entries = np.asarray(values, dtype=np.float64)
        self._highs.addRow(lower, upper, len(index), index, entries)
        return int(self._highs.getNumRow()) - 1

    def add_columns(self, columns: Columns, upper: float = INFINITY) -> None:
        """Add variables between 0 and `upper` that cost nothing."""
        count = len(columns.start) - 1
        zeros = np.zeros(count)
        self._highs.addCols(
            count,
            zeros,
            zeros,
            np.full(count, upper),
            len(columns.values),
            columns.start[:-1],
            columns.rows,
            columns.values,
        )
        self._size += count

    def reseed(self, seed: int) -> None:
        """Let the solver's own choices follow from `seed`."""
        self._highs.setOptionValue("random_seed", seed)

    def forget(self) -> None:
        """Drop the basis of the last solve."""
        self._highs.clearSolver()

    def solve(self, time_limit: float | None = None) -> Solution | None:
        """Solve; None if no point was found.

        Parameters
        ----------
        time_limit
            Seconds after which the search stops; it never steers the search otherwise.
        """
        if time_limit is not None:
            limit = float(self._highs.getRunTime()) + max(time_limit, 0.0)
            self._highs.setOptionValue("time_limit", limit)
        self._highs.run()
        return self._integer_solution() if self._integer else self._linear_solution()

    @property
    def is_infeasible(self) -> bool:
        """Whether the last solve proved that no point exists."""
        return bool(self._highs.getModelStatus() == highspy.HighsModelStatus.kInfeasible)

    def _integer_solution(self) -> Solution | None:
        info = self._highs.getInfo()
        if info.primal_solution_status != FEASIBLE_POINT:
            return None
        values = np.round(np.array(self._highs.getSolution().col_value))
        return Solution(
            values, info.objective_function_value, info.mip_dual_bound, np.empty(0), np.empty(0)
        )

    def _linear_solution(self) -> Solution | None:
        if self._highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        point = self._highs.getSolution()
        objective = float(self._highs.getInfo().objective_function_value)
        return Solution(
            np.array(point.col_value),
            objective,
            objective,
            np.array(point.col_dual),
            np.array(point.row_dual),
        )
