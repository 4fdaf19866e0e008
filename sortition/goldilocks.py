"""Goldilocks: no selection probability too high and none too low."""

from __future__ import annotations

import numpy as np

from sortition.clock import Clock, Progress
from sortition.distribution import PanelDistribution
from sortition.errors import SolverError
from sortition.optimum.attain import Objective, Target, optimise
from sortition.optimum.ladder import fractional_leximin
from sortition.optimum.relaxation import Relaxation, project_on_rows
from sortition.pool import Pool
from sortition.quotas import Quotas
from sortition.solver import INFINITY, Columns, Floats, Program

CLOSE = 1e-11  # relative difference of value and bound at which the search ends
TANGENTS = 100


def goldilocks(
    pool: Pool,
    quotas: Quotas,
    size: int,
    *,
    g: float = 1.0,
    seed: bytes = b"",
    time_limit: float | None = None,
    progress: Progress | None = None,
) -> PanelDistribution:
    """Minimise (n / k) max p + g (k / n) / min p, ties by leximin.

    Both ends count: a small maximum leaves little to gain by misreporting a feature, a large
    minimum is fair. The value is a cost, 1 + g if all are equal; its bound is from below. n
    counts members who sit on some panel. (Baharav, Flanigan, Fair, manipulation-robust, and
    transparent sortition, EC 2024, arXiv 2406.15009.)

    Parameters
    ----------
    pool, quotas, size
        Who can be drawn, what a panel must meet, and its number of seats, k.
    g
        How much the smallest probability counts against the largest.
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
    objective = Objective(
        "goldilocks",
        lambda relaxation, clock: _aim(relaxation, clock, g),
        lambda probabilities: cost(probabilities, g),
        is_cost=True,
    )
    return optimise(
        pool, quotas, size, objective, seed=seed, time_limit=time_limit, progress=progress
    )


def cost(probabilities: Floats, g: float) -> float:
    """Give (n / k) max p + g (k / n) / min p; infinite if a probability is 0."""
    mean, least = float(probabilities.mean()), float(probabilities.min())
    return float(probabilities.max()) / mean + g * mean / least if least > 0 else INFINITY


def _aim(relaxation: Relaxation, clock: Clock, g: float) -> Target:
    """Find the largest probability of the optimum; below it, leximin breaks the ties."""
    most, bound = _ends(relaxation, g)
    below = relaxation.below(min(1.0, most * (1 + 1e-12)))
    found = fractional_leximin(below, clock)
    x = project_on_rows(below, found.levels)
    floor = np.where(relaxation.capacity > 0, x / np.maximum(relaxation.capacity, 1e-300), 0.0)
    return Target(x, floor, bound, found.is_complete)


def _ends(relaxation: Relaxation, g: float) -> tuple[float, float]:
    """Give the largest probability M of an optimum and the least cost.

    With p_t = z + s_t, s_t >= 0 and p_t <= M, the cost is linear but for t >= 1 / z. Tangents
    t >= 2 / z_i - z / z_i^2 take its place; each optimum z of the linear program gives the next,
    and its value is a bound from below. (Kelley, The cutting-plane method, 1960.)
    """
    m = relaxation.capacity
    seated = np.nonzero(m > 0)[0]
    T, V = len(seated), len(relaxation.lower)
    seats = relaxation.matrix[:, seated] * m[seated]
    mean = float(relaxation.upper[_size_row(relaxation)] / m.sum())
    matrix = np.zeros((V + T, T + 3))  # s_1 ... s_T, z, M, t in units of the mean
    matrix[:V, :T], matrix[:V, T] = seats * mean, seats.sum(axis=1) * mean
    matrix[V:, :T], matrix[V:, T], matrix[V:, T + 1] = np.eye(T), 1.0, -1.0
    low = np.append(relaxation.lower, np.full(T, -INFINITY))
    upper = np.append(np.full(T + 2, 1.0 / mean), INFINITY)
    program = Program()
    program.load(
        np.append(np.zeros(T + 1), [-1.0, -g]),
        (np.zeros(T + 3), upper),
        Columns.of(matrix),
        (low, np.append(relaxation.upper, np.zeros(T))),
    )
    return _follow_tangents(program, T, g, mean)


def _follow_tangents(program: Program, z_column: int, g: float, mean: float) -> tuple[float, float]:
    z, best, best_most, bound = 1.0, INFINITY, 1.0, 0.0
    for _ in range(TANGENTS):
        program.add_row(2 / z, INFINITY, [z_column, z_column + 2], [1 / z**2, 1.0])
        solution = program.solve()
        if solution is None:
            raise SolverError("The largest probability was not found.", stage="relaxation")
        z, most = max(float(solution.values[z_column]), 1e-6), float(solution.values[-2])
        if most + g / z < best:
            best, best_most = most + g / z, most
        bound = min(best, -solution.objective)
        if best - bound < CLOSE * best:
            break
    return best_most * mean, bound


def _size_row(relaxation: Relaxation) -> int:
    """Find the row of the size: the first in which every type has a one and both ends meet."""
    ones = (relaxation.matrix == 1).all(axis=1) & (relaxation.lower == relaxation.upper)
    return int(np.argmax(ones))
