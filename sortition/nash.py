"""Nash: the product of the selection probabilities as large as can be."""

from __future__ import annotations

import numpy as np

from sortition.clock import Clock, Progress
from sortition.distribution import PanelDistribution
from sortition.optimum.attain import Objective, Target, optimise
from sortition.optimum.interior import largest_product
from sortition.optimum.relaxation import Relaxation
from sortition.pool import Pool
from sortition.quotas import Quotas
from sortition.solver import Columns, Floats, Program

CERTIFIED = 1e-8  # of the geometric mean, relative: a smaller gap is rounding


def nash(
    pool: Pool,
    quotas: Quotas,
    size: int,
    *,
    seed: bytes = b"",
    time_limit: float | None = None,
    progress: Progress | None = None,
) -> PanelDistribution:
    """Find the distribution with the largest product of probabilities.

    Its value is the geometric mean of the probabilities, over members who sit on some panel.
    (Flanigan, Goelz, Gupta, Hennig, Procaccia, Nature 596, 2021.)

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
        With status "optimal" if every probability is proven to 1e-7, otherwise "gap".

    Raises
    ------
    InfeasibleError
        If no panel meets every quota.
    """
    return optimise(pool, quotas, size, NASH, seed=seed, time_limit=time_limit, progress=progress)


def geometric_mean(probabilities: Floats) -> float:
    """Give exp of the mean logarithm; 0 if a probability is 0."""
    if probabilities.min() <= 0:
        return 0.0
    return float(np.exp(np.log(probabilities).mean()))


def _aim(relaxation: Relaxation, clock: Clock) -> Target:
    """Maximise the product over fractional panels, and bound it by a linear program.

    The logarithm is concave: with g = m / x, no fractional panel x' has a larger sum of
    m log(x' / m) than that of x by more than max g.x' - g.x.
    """
    m = relaxation.capacity
    seated, n = m > 0, m.sum()
    x = largest_product(relaxation)
    g = np.where(seated, m / np.maximum(x, 1e-300), 0.0)
    excess = max(0.0, _most(relaxation, g) - float(g @ x)) / n
    logarithms = np.log(x[seated] / m[seated])
    bound = float(np.exp(logarithms @ m[seated] / n + excess))
    return Target(x, np.where(seated, x / np.maximum(m, 1e-300), 0.0), bound, excess < CERTIFIED)


def _most(relaxation: Relaxation, g: Floats) -> float:
    """Maximise g.x over fractional panels."""
    program, scale = Program(), float(g.max())
    bounds = np.zeros(len(g)), relaxation.capacity
    row_bounds = relaxation.lower, relaxation.upper
    program.load(g / scale, bounds, Columns.of(relaxation.matrix), row_bounds)
    solution = program.solve()
    return float("inf") if solution is None else solution.objective * scale


NASH = Objective("nash", _aim, geometric_mean)
