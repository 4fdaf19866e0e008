"""Leximin: the smallest selection probability as large as can be, then the next, and so on."""

from __future__ import annotations

from sortition.clock import Clock, Progress
from sortition.distribution import PanelDistribution
from sortition.optimum.attain import Objective, Target, optimise
from sortition.optimum.ladder import fractional_leximin
from sortition.optimum.relaxation import Relaxation, project_on_rows
from sortition.pool import Pool
from sortition.quotas import Quotas
from sortition.solver import Floats


def leximin(
    pool: Pool,
    quotas: Quotas,
    size: int,
    *,
    seed: bytes = b"",
    time_limit: float | None = None,
    progress: Progress | None = None,
) -> PanelDistribution:
    """Find the leximin distribution over panels of `size` members that meet the quotas.

    Leximin over fractional panels bounds it from above; writing that point as a convex
    combination of panels proves that the bound is reached. (Flanigan, Goelz, Gupta, Hennig,
    Procaccia, Fair algorithms for selecting citizens' assemblies, Nature 596, 2021.)

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
        With status "optimal" if every probability is proven to 1e-7, otherwise "gap"; its value
        is the smallest probability.

    Raises
    ------
    InfeasibleError
        If no panel meets every quota.
    """
    return optimise(
        pool, quotas, size, LEXIMIN, seed=seed, time_limit=time_limit, progress=progress
    )


def smallest(probabilities: Floats) -> float:
    """Give the smallest probability."""
    return float(probabilities.min())


def aim_at_leximin(relaxation: Relaxation, clock: Clock) -> Target:
    """Find the leximin point of a relaxation; its first level is the bound."""
    found = fractional_leximin(relaxation, clock)
    x = project_on_rows(relaxation, found.levels)
    floor = x / relaxation.capacity.clip(1e-300)
    return Target(x, floor, found.minimum, found.is_complete)


LEXIMIN = Objective("leximin", aim_at_leximin, smallest)
