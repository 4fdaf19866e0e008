"""Leximin: the smallest selection probability as large as can be, then the next, and so on."""

from __future__ import annotations

import numpy as np

from sortition.clock import Clock, Progress, silent
from sortition.decomposition import Decomposition, decompose
from sortition.distribution import PanelDistribution
from sortition.errors import SolverError
from sortition.panels import PanelRows, panel_rows, seatable_types
from sortition.pool import Pool
from sortition.quotas import Quotas
from sortition.relaxation import FractionalLeximin, fractional_leximin, project_on_rows


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
        With status "optimal" if every probability is proven to 1e-7, otherwise "gap".

    Raises
    ------
    InfeasibleError
        If no panel meets every quota.
    """
    report, clock = progress or silent, Clock(time_limit)
    rows = panel_rows(pool, quotas, size)
    report("optimise", 0.0)
    rows, target = _without_level_zero(rows, clock)
    while True:
        report("optimise", 1.0)
        x = project_on_rows(rows, target.levels)
        found = decompose(
            rows, x, seed=seed, clock=clock, report=lambda done: report("decompose", done)
        )
        if not found.excluded.any():
            return _distribution(pool, rows, target, found)
        rows = rows.without(found.excluded)
        target = fractional_leximin(rows, clock)


def _without_level_zero(rows: PanelRows, clock: Clock) -> tuple[PanelRows, FractionalLeximin]:
    """Take out the types that no fractional panel seats, once an integer program agrees."""
    target = fractional_leximin(rows, clock)
    _, excluded, _ = seatable_types(rows, target.levels < 1e-9, clock.left())
    if not excluded.any():
        return rows, target
    rows = rows.without(excluded)
    return rows, fractional_leximin(rows, clock)


def _distribution(
    pool: Pool, rows: PanelRows, target: FractionalLeximin, found: Decomposition
) -> PanelDistribution:
    if not len(found.panels) or not rows.meet(found.panels).all():
        raise SolverError("No panel that meets the quotas was found.", stage="decompose")
    by_type = found.weights @ found.panels / rows.types.multiplicity
    probabilities = by_type[rows.types.of_member]
    out = (rows.capacity == 0)[rows.types.of_member]
    minimum = float(probabilities[~out].min())
    bound = max(target.minimum, minimum)
    return PanelDistribution(
        panels=found.panels.astype(np.int16),
        weights=found.weights,
        types=rows.types,
        probabilities=probabilities,
        objective="leximin",
        minimum=minimum,
        upper_bound=bound,
        gap=bound - minimum,
        status="optimal" if found.is_exact and target.is_complete else "gap",
        excluded=tuple(np.array(pool.ids, dtype=object)[out]),
    )
