"""Vacancies: who replaces those who leave, by the order of the draw and under the quotas."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from sortition.advice.conflicts import find_conflict
from sortition.advice.named_rows import NamedRows
from sortition.advice.relaxing import cheapest
from sortition.clock import Clock
from sortition.errors import InfeasibleError, InputError, Problem, SolverError
from sortition.lottery import check_panels
from sortition.panels import Counts
from sortition.pool import Pool
from sortition.quotas import Quotas
from sortition.solver import Program


@dataclass(frozen=True)
class Replacements:
    """Who takes the vacant seats.

    Attributes
    ----------
    chosen
        Ids in the order of the draw.
    skipped
        Ids that come before the last one chosen and were passed over for the quotas.
    """

    chosen: tuple[str, ...]
    skipped: tuple[str, ...]


def find_replacements(
    pool: Pool,
    quotas: Quotas,
    size: int,
    *,
    stays: Sequence[str],
    order: Sequence[str],
    barred: Iterable[str] = (),
    least_size: int | None = None,
    time_limit: float | None = None,
) -> Replacements:
    """Find the lexicographically first smallest set of replacements that keeps every quota.

    Sets are compared by their size and then by the places of their people in the order: the
    first place decides, then the second, and so on. One after the other in the order, a person
    is taken if those who sit, those taken and some people further down make a whole panel. A
    type that is passed over once is passed over for good: whoever is taken later leaves no more
    room for it.

    Parameters
    ----------
    pool, quotas, size
        The pool of the draw, the quotas, and the seats, k.
    stays
        Ids of those whose seats stay as they are.
    order
        Ids in the order of the draw; whoever stays is passed over in it without a word.
    barred
        Ids that must not be drawn: those who left, declined or are not eligible.
    least_size
        The fewest seats a panel may have; k by default.

    Raises
    ------
    InputError
        For ids that are not in the pool or stand twice, and for more seats taken than there are.
    InfeasibleError
        If no replacements keep every quota: quotas that conflict (`conflicting_minimum` and so
        on), then those that must give (`relaxed_quota`).
    SolverError
        If the time ran out.
    """
    clock, place = Clock(time_limit), {own: i for i, own in enumerate(pool.ids)}
    out = set(barred)
    problems = [*vacancy_problems(place, size, stays=stays, order=order, barred=sorted(out))]
    if problems:
        raise InputError(problems)
    seated = set(stays)
    queue = [place[own] for own in order if own not in seated and own not in out]
    rows = vacancy_rows(pool, quotas, size, [place[own] for own in stays], queue)
    chosen, skipped = _choose(rows, queue, size if least_size is None else least_size, clock)
    panel = [place[own] for own in stays] + chosen
    check_panels(np.array([panel], dtype=np.int32), pool, quotas, len(panel))
    return Replacements(tuple(pool.ids[i] for i in chosen), tuple(pool.ids[i] for i in skipped))


def vacancy_problems(place: dict[str, int], size: int, **lists: Sequence[str]) -> Iterable[Problem]:
    """Name every id that cannot be used, in the lists `stays`, `order` and `barred`."""
    for name, ids in lists.items():
        for own, times in Counter(ids).items():
            if own not in place:
                yield Problem("unknown_member", name, value=own)
            elif times > 1:
                yield Problem("member_twice", name, value=own)
    for own in sorted(set(lists["stays"]) & set(lists["barred"])):
        yield Problem("stays_and_barred", "stays", value=own)
    if len(lists["stays"]) > size:
        params = {"members": len(lists["stays"]), "size": size}
        yield Problem("too_many_stay", "stays", params=params)


def vacancy_rows(
    pool: Pool, quotas: Quotas, size: int, stays: Sequence[int], queue: Sequence[int]
) -> NamedRows:
    """Write the rows for those who sit and those who can be drawn, and nobody else."""
    quotas_wrong = [p for p in quotas.problems(size) if not p.code.startswith("sum_of")]
    if quotas_wrong:
        raise InputError(quotas_wrong)
    others = set(range(len(pool))) - set(stays) - set(queue)
    return NamedRows.of(pool, quotas, size, stays=stays, barred=others)


def _choose(
    rows: NamedRows, queue: Sequence[int], least: int, clock: Clock
) -> tuple[list[int], list[int]]:
    panel = smallest_panel(rows, least, clock)
    if panel is None:
        raise InfeasibleError(_who_must_give(rows, clock))
    seating = _Seating(rows, panel, clock)
    chosen: list[int] = []
    skipped: list[int] = []
    for i in queue:
        if seating.is_full():
            break
        is_seated = seating.takes(int(rows.rows.types.of_member[i]))
        (chosen if is_seated else skipped).append(i)
    return chosen, skipped


class _Seating:
    """Who sits and who can still be drawn, by type, and one panel they can make."""

    def __init__(self, rows: NamedRows, panel: Counts, clock: Clock) -> None:
        self._rows, self._panel, self._clock = rows, panel, clock
        self._seated, self._there = rows.floor.copy(), rows.rows.capacity.copy()
        self._passed: set[int] = set()
        self._lower, self._upper = rows.lower.copy(), rows.upper.copy()
        self._lower[-1] = self._upper[-1] = panel.sum()

    def is_full(self) -> bool:
        """Whether the whole panel sits."""
        return bool(self._seated.sum() == self._upper[-1])

    def takes(self, t: int) -> bool:
        """Seat a person of type t if a whole panel can be made with them; else pass them over."""
        if self._panel[t] == self._seated[t] and t not in self._passed:
            self._look_for(t)
        if self._panel[t] > self._seated[t]:
            self._seated[t] += 1
            return True
        self._passed.add(t)
        self._there[t] -= 1
        return False

    def _look_for(self, t: int) -> None:
        """Take as the panel one with one more of type t than sits, if there is any."""
        more = self._seated.copy()
        more[t] += 1
        bounds = (more, self._there)
        panel = _solve(self._rows, bounds, (self._lower, self._upper), self._clock)
        self._panel = self._panel if panel is None else panel


def smallest_panel(rows: NamedRows, least: int, clock: Clock | None = None) -> Counts | None:
    """Find a panel of as few seats as can be, from `least` to the size; None if there is none."""
    lower = rows.lower.copy()
    lower[-1] = min(least, int(rows.upper[-1]))
    return _solve(rows, (rows.floor, rows.rows.capacity), (lower, rows.upper), clock or Clock())


def _solve(
    rows: NamedRows, bounds: tuple[Counts, Counts], row_bounds: tuple[Counts, Counts], clock: Clock
) -> Counts | None:
    if (bounds[0] > bounds[1]).any():
        return None
    program = Program(integer=True, tolerance=1e-7, mip_rel_gap=0.0, mip_abs_gap=0.99)
    fewest = -np.ones(len(rows.floor))
    program.load(fewest, bounds, rows.rows.columns, row_bounds)
    solution = program.solve(clock.left())
    if solution is not None:
        return solution.values.astype(np.int64)
    if not program.is_infeasible:
        raise SolverError("The time ran out before a replacement was found.", stage="replace")
    return None


def _who_must_give(rows: NamedRows, clock: Clock) -> list[Problem]:
    """Name the quotas that conflict with those who stay, and those that must give."""
    there, size = int(rows.rows.capacity.sum()), rows.rows.size
    if there < size:
        params = {"members": there, "size": size}
        return [Problem("pool_too_small", "pool", params=params)]
    conflict = find_conflict(rows, clock)
    problems = conflict.problems() if conflict else []
    try:
        proposal = cheapest(rows, clock=clock)
    except InfeasibleError as error:
        return [*problems, *error.problems]
    return [*problems, *(move.problem() for move in proposal.moves)]
