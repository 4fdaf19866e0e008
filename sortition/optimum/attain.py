"""What every objective shares: aim at the relaxation's optimum, attain it by panels, prove it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from sortition.advice.conflicts import naming_conflicts
from sortition.clock import Clock, Progress, silent
from sortition.decomposition import Decomposition, decompose
from sortition.distribution import PanelDistribution
from sortition.errors import SolverError
from sortition.optimum.cuts import separate
from sortition.optimum.ladder import fractional_leximin
from sortition.optimum.relaxation import Cut, Relaxation
from sortition.panels import PanelRows, panel_rows, seatable_types
from sortition.pool import Pool
from sortition.quotas import Quotas
from sortition.solver import Floats

TOLERANCE = 1e-7  # of a value, relative where it is above 1


class Target(NamedTuple):
    """The optimum over fractional panels.

    Attributes
    ----------
    x
        (T,) the fractional panel that panels should mix to.
    floor
        (T,) the probabilities that suffice: a mix with no less has the optimal value.
    bound
        The value of x: no distribution has a better one.
    is_complete
        Whether x was found before the time limit.
    """

    x: Floats
    floor: Floats
    bound: float
    is_complete: bool = True


@dataclass(frozen=True)
class Objective:
    """What makes one distribution better than another.

    Attributes
    ----------
    name
        As in the registry and the reports.
    aim
        Finds the optimum of a relaxation.
    value
        Takes the selection probabilities of the members who are not excluded.
    is_cost
        Whether a smaller value is better.
    is_value_enough
        Whether a distribution with the optimal value is an optimum, whatever its probabilities.
    """

    name: str
    aim: Callable[[Relaxation, Clock], Target]
    value: Callable[[Floats], float]
    is_cost: bool = False
    is_value_enough: bool = False

    def gap(self, value: float, bound: float) -> float:
        """Say by how much the value could be better at most."""
        return value - bound if self.is_cost else bound - value


class _Attained(NamedTuple):
    """The rows without excluded types, the last target, and how near panels came to it."""

    rows: PanelRows
    target: Target
    found: Decomposition


@naming_conflicts
def optimise(
    pool: Pool,
    quotas: Quotas,
    size: int,
    objective: Objective,
    *,
    seed: bytes = b"",
    time_limit: float | None = None,
    progress: Progress | None = None,
) -> PanelDistribution:
    """Find the best distribution over panels, and prove it.

    The optimum over fractional panels bounds the value. If panels mix to it, it is reached; if
    pricing proves that they do not, a cut makes the relaxation smaller, and so on.

    Parameters
    ----------
    pool, quotas, size
        Who can be drawn, what a panel must meet, and its number of seats, k.
    objective
        What to optimise.
    seed
        Decides among the many panel distributions with the same probabilities.
    time_limit
        Seconds after which the best found is returned with its gap.
    progress
        Called as progress(stage, fraction) with the stages "optimise" and "decompose".

    Raises
    ------
    InfeasibleError
        If no panel meets every quota; it names quotas that conflict.
    """
    report, clock = progress or silent, Clock(time_limit)
    report("optimise", 0.0)
    rows = without_level_zero(panel_rows(pool, quotas, size), clock)
    return _distribution(pool, objective, _attain(rows, objective, seed, clock, report))


def without_level_zero(rows: PanelRows, clock: Clock) -> PanelRows:
    """Take out the types that no fractional panel seats, once an integer program agrees."""
    levels = fractional_leximin(rows, clock).levels
    _, excluded, _ = seatable_types(rows, levels < 1e-9, clock.left())
    return rows.without(excluded) if excluded.any() else rows


def _attain(
    rows: PanelRows, objective: Objective, seed: bytes, clock: Clock, report: Progress
) -> _Attained:
    """Decompose the target; where that fails, price and cut until a target is attained."""
    while True:
        target = objective.aim(Relaxation.of(rows), clock)
        report("optimise", 1.0)
        found = decompose(
            rows, target.x, seed=seed, clock=clock, report=lambda done: report("decompose", done)
        )
        if not found.excluded.any():
            break
        rows = rows.without(found.excluded)
    attained = _Attained(rows, target, found)
    return attained if _is_met(objective, attained) else _cut(objective, attained, clock)


def _cut(objective: Objective, attained: _Attained, clock: Clock) -> _Attained:
    """Price over all panels; each cut moves the target."""
    (rows, target, found), cuts = attained, list[Cut]()
    panels = found.known
    while not clock.is_over():
        panels, weights, _, cut = separate(rows, target.floor, panels, clock)
        found = Decomposition.of(rows, target.x, panels, weights, found.excluded)
        if cut is None or found.is_exact:
            break
        cuts.append(cut)
        target = objective.aim(Relaxation.of(rows, cuts), clock)
    return _Attained(rows, target, found)


def _probabilities(attained: _Attained) -> Floats:
    """Give each member's selection probability."""
    found, types = attained.found, attained.rows.types
    return np.asarray((found.weights @ found.panels / types.multiplicity)[types.of_member])


def _is_met(objective: Objective, attained: _Attained) -> bool:
    """Whether the target, or all of its value, is attained."""
    if attained.found.is_exact or not objective.is_value_enough:
        return attained.found.is_exact
    rows, bound = attained.rows, attained.target.bound
    seated = (rows.capacity > 0)[rows.types.of_member]
    value = objective.value(_probabilities(attained)[seated])
    return objective.gap(value, bound) <= TOLERANCE


def _distribution(pool: Pool, objective: Objective, attained: _Attained) -> PanelDistribution:
    rows, target, found = attained
    if not len(found.panels) or not rows.meet(found.panels).all():
        raise SolverError("No panel that meets the quotas was found.", stage="decompose")
    probabilities = _probabilities(attained)
    out = (rows.capacity == 0)[rows.types.of_member]
    value = objective.value(probabilities[~out])
    gap = max(0.0, objective.gap(value, target.bound))
    is_optimal = target.is_complete and _is_met(objective, attained)
    return PanelDistribution(
        panels=found.panels.astype(np.int16),
        weights=found.weights,
        types=rows.types,
        probabilities=probabilities,
        objective=objective.name,
        minimum=float(probabilities[~out].min()),
        value=value,
        upper_bound=(min if objective.is_cost else max)(value, target.bound),
        gap=gap,
        status="optimal" if is_optimal else "gap",
        excluded=tuple(np.array(pool.ids, dtype=object)[out]),
    )
