"""The cheapest relaxation of quotas: as few seats moved as can be, as a proposal."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from sortition.advice.conflicts import find_conflict
from sortition.advice.named_rows import NamedRows
from sortition.clock import Clock
from sortition.errors import InfeasibleError, Problem, SolverError
from sortition.panels import Counts, plain_conflicts
from sortition.pool import Pool
from sortition.quotas import Quota, Quotas, fold
from sortition.solver import Columns, Program

LESS_LIKED = 1e-3  # a minimum that falls costs a value its seats: at a tie a maximum rises


@dataclass(frozen=True)
class Move:
    """A quota, and the wider one that is proposed for it."""

    quota: Quota
    line: int
    minimum: int
    maximum: int

    @property
    def seats(self) -> int:
        """By how many seats the quota gives."""
        return self.quota.minimum - self.minimum + self.maximum - self.quota.maximum

    def as_data(self) -> dict[str, Any]:
        """Give the move as JSON has it."""
        return {
            "feature": self.quota.feature,
            "value": self.quota.value,
            "line": self.line,
            "min": {"old": self.quota.minimum, "new": self.minimum},
            "max": {"old": self.quota.maximum, "new": self.maximum},
            "seats": self.seats,
        }

    def problem(self, file: str = "quotas") -> Problem:
        """Say the move as codes, parameters and a sentence."""
        params: dict[str, Any] = {
            "feature": self.quota.feature,
            "old": f"{self.quota.minimum}-{self.quota.maximum}",
            "minimum": self.minimum,
            "maximum": self.maximum,
        }
        return Problem("relaxed_quota", file, self.line, None, self.quota.value, params)


@dataclass(frozen=True, eq=False)
class Proposal:
    """Quotas that some panel meets, as near to the given ones as can be.

    Attributes
    ----------
    moves
        The quotas that give, in the order of the rows; none if nothing has to give.
    seats
        By how many seats they give together.
    at_least
        A proven bound: no relaxation moves fewer seats. Equal to `seats` unless the time ran out.
    """

    moves: tuple[Move, ...]
    seats: int
    at_least: int

    def apply(self, quotas: Quotas) -> Quotas:
        """Give the quotas with the proposal accepted."""
        wider = {(fold(m.quota.feature), fold(m.quota.value)): m for m in self.moves}

        def accepted(quota: Quota) -> Quota:
            move = wider.get((fold(quota.feature), fold(quota.value)))
            bounds = (move.minimum, move.maximum) if move else (quota.minimum, quota.maximum)
            return replace(quota, minimum=bounds[0], maximum=bounds[1])

        return Quotas(tuple(accepted(quota) for quota in quotas), quotas.lines)


def relax(pool: Pool, quotas: Quotas, size: int, *, time_limit: float | None = None) -> Proposal:
    """Propose the quotas to widen so that a panel exists, moving the fewest seats.

    Integer program over types: minimise sum_v (d_v + u_v) subject to
    min_v - d_v <= (R x)_v <= max_v + u_v, sum x = k, 0 <= x <= m, with d_v <= min_v - min_flex_v
    and u_v <= max_flex_v - max_v where the quota has a flex. Among the cheapest, maxima rise
    rather than minima fall.

    Raises
    ------
    InputError
        If the quotas cannot be used at all.
    InfeasibleError
        If no relaxation within the flex is enough, with the flex that conflicts.
    SolverError
        If the time ran out before any relaxation was found.
    """
    plain = plain_conflicts(pool, quotas, size)
    if any(problem.code == "pool_too_small" for problem in plain):
        raise InfeasibleError(plain)
    return cheapest(NamedRows.of(pool, quotas, size), clock=Clock(time_limit))


def cheapest(rows: NamedRows, *, clock: Clock | None = None) -> Proposal:
    """Find the cheapest relaxation of named rows; errors as `relax`."""
    watch = clock or Clock()
    T, V = len(rows.floor), len(rows.quotas)
    widest = rows.at_flex()
    down, up = rows.lower - widest.lower, widest.upper - rows.upper
    sides = np.vstack([np.eye(V), np.zeros((1, V))])
    program = Program(integer=True, tolerance=1e-7, mip_rel_gap=0.0, mip_abs_gap=LESS_LIKED / 2)
    program.load(
        -np.repeat([0.0, 1.0 + LESS_LIKED, 1.0], [T, V, V]),
        (
            np.concatenate([rows.floor, np.zeros(2 * V)]),
            np.concatenate([rows.rows.capacity, down[:-1], up[:-1]]),
        ),
        Columns.of(np.hstack([rows.rows.matrix, sides, -sides])),
        (rows.lower, rows.upper),
    )
    solution = program.solve(watch.left())
    if solution is None:
        if program.is_infeasible:
            _refuse(widest, watch)
        raise SolverError("The time ran out before a relaxation was found.", stage="relax")
    x, moved = np.split(solution.values.astype(np.int64), [T])
    at_least = int(np.ceil(-solution.bound / (1.0 + LESS_LIKED) - 1e-6))
    return _proposal(rows, x, moved[:V], moved[V:], at_least)


def _refuse(widest: NamedRows, clock: Clock) -> None:
    conflict = find_conflict(widest, clock)
    problems = conflict.problems() if conflict else [Problem("infeasible", "quotas")]
    raise InfeasibleError([Problem("beyond_flex", "quotas"), *problems])


def _proposal(rows: NamedRows, x: Counts, down: Counts, up: Counts, at_least: int) -> Proposal:
    wider = rows.with_bounds(rows.lower[:-1] - down, rows.upper[:-1] + up)
    if not wider.rows.meet(x[np.newaxis]).all() or (x < rows.floor).any():
        raise SolverError("The relaxation has no panel after all.", stage="check")
    moves = tuple(
        Move(quota, line, quota.minimum - int(less), quota.maximum + int(more))
        for quota, line, less, more in zip(rows.quotas, rows.lines, down, up, strict=True)
        if less or more
    )
    seats = int((down + up).sum())
    return Proposal(moves, seats, min(at_least, seats))
