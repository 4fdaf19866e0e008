"""Check a pool against its quotas before the draw: which values are short, and what follows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sortition.advice.conflicts import why_no_panel
from sortition.advice.exclusions import Exclusion, find_exclusions
from sortition.clock import Clock
from sortition.errors import Problem
from sortition.households import without_households
from sortition.pool import Pool
from sortition.quotas import Quota, Quotas, fold


@dataclass(frozen=True)
class ValueCount:
    """A quota, the line of its file, and how many members of the pool have its value."""

    quota: Quota
    line: int
    count: int

    @property
    def short(self) -> int:
        """How many members the minimum lacks."""
        return max(0, self.quota.minimum - self.count)


@dataclass(frozen=True)
class PoolCheck:
    """What is to know about a pool before its draw.

    Attributes
    ----------
    counts
        One for each quota of the file, in its order.
    conflicts
        Why there is no panel: shortages, sums, or an irreducible set of quotas; empty if there is.
    empty
        A problem for each value that nobody in the pool has.
    exclusions
        Members who sit on no panel, by the quota that excludes them.
    """

    counts: tuple[ValueCount, ...]
    conflicts: tuple[Problem, ...]
    empty: tuple[Problem, ...]
    exclusions: tuple[Exclusion, ...]

    @property
    def has_panel(self) -> bool:
        """Whether some panel meets every quota."""
        return not self.conflicts


def check_pool(
    pool: Pool,
    quotas: Quotas,
    size: int,
    *,
    file: str = "quotas",
    people: str = "pool",
    time_limit: float | None = None,
) -> PoolCheck:
    """Check whether a pool has panels, and whom they leave out.

    Parameters
    ----------
    file, people
        The names by which the problems call the two files.

    Raises
    ------
    InputError
        If the quotas cannot be used at all.
    SolverError
        If the time ran out.
    """
    clock = Clock(time_limit)
    counts = count_values(pool, without_households(quotas))
    empty = [
        Problem("empty_value", people, None, q.feature, q.value, {"feature": q.feature})
        for q in (counted.quota for counted in counts if not counted.count)
    ]
    conflicts = why_no_panel(pool, quotas, size, file=file, people=people, clock=clock)
    exclusions = () if conflicts else find_exclusions(pool, quotas, size, time_limit=clock.left())
    return PoolCheck(tuple(counts), tuple(conflicts), tuple(empty), exclusions)


def count_values(pool: Pool, quotas: Quotas) -> list[ValueCount]:
    """Count the members of each value, in the order of the quotas."""
    place = {fold(feature): f for f, feature in enumerate(pool.features)}
    counted = []
    for index, quota in enumerate(quotas):
        f, v = place[fold(quota.feature)], quotas.of(quota.feature).index(quota)
        count = int(np.count_nonzero(pool.values[:, f] == v))
        counted.append(ValueCount(quota, quotas.line(index), count))
    return counted
