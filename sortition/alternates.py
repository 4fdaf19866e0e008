"""How many alternates to hold, where people leave with estimated probabilities."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from sortition.advice.named_rows import NamedRows
from sortition.clock import Progress, generator, silent
from sortition.errors import InputError, Problem
from sortition.pool import Pool
from sortition.quotas import Quotas, fold
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


def dropout_of(
    pool: Pool,
    quotas: Quotas,
    base: float,
    factors: Mapping[str, Mapping[str, Fraction]],
    file: str = "factors",
) -> Floats:
    """Return (n,) min(1, base x the product of the factors of a member's values).

    The model of Assos, Baharav, Flanigan, Procaccia (2025): a base probability, and a factor for
    each value of each feature. Values without a factor count as 1.

    Raises
    ------
    InputError
        With each feature and value that the quotas do not have; problems call the table `file`.
    """
    dropout, problems = np.full(len(pool), base), []
    index = {fold(feature): f for f, feature in enumerate(pool.features)}
    for feature, values in factors.items():
        f = index.get(fold(feature))
        if f is None:
            problems.append(Problem("unknown_feature", file, value=feature))
            continue
        known = {fold(quota.value): v for v, quota in enumerate(quotas.of(pool.features[f]))}
        for value, factor in values.items():
            if fold(value) not in known:
                params = {"feature": feature}
                problems.append(Problem("unknown_value", file, value=value, params=params))
            else:
                dropout[pool.values[:, f] == known[fold(value)]] *= float(factor)
    if problems:
        raise InputError(problems)
    return np.minimum(dropout, 1.0)


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
