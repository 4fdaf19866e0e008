"""How many alternates to hold, where people leave with estimated probabilities."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sortition.advice.named_rows import NamedRows
from sortition.clock import Progress, generator, silent
from sortition.pool import Pool
from sortition.quotas import Quotas
from sortition.replacements import smallest_panel
from sortition.solver import Floats


@dataclass(frozen=True, eq=False)
class AlternatesAdvice:
    """In which share of simulated panels so many alternates would do.

    Attributes
    ----------
    shares
        (A + 1,) share of the trials in which the first a of the order can fill every vacancy
        under the quotas, for a = 0 to A.
    trials
        How many panels were simulated.
    """

    shares: Floats
    trials: int

    @property
    def standard_errors(self) -> Floats:
        """(A + 1,) sqrt(s (1 - s) / trials) of each share s."""
        return np.sqrt(self.shares * (1 - self.shares) / self.trials)

    def enough(self, certainty: float = 0.95) -> int | None:
        """Say how many alternates do in at least this share of the trials; None if none do."""
        reached = np.nonzero(self.shares >= certainty)[0]
        return int(reached[0]) if len(reached) else None


def advise_alternates(
    pool: Pool,
    quotas: Quotas,
    size: int,
    *,
    panel: Sequence[str],
    order: Sequence[str],
    dropout: Floats,
    most: int | None = None,
    trials: int = 500,
    seed: bytes = b"",
    progress: Progress | None = None,
) -> AlternatesAdvice:
    """Simulate who leaves, and count how far down the order the replacements are found.

    In each trial every member leaves with their own probability, alternates too. More
    alternates never do worse, so the number a trial needs is found by bisection. (The setting is
    that of Assos, Baharav, Flanigan, Procaccia, Alternates, Assemble!, 2025; here the alternates
    are the first of a public order, and only their number is chosen.)

    Parameters
    ----------
    panel, order
        Ids of those drawn, and of the others in the order of the draw.
    dropout
        (n,) the probability with which each member of the pool leaves.
    most
        The largest number of alternates to look at, A; the whole order by default.
    seed
        Decides the trials.
    """
    report, place = progress or silent, {own: i for i, own in enumerate(pool.ids)}
    rng = generator(seed, "alternates")
    seats = np.array([place[own] for own in panel])
    drawn = set(panel)
    queue = np.array([place[own] for own in order if own not in drawn], dtype=int)[:most]
    rows = NamedRows.of(pool, quotas, size)
    needed = []
    for trial in range(trials):
        stays = rng.random(len(pool)) >= dropout
        needed.append(_needed(rows, seats[stays[seats]], np.where(stays[queue], queue, -1)))
        report("simulate", (trial + 1) / trials)
    counts = np.bincount([a for a in needed if a is not None], minlength=len(queue) + 1)
    return AlternatesAdvice(np.cumsum(counts) / trials, trials)


def _needed(rows: NamedRows, seated: NDArray[np.int64], queue: NDArray[np.int64]) -> int | None:
    """Say how many of the queue (-1: left) one trial needs; None if all of it is not enough."""
    types, width = rows.rows.types, len(rows.floor)
    floor = np.bincount(types.of_member[seated], minlength=width)

    def restores(alternates: int) -> bool:
        there = queue[:alternates]
        there = there[there >= 0]
        if len(seated) + len(there) < rows.rows.size:
            return False
        capacity = floor + np.bincount(types.of_member[there], minlength=width)
        return smallest_panel(rows.with_members(floor, capacity), rows.rows.size) is not None

    if not restores(len(queue)):
        return None
    return bisect_left(range(len(queue)), True, key=restores)
