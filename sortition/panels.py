"""Feasible panels as an integer program over types."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sortition.errors import InfeasibleError, InputError, Problem
from sortition.households import HOUSEHOLD
from sortition.pool import Pool, Types
from sortition.quotas import Quotas
from sortition.solver import Columns, Floats, Program

Counts = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class PanelRows:
    """The rows that a panel must meet, over counts x_t of chosen members of each type.

    lower <= R x <= upper, 0 <= x <= capacity; the last row is the size, x_1 + ... + x_T = k.

    Attributes
    ----------
    types
        The pool's types; T of them.
    rows_of
        (T, F + 1) the rows in which each type has a one: a value for each feature, then the size.
    lower, upper
        (V + 1,) quotas in file order, grouped by feature, then the size.
    capacity
        (T,) how many members of each type a panel may hold; 0 for types that sit on no panel.
    has_households
        Whether the last feature is the household.
    """

    types: Types
    rows_of: NDArray[np.int32]
    lower: Counts
    upper: Counts
    capacity: Counts
    has_households: bool = False

    @cached_property
    def matrix(self) -> Floats:
        """(V + 1, T) the matrix R of zeros and ones."""
        matrix = np.zeros((len(self.lower), len(self.rows_of)))
        matrix[self.rows_of.T, np.arange(len(self.rows_of))] = 1.0
        return matrix

    @cached_property
    def columns(self) -> Columns:
        """R for the solver."""
        return Columns.ones(self.rows_of)

    @property
    def size(self) -> int:
        """The number of seats, k."""
        return int(self.upper[-1])

    def without(self, types: NDArray[np.bool_]) -> PanelRows:
        """Give the same rows with no seat for the marked types."""
        return replace(self, capacity=np.where(types, 0, self.capacity))

    def meet(self, panels: NDArray[np.integer]) -> NDArray[np.bool_]:
        """Tell which of (N, T) integer panels meet every row.

        Floats count exactly up to 2^53, and their products are twenty times faster.
        """
        sums = panels.astype(np.float64) @ self.matrix.T
        in_rows = ((sums >= self.lower) & (sums <= self.upper)).all(axis=1)
        in_pool = ((panels >= 0) & (panels <= self.capacity)).all(axis=1)
        return np.asarray(in_rows & in_pool)


def panel_rows(pool: Pool, quotas: Quotas, size: int) -> PanelRows:
    """Write the quotas and the size as rows over the pool's types.

    Raises
    ------
    InputError
        If the quotas cannot be used at all: doubled, negative, a minimum above its maximum.
    InfeasibleError
        If a quota alone, or a feature's quotas together, exclude every panel.
    """
    _require_possible_quotas(pool, quotas, size)
    return rows_as_written(pool, quotas, size)


def rows_as_written(pool: Pool, quotas: Quotas, size: int) -> PanelRows:
    """Write the quotas and the size as rows, even where they exclude every panel."""
    types = pool.types()
    groups = [quotas.of(feature) for feature in pool.features]
    starts = np.concatenate([[0], np.cumsum([len(group) for group in groups])])
    size_row = np.full((len(types.values), 1), starts[-1])
    rows_of = np.hstack([types.values + starts[:-1], size_row]).astype(np.int32)
    bounds = [(quota.minimum, quota.maximum) for group in groups for quota in group]
    lower, upper = np.array([*bounds, (size, size)], dtype=np.int64).T
    upper = np.minimum(upper, size)
    has_households = HOUSEHOLD in pool.features
    return PanelRows(types, rows_of, lower, upper, types.multiplicity, has_households)


def one_panel(rows: PanelRows, time_limit: float | None = None) -> Counts | None:
    """Find a feasible panel by an integer program; None if the time ran out.

    Raises
    ------
    InfeasibleError
        If there is none, proven.
    """
    program = Program(integer=True, tolerance=1e-7, mip_max_improving_sols=1)
    zeros = np.zeros(len(rows.capacity))
    program.load(zeros, (zeros, rows.capacity), rows.columns, (rows.lower, rows.upper))
    solution = program.solve(time_limit)
    if solution is not None:
        return solution.values.astype(np.int64)
    if program.is_infeasible:
        raise InfeasibleError([Problem("infeasible", "quotas")])
    return None


def seatable_types(
    rows: PanelRows, doubtful: NDArray[np.bool_], time_limit: float | None = None
) -> tuple[NDArray[np.int64], NDArray[np.bool_], bool]:
    """Find panels that hold the doubtful types, and the types that no panel holds.

    Maximise the number of seats of types still in doubt: each panel found clears some, and an
    optimum of 0 proves that none of the rest sits on any feasible panel.

    Returns
    -------
    panels, excluded, is_complete
        (N, T) panels found; (T,) the types proven to sit on none; whether no type is in doubt.
    """
    program = Program(integer=True, tolerance=1e-7, mip_rel_gap=0.0)
    zeros = np.zeros(len(rows.capacity))
    program.load(zeros, (zeros, rows.capacity), rows.columns, (rows.lower, rows.upper))
    panels: list[Counts] = []
    doubtful = doubtful & (rows.capacity > 0)
    while doubtful.any():
        program.set_costs(doubtful.astype(np.float64))
        solution = program.solve(time_limit)
        if solution is None or (solution.objective < 0.5 and solution.bound > 1 - 1e-6):
            return _stack(panels, len(zeros)), np.zeros(len(zeros), dtype=bool), False
        if solution.objective < 0.5:
            break
        panel = solution.values.astype(np.int64)
        panels.append(panel)
        doubtful &= panel == 0
    return _stack(panels, len(zeros)), doubtful, True


def _stack(panels: list[Counts], width: int) -> Counts:
    return np.array(panels, dtype=np.int64).reshape(-1, width)


def _require_possible_quotas(pool: Pool, quotas: Quotas, size: int) -> None:
    problems = plain_conflicts(pool, quotas, size)
    if problems:
        raise InfeasibleError(problems)


def plain_conflicts(
    pool: Pool, quotas: Quotas, size: int, file: str = "quotas", people: str = "pool"
) -> list[Problem]:
    """List what excludes every panel at first sight: sums of quotas, and too few members.

    Parameters
    ----------
    file, people
        The names by which the problems call the two files.

    Raises
    ------
    InputError
        If the quotas cannot be used at all: doubled, negative, a minimum above its maximum.
    """
    problems = quotas.problems(size, file)
    if any(not problem.code.startswith("sum_of") for problem in problems):
        raise InputError(problems)
    if len(pool) < size:
        seats: dict[str, Any] = {"members": len(pool), "size": size}
        problems.append(Problem("pool_too_small", people, params=seats))
    for f, feature in enumerate(pool.features):
        counts = np.bincount(pool.values[:, f], minlength=len(quotas.of(feature)))
        for quota, count in zip(quotas.of(feature), counts, strict=True):
            if quota.minimum > count:
                line = quotas.line(quotas.quotas.index(quota))
                params = {"feature": feature, "minimum": quota.minimum, "count": int(count)}
                problems.append(
                    Problem("minimum_above_pool", file, line, "min", quota.value, params)
                )
    return problems
