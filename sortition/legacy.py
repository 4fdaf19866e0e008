"""The greedy method with restarts, kept only to compare: it seeks no fairness and proves none."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sortition.advice.conflicts import naming_conflicts
from sortition.clock import Clock, Progress, generator, silent
from sortition.distinct import distinct_rows
from sortition.distribution import PanelDistribution
from sortition.errors import SolverError
from sortition.optimum.attain import without_level_zero
from sortition.optimum.ladder import fractional_leximin
from sortition.panels import Counts, PanelRows, one_panel, panel_rows
from sortition.pool import Pool
from sortition.quotas import Quotas
from sortition.solver import Floats

REPEATS = 1000  # panels by which the probabilities are estimated
BATCH = 250
ATTEMPTS = 100_000  # greedy runs before giving up


@naming_conflicts
def legacy(
    pool: Pool,
    quotas: Quotas,
    size: int,
    *,
    seed: bytes = b"",
    time_limit: float | None = None,
    progress: Progress | None = None,
) -> PanelDistribution:
    """Fill panels greedily, starting again after a dead end, and count who sits how often.

    Each seat goes to a random member with the most urgent value: that with the largest share of
    seats still missing among the members still there. Members with a full value leave. (The
    Sortition Foundation's method before 2020.) For comparison only.

    Parameters
    ----------
    pool, quotas, size
        Who can be drawn, what a panel must meet, and its number of seats, k.
    seed
        Decides all chance.
    time_limit
        Seconds after which fewer than 1,000 panels are enough.
    progress
        Called as progress(stage, fraction) with the stages "optimise" and "decompose".

    Returns
    -------
    PanelDistribution
        With status "estimate", the value of maximin, its bound, and the largest standard error.

    Raises
    ------
    InfeasibleError
        If no panel meets every quota.
    SolverError
        If every greedy run met a dead end.
    """
    report, clock = progress or silent, Clock(time_limit)
    report("optimise", 0.0)
    rows = panel_rows(pool, quotas, size)
    one_panel(rows, clock.left())
    rows = without_level_zero(rows, clock)
    bound = fractional_leximin(rows, clock).minimum
    report("optimise", 1.0)
    panels = _repeat(rows, generator(seed, "legacy"), clock, report)
    return _distribution(pool, rows, panels, bound)


def _repeat(
    rows: PanelRows, rng: np.random.Generator, clock: Clock, report: Progress
) -> NDArray[np.int64]:
    """Run greedily in batches until there are enough panels."""
    found: list[Counts] = []
    for _ in range(ATTEMPTS // BATCH):
        found.extend(_run_greedily(rows, BATCH, rng))
        report("decompose", min(1.0, len(found) / REPEATS))
        if len(found) >= REPEATS or (found and clock.is_over()):
            break
    if not found:
        raise SolverError("The greedy method met only dead ends.", stage="decompose")
    return np.array(found[:REPEATS])


def _run_greedily(rows: PanelRows, count: int, rng: np.random.Generator) -> NDArray[np.int64]:
    """Fill `count` panels at once; give those that met no dead end."""
    R, T = rows.matrix[:-1], len(rows.capacity)
    left = np.tile(rows.capacity, (count, 1))
    panels = np.zeros((count, T), dtype=np.int64)
    for _ in range(rows.size):
        there, taken = left @ R.T, panels @ R.T
        missing = rows.lower[:-1] - taken
        alive = (missing <= there).all(axis=1) & (there > 0).any(axis=1)
        left, panels, there, missing = left[alive], panels[alive], there[alive], missing[alive]
        if not len(panels):
            break
        urgency = np.where(there > 0, missing / np.maximum(there, 1), -np.inf)
        value = np.argmax(urgency + 1e-9 * rng.random(urgency.shape), axis=1)
        chosen = _random_member(left * R[value], rng)
        chain = np.arange(len(panels))
        panels[chain, chosen] += 1
        left[chain, chosen] -= 1
        full = panels @ R.T >= rows.upper[:-1]
        left[(full @ R) > 0] = 0
    return panels[rows.meet(panels)]


def _random_member(weights: Floats, rng: np.random.Generator) -> NDArray[np.int64]:
    """Choose a type in each row, with a chance that is its number of members there."""
    total = weights.cumsum(axis=1)
    target = rng.random((len(weights), 1)) * total[:, -1:]
    return np.asarray((total > target).argmax(axis=1))


def _distribution(
    pool: Pool, rows: PanelRows, repeated: NDArray[np.int64], bound: float
) -> PanelDistribution:
    first, _, counts = distinct_rows(repeated)
    panels = repeated[first]
    weights = counts / len(repeated)
    by_type = weights @ panels / rows.types.multiplicity
    probabilities = by_type[rows.types.of_member]
    out = (rows.capacity == 0)[rows.types.of_member]
    minimum = float(probabilities[~out].min())
    share = (repeated / rows.types.multiplicity).std(axis=0)
    return PanelDistribution(
        panels=panels.astype(np.int16),
        weights=weights,
        types=rows.types,
        probabilities=probabilities,
        objective="legacy",
        minimum=minimum,
        value=minimum,
        upper_bound=max(bound, minimum),
        gap=max(bound, minimum) - minimum,
        status="estimate",
        excluded=tuple(np.array(pool.ids, dtype=object)[out]),
        standard_error=float(share.max()) / float(np.sqrt(len(repeated))),
    )
