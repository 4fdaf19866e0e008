"""Maximin: the smallest selection probability as large as can be."""

from __future__ import annotations

import numpy as np

from sortition.clock import Clock, Progress
from sortition.distribution import PanelDistribution
from sortition.leximin import aim_at_leximin, smallest
from sortition.optimum.attain import Objective, Target, optimise
from sortition.optimum.relaxation import Relaxation
from sortition.pool import Pool
from sortition.quotas import Quotas


def maximin(
    pool: Pool,
    quotas: Quotas,
    size: int,
    *,
    seed: bytes = b"",
    time_limit: float | None = None,
    progress: Progress | None = None,
) -> PanelDistribution:
    """Find a distribution whose smallest probability is as large as can be.

    The first level of leximin over fractional panels is the bound. Among the distributions that
    reach it, the leximin one is tried first; it is no part of the objective. (Flanigan, Goelz,
    Gupta, Hennig, Procaccia, Nature 596, 2021.)

    Parameters
    ----------
    pool, quotas, size
        Who can be drawn, what a panel must meet, and its number of seats, k.
    seed
        Decides among the many panel distributions with the same probabilities.
    time_limit
        Seconds after which the best found is returned with its gap.
    progress
        Called as progress(stage, fraction) with the stages "optimise" and "decompose".

    Returns
    -------
    PanelDistribution
        With status "optimal" if the smallest probability is proven to 1e-7, otherwise "gap".

    Raises
    ------
    InfeasibleError
        If no panel meets every quota.
    """
    return optimise(
        pool, quotas, size, MAXIMIN, seed=seed, time_limit=time_limit, progress=progress
    )


def _aim(relaxation: Relaxation, clock: Clock) -> Target:
    """Aim at the leximin point; its first level for everybody is enough."""
    target = aim_at_leximin(relaxation, clock)
    floor = np.where(relaxation.capacity > 0, target.bound, 0.0)
    return Target(target.x, floor, target.bound)


MAXIMIN = Objective("maximin", _aim, smallest, is_value_enough=True)
