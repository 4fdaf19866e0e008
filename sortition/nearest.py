"""A vacancy that nobody can take under the quotas: who misses them by the fewest seats."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from sortition.advice.named_rows import NamedRows
from sortition.advice.relaxing import cheapest
from sortition.clock import Clock
from sortition.errors import InfeasibleError, InputError, Problem
from sortition.panels import Counts
from sortition.pool import Pool
from sortition.quotas import Quotas
from sortition.replacements import find_replacements, vacancy_problems, vacancy_rows


@dataclass(frozen=True)
class Choice:
    """Who comes next.

    Attributes
    ----------
    chosen
        Ids in the order of the draw; fewer than the vacancies only where nobody else is left.
    skipped
        Ids that come before the last one chosen and were passed over for the quotas.
    off_by
        By how many seats the quotas are missed in all; 0 where every quota is kept.
    problems
        Where some are missed: the quotas that conflict, and those that must give.
    """

    chosen: tuple[str, ...]
    skipped: tuple[str, ...]
    off_by: int = 0
    problems: tuple[Problem, ...] = ()


def choose_next(
    pool: Pool,
    quotas: Quotas,
    size: int,
    *,
    stays: Sequence[str],
    order: Sequence[str],
    barred: Iterable[str] = (),
    time_limit: float | None = None,
) -> Choice:
    """Choose by `find_replacements`; where no set keeps the quotas, by `find_nearest`.

    The choice depends on nothing but its arguments, so whoever has them finds the same one.
    Errors as `find_nearest`.
    """
    out, clock = list(barred), Clock(time_limit)
    try:
        found = find_replacements(
            pool, quotas, size, stays=stays, order=order, barred=out, time_limit=clock.left()
        )
    except InfeasibleError as error:
        nearest = find_nearest(
            pool, quotas, size, stays=stays, order=order, barred=out, time_limit=clock.left()
        )
        return replace(nearest, problems=tuple(error.problems))
    return Choice(found.chosen, found.skipped)


def find_nearest(
    pool: Pool,
    quotas: Quotas,
    size: int,
    *,
    stays: Sequence[str],
    order: Sequence[str],
    barred: Iterable[str] = (),
    time_limit: float | None = None,
) -> Choice:
    """Find the first set in the order that misses the quotas by the fewest seats in all.

    With n_v seats of value v, a panel misses its quotas by
    sum_v max(0, min_v - n_v) + max(0, n_v - max_v). Among the sets of replacements that reach the
    smallest such sum, the first one by the places of its people in the order is taken. It fills
    every vacancy, or as many as there are people left.

    Parameters
    ----------
    pool, quotas, size, stays, order, barred
        As for `find_replacements`.

    Raises
    ------
    InputError
        For ids that cannot be used.
    SolverError
        If the time ran out.
    """
    clock, place = Clock(time_limit), {own: i for i, own in enumerate(pool.ids)}
    out, seated = set(barred), set(stays)
    lists = {"stays": stays, "order": order, "barred": sorted(out)}
    if problems := [*vacancy_problems(place, size, **lists)]:
        raise InputError(problems)
    queue = [place[own] for own in order if own not in seated and own not in out]
    reached = min(size, len(stays) + len(queue))
    rows = vacancy_rows(pool, _firm(quotas), reached, [place[own] for own in stays], queue)
    lower = np.minimum(rows.lower[:-1], reached)  # where people lack, a minimum may be beyond them
    short = int((rows.lower[:-1] - lower).sum())
    chosen, skipped, off_by = _walk(rows.with_bounds(lower, rows.upper[:-1]), queue, clock)
    return Choice(_ids(pool, chosen), _ids(pool, skipped), off_by + short)


def _ids(pool: Pool, places: Iterable[int]) -> tuple[str, ...]:
    return tuple(pool.ids[i] for i in places)


def _firm(quotas: Quotas) -> Quotas:
    """Leave out how far each quota was meant to give: here all that is missed counts alike."""
    firm = (replace(quota, min_flex=None, max_flex=None) for quota in quotas)
    return Quotas(tuple(firm), quotas.lines)


def _walk(rows: NamedRows, queue: Sequence[int], clock: Clock) -> tuple[list[int], list[int], int]:
    """Take each of the queue with whom the fewest missed seats can still be reached."""
    seated, there = rows.floor.copy(), rows.rows.capacity.copy()
    least = _missed(rows, seated, there, clock)
    chosen: list[int] = []
    skipped: list[int] = []
    passed: set[int] = set()
    for i in queue:
        if seated.sum() == rows.rows.size:
            break
        t = int(rows.rows.types.of_member[i])
        more = seated.copy()
        more[t] += 1
        if t not in passed and _missed(rows, more, there, clock) == least:
            seated = more
            chosen.append(i)
        else:
            passed.add(t)
            there[t] -= 1
            skipped.append(i)
    return chosen, skipped, least


def _missed(rows: NamedRows, seated: Counts, there: Counts, clock: Clock) -> int:
    """Count by how many seats the nearest panel with those seated misses the quotas."""
    return cheapest(rows.with_members(seated, there), clock=clock).seats
