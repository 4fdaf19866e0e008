"""Leximin over fractional panels, level by level: no panel is listed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sortition.clock import Clock
from sortition.errors import InfeasibleError, Problem, SolverError
from sortition.optimum.relaxation import Relaxation
from sortition.panels import PanelRows
from sortition.solver import INFINITY, Columns, Floats, Program, Solution

REDUCED_COST = 1e-7  # above this a type's slack is worth something: its level is reached
SLACK = 1e-10  # room left in every row, multiplied by 5 where rounding makes it infeasible
LARGEST_SLACK = 2e-6


@dataclass(frozen=True)
class FractionalLeximin:
    """The leximin point of {lower <= R x <= upper, 0 <= x <= capacity}.

    Attributes
    ----------
    levels
        (T,) x_t / m_t; 0 where the capacity is 0.
    minimum
        The smallest level over types with a capacity: no distribution has a larger minimum.
    is_complete
        Whether every level was reached before the time limit.
    """

    levels: Floats
    minimum: float
    is_complete: bool


def fractional_leximin(rows: PanelRows | Relaxation, clock: Clock) -> FractionalLeximin:
    """Maximise the smallest level, fix the types that cannot rise above it, and go on.

    With p_t = z + s_t, s_t >= 0 for the types not fixed and p_t = level_t + s_t for those fixed,
    each step maximises z. A type whose s_t has a negative reduced cost has s_t = 0 in every
    optimum: z is its level. (Flanigan et al., Nature 596, 2021, over types and without panels.)

    Raises
    ------
    InfeasibleError
        If no fractional panel meets the rows, so no panel does.
    """
    ladder = _Ladder(rows)
    first: float | None = None
    while not ladder.is_fixed.all() and not (first is not None and clock.is_over()):
        z, fixable = ladder.climb()
        first = z if first is None else first
        ladder.fix(fixable, z)
    if first is None:
        raise SolverError("The time ran out before the first level.", stage="relaxation")
    levels = np.where(ladder.is_fixed, ladder.levels, ladder.last)
    return FractionalLeximin(levels, first, bool(ladder.is_fixed.all()))


class _Ladder:
    """The linear program of one level, changed in place from level to level."""

    def __init__(self, rows: PanelRows | Relaxation) -> None:
        self.rows = rows
        self.seats = rows.matrix * rows.capacity
        self.is_fixed = rows.capacity == 0
        self.levels = np.zeros(len(rows.capacity))
        self.last = self.levels
        self.upper_rows: dict[int, int] = {}  # type -> its row z + s_t <= 1, added where violated
        self.slack = SLACK
        self.scale = np.maximum(1.0, rows.matrix.sum(axis=1) / 50)
        self.z = len(self.levels)
        self.program = self._first_program()

    def _first_program(self) -> Program:
        T = self.z
        program = Program()
        matrix = np.column_stack([self.seats, self.seats.sum(axis=1)])
        cost = np.append(np.zeros(T), 1.0)
        upper = np.append(np.where(self.is_fixed, 0.0, INFINITY), 1.0)
        program.load(cost, (np.zeros(T + 1), upper), Columns.of(matrix), self._row_bounds())
        return program

    def _row_bounds(self) -> tuple[Floats, Floats]:
        """Shift the rows by the seats that fixed levels take, and leave a little room."""
        taken = self.seats[:, self.is_fixed] @ self.levels[self.is_fixed]
        room = self.slack * self.scale
        return self.rows.lower - taken - room, self.rows.upper - taken + room

    def climb(self) -> tuple[float, NDArray[np.bool_]]:
        """Solve the current level: z, and the types that cannot be above it."""
        solution = self._solve_within_one()
        z, surplus = min(float(solution.values[-1]), 1.0), solution.values[:-1]
        self.last = np.clip(np.where(self.is_fixed, self.levels, z) + surplus, 0.0, 1.0)
        if z > 1 - 1e-9:
            return 1.0, ~self.is_fixed
        cost = np.where(self.is_fixed, 0.0, np.abs(solution.reduced_costs[:-1]))
        fixable = (cost > REDUCED_COST) & (surplus < 1e-9)
        if not fixable.any():
            fixable[np.argmax(np.where(self.is_fixed, -1.0, cost))] = True
        return z, fixable

    def fix(self, types: NDArray[np.bool_], z: float) -> None:
        """Let the marked types keep level z from now on."""
        self.levels[types] = z
        self.is_fixed = self.is_fixed | types
        share = self.seats[:, ~self.is_fixed].sum(axis=1)
        for row in np.nonzero(self.rows.matrix[:, types].any(axis=1))[0]:
            self.program.set_coefficient(int(row), self.z, share[row])
        self._shift()

    def _shift(self) -> None:
        self.program.set_row_bounds(*self._row_bounds())
        for t, row in self.upper_rows.items():
            if self.is_fixed[t]:
                self.program.set_coefficient(row, self.z, 0.0)
                self.program.set_row(row, -INFINITY, 1.0 - self.levels[t] + self.slack)

    def _solve_within_one(self) -> Solution:
        """Solve, adding the rows p_t <= 1 that the solution violates until none is."""
        while True:
            solution = self._solve_with_room()
            p = np.where(self.is_fixed, self.levels, solution.values[-1]) + solution.values[:-1]
            violated = [t for t in np.nonzero(p > 1 + 1e-9)[0] if t not in self.upper_rows]
            if not violated:
                return solution
            for t in violated:
                self.upper_rows[int(t)] = self._add_upper_row(int(t))

    def _add_upper_row(self, t: int) -> int:
        room = 1.0 - self.levels[t] if self.is_fixed[t] else 1.0
        in_z = 0.0 if self.is_fixed[t] else 1.0
        return self.program.add_row(-INFINITY, room, [t, self.z], [1.0, in_z])

    def _solve_with_room(self) -> Solution:
        """Solve; where rounding of earlier levels left no point, widen the rows a little."""
        while True:
            solution = self.program.solve()
            if solution is not None:
                return solution
            if not self.is_fixed[self.rows.capacity > 0].any() and self.program.is_infeasible:
                raise InfeasibleError([Problem("infeasible", "quotas")])
            self.slack = max(5 * self.slack, 1e-9)
            if self.slack > LARGEST_SLACK:
                raise SolverError("The levels could not be told apart.", stage="relaxation")
            self.program.forget()
            self._shift()
