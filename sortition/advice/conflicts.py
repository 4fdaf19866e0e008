"""Quotas that no panel meets: an irreducible set of them, by name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Literal, NamedTuple, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from sortition.advice.named_rows import NamedRows
from sortition.clock import Clock
from sortition.errors import InfeasibleError, Problem
from sortition.panels import plain_conflicts
from sortition.pool import Pool
from sortition.quotas import Quota, Quotas
from sortition.solver import INFINITY, Program

SECONDS_TO_NAME = 60.0

Side = Literal["min", "max"]
Search = TypeVar("Search", bound=Callable[..., Any])  # of (pool, quotas, size, ...)


class Bound(NamedTuple):
    """One side of a quota: its minimum or its maximum, at the row `row`."""

    row: int
    side: Side


@dataclass(frozen=True, eq=False)
class Conflict:
    """Bounds that no panel meets together.

    Attributes
    ----------
    bounds
        In the order of the quotas.
    is_irreducible
        Whether some panel is proven to meet them as soon as any one of them is left out.
    rows
        The rows they are taken from.
    """

    bounds: tuple[Bound, ...]
    is_irreducible: bool
    rows: NamedRows

    @property
    def quotas(self) -> tuple[Quota, ...]:
        """The quota of each bound."""
        return tuple(self.rows.quotas[bound.row] for bound in self.bounds)

    def problems(self, file: str = "quotas") -> list[Problem]:
        """Name each bound, with the number that cannot be kept."""
        if len(self.bounds) == 1:
            return [self._out_of_reach(self.bounds[0], file)]
        return [self._conflicting(bound, file) for bound in self.bounds]

    def _conflicting(self, bound: Bound, file: str) -> Problem:
        quota, line = self.rows.quotas[bound.row], self.rows.lines[bound.row] or None
        if bound.side == "min":
            least = {"feature": quota.feature, "minimum": int(self.rows.lower[bound.row])}
            return Problem("conflicting_minimum", file, line, "min", quota.value, least)
        most = {"feature": quota.feature, "maximum": int(self.rows.upper[bound.row])}
        return Problem("conflicting_maximum", file, line, "max", quota.value, most)

    def _out_of_reach(self, bound: Bound, file: str) -> Problem:
        quota, line = self.rows.quotas[bound.row], self.rows.lines[bound.row] or None
        fewest, most = (int(reach[bound.row]) for reach in self.rows.within_reach)
        params: dict[str, Any] = {"feature": quota.feature}
        if bound.side == "min":
            params |= {"minimum": int(self.rows.lower[bound.row]), "count": most}
            return Problem("minimum_out_of_reach", file, line, "min", quota.value, params)
        params |= {"maximum": int(self.rows.upper[bound.row]), "count": fewest}
        return Problem("maximum_out_of_reach", file, line, "max", quota.value, params)


def find_conflict(rows: NamedRows, clock: Clock | None = None) -> Conflict | None:
    """Find an irreducible set of bounds that no panel meets; None if a panel meets them all.

    The deletion filter: leave out one bound after the other, and put it back only if a panel
    then exists. Fractional panels decide first, since a bound whose absence leaves not even one
    of those is not needed for the conflict; an integer program decides what they cannot.
    (Chinneck, Dravnieks, Locating minimal infeasible constraint sets in linear programs, 1991.)

    Parameters
    ----------
    rows
        The quotas of a pool. The size, and that a member has at most one seat, always hold.
    clock
        When it is over, the rest of the bounds stay in, and the set may be reducible.
    """
    watch = clock or Clock()
    kept = _worth_testing(rows)
    if not watch.is_over() and _has_panel(rows, kept, watch, is_integer=False) is False:
        kept, _ = _filter(rows, kept, watch, is_integer=False)
    elif _has_panel(rows, kept, watch, is_integer=True) is not False:
        return None
    kept, is_irreducible = _filter(rows, kept, watch, is_integer=True)
    return Conflict(tuple(sorted(kept)), is_irreducible, rows)


def _worth_testing(rows: NamedRows) -> list[Bound]:
    """List the bounds that some choice of members does not meet."""
    fewest, most = rows.within_reach
    bounds = [Bound(int(row), "min") for row in np.nonzero(rows.lower[:-1] > fewest)[0]]
    return bounds + [Bound(int(row), "max") for row in np.nonzero(rows.upper[:-1] < most)[0]]


def _filter(
    rows: NamedRows, bounds: list[Bound], clock: Clock, *, is_integer: bool
) -> tuple[list[Bound], bool]:
    kept, is_irreducible = list(bounds), True
    for bound in bounds:
        rest = [other for other in kept if other != bound]
        answer = _has_panel(rows, rest, clock, is_integer=is_integer)
        if answer is False:
            kept = rest
        is_irreducible &= answer is not None
    return kept, is_irreducible


def _has_panel(
    rows: NamedRows, bounds: list[Bound], clock: Clock, *, is_integer: bool
) -> bool | None:
    """Whether some panel meets these bounds alone; None if the time ran out."""
    if clock.is_over():
        return None
    lower, upper = only(rows, bounds)
    program = Program(integer=is_integer, tolerance=1e-7)
    zeros = np.zeros(len(rows.floor))
    program.load(zeros, (rows.floor, rows.rows.capacity), rows.rows.columns, (lower, upper))
    if program.solve(clock.left()) is not None:
        return True
    return False if program.is_infeasible else None


def only(rows: NamedRows, bounds: list[Bound]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Give the row bounds in which these bounds and the size stand, and no other."""
    lower = np.append(np.full(len(rows.quotas), -INFINITY), rows.lower[-1])
    upper = np.append(np.full(len(rows.quotas), INFINITY), rows.upper[-1])
    for row, side in bounds:
        if side == "min":
            lower[row] = rows.lower[row]
        else:
            upper[row] = rows.upper[row]
    return lower, upper


def why_no_panel(
    pool: Pool,
    quotas: Quotas,
    size: int,
    *,
    file: str = "quotas",
    people: str = "pool",
    clock: Clock | None = None,
) -> list[Problem]:
    """Name what excludes every panel; nothing if there is a panel, or the time ran out.

    Sums of quotas that exclude the size and minima above the pool's count come first, all of
    them; where there is none, an irreducible set of conflicting quotas.

    Raises
    ------
    InputError
        If the quotas cannot be used at all.
    """
    plain = plain_conflicts(pool, quotas, size, file, people)
    if plain:
        return plain
    conflict = find_conflict(NamedRows.of(pool, quotas, size), clock)
    return conflict.problems(file) if conflict else []


def naming_conflicts(objective: Search) -> Search:
    """Let a search that refuses quotas which no panel meets say which of them conflict."""

    @wraps(objective)
    def search(pool: Pool, quotas: Quotas, size: int, *args: Any, **kwargs: Any) -> Any:
        try:
            return objective(pool, quotas, size, *args, **kwargs)
        except InfeasibleError as error:
            if any(problem.code != "infeasible" for problem in error.problems):
                raise
            named = why_no_panel(pool, quotas, size, clock=Clock(SECONDS_TO_NAME))
            raise InfeasibleError(named or error.problems) from error

    return cast("Search", search)
