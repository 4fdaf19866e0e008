"""Objectives side by side on one pool."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import NamedTuple

from sortition.clock import Progress
from sortition.distribution import PanelDistribution
from sortition.objectives import OBJECTIVES
from sortition.pool import Pool
from sortition.quotas import Quotas


class Compared(NamedTuple):
    """What one objective found, and how long it took."""

    distribution: PanelDistribution
    seconds: float


def compare(
    pool: Pool,
    quotas: Quotas,
    size: int,
    objectives: Sequence[str] = tuple(OBJECTIVES),
    *,
    seed: bytes = b"",
    time_limit: float | None = None,
    progress: Progress | None = None,
) -> list[Compared]:
    """Find the distribution of each objective.

    Parameters
    ----------
    objectives
        Names of `OBJECTIVES`.
    time_limit
        Seconds for each objective.
    progress
        Called as progress(objective, fraction), once each has begun and ended.

    Raises
    ------
    InfeasibleError
        If no panel meets every quota; it names quotas that conflict.
    """
    found = []
    for done, name in enumerate(objectives):
        if progress:
            progress(name, done / len(objectives))
        start = time.perf_counter()
        distribution = OBJECTIVES[name](pool, quotas, size, seed=seed, time_limit=time_limit)
        found.append(Compared(distribution, time.perf_counter() - start))
    if progress:
        progress("done", 1.0)
    return found
