"""The outline: seed panels by halving, many more by walking, then weights by Newton's method."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sortition.clock import Clock
from sortition.decomposition.search import MANY_TYPES, PanelSearch
from sortition.decomposition.weights import analytic_centre, nearest_weights
from sortition.panels import Counts, PanelRows
from sortition.solver import Floats

TOLERANCE = 1e-7  # largest error of a probability that still counts as the target
ROUNDING = 1e-9  # an error above this is more than rounding
TURNS = 16
FEW_TYPES = 100


class Decomposition(NamedTuple):
    """Panels and weights whose mean is x, or as near as was reached.

    Attributes
    ----------
    panels, weights
        (N, T) distinct feasible panels; (N,) positive, adding up to 1.
    error
        Largest |p_t - x_t / m_t|.
    excluded
        (T,) types proven to sit on no panel; x should be found anew without them.
    known
        (K, T) all feasible panels that were found, with and without weight.
    """

    panels: Counts
    weights: Floats
    error: float
    excluded: NDArray[np.bool_]
    known: Counts

    @classmethod
    def of(
        cls,
        rows: PanelRows,
        x: Floats,
        known: Counts,
        weights: Floats,
        excluded: NDArray[np.bool_],
    ) -> Decomposition:
        """Drop panels without weight, normalise the rest, and measure the error."""
        kept = weights > 1e-13
        panels, w = known[kept], weights[kept] / weights[kept].sum()
        error = float(np.abs((w @ panels - x) / np.maximum(rows.capacity, 1)).max())
        return cls(panels, w, error, excluded, known)

    @property
    def is_exact(self) -> bool:
        """Whether every probability is the target's."""
        return self.error <= TOLERANCE


def decompose(
    rows: PanelRows,
    x: Floats,
    *,
    seed: bytes = b"",
    clock: Clock | None = None,
    report: Callable[[float], None] | None = None,
) -> Decomposition:
    """Write x as a convex combination of feasible panels.

    Parameters
    ----------
    rows, x
        What a panel must meet, and a fractional panel that meets it.
    seed
        Decides among the many decompositions.
    clock, report
        When to stop with the nearest combination found, and how far the search is, 0 to 1.

    Raises
    ------
    InfeasibleError
        If no panel meets the rows.
    """
    report = report or (lambda fraction: None)
    search = PanelSearch(rows, x, seed, clock or Clock())
    search.find_seeds(lambda done: report(0.3 * done))
    found, direction, known = None, np.zeros_like(x), [0]
    for turn in range(TURNS):
        report(0.3 + 0.6 * turn / TURNS)
        if turn or len(search.panels) > search.types or search.types < FEW_TYPES:
            found, direction = _weigh(search)
        if (found and found.is_exact) or search.clock.is_over() or search.excluded.any():
            break
        if turn > 3 and known[turn - 2] == len(search.panels):
            break
        known.append(len(search.panels))
        _find_more(search, turn, direction)
    report(1.0)
    return found if found and found.is_exact else _nearest(search)


def _weigh(search: PanelSearch) -> tuple[Decomposition, Floats]:
    """Weigh the panels by Newton's method; few types, and what it barely reached, by simplex."""
    centre = analytic_centre(search.panels, search.x)
    found = _result(search, centre.weights)
    is_rough = found.is_exact and found.error > ROUNDING
    if is_rough or (not found.is_exact and search.types < FEW_TYPES):
        found = min(found, _nearest(search), key=lambda own: own.error)
    return found, centre.direction


def _nearest(search: PanelSearch) -> Decomposition:
    """Weigh the panels, those outside the face too, for the least shortfall."""
    search.add(search.spare)
    capacity = np.maximum(search.rows.capacity, 1)
    return _result(search, nearest_weights(search.panels, search.x, capacity))


def _find_more(search: PanelSearch, turn: int, direction: Floats) -> None:
    """Walk a little, then far; then along the dual prices, and at times price or halve more."""
    has_few_types = search.types < MANY_TYPES  # else steps and weighing cost more
    if turn == 0:
        search.walk(4 if has_few_types else 8)
    elif turn == 1:
        search.exclude()
        if not search.excluded.any():
            search.walk(30 if has_few_types else 16)
    elif turn % 6 == 1:
        search.halve_more(turn)
    elif turn > 5 and turn % 2 == 0:
        search.price(direction, turn)
    else:
        search.walk_along(direction)


def _result(search: PanelSearch, weights: Floats) -> Decomposition:
    return Decomposition.of(search.rows, search.x, search.panels, weights, search.excluded)
