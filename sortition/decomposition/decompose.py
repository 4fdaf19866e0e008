"""The outline: seed panels by halving, many more by walking, then weights by Newton's method."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sortition.clock import Clock, generator
from sortition.decomposition.halving import Halver
from sortition.decomposition.walk import PanelWalk, face_of
from sortition.decomposition.weights import Centre, analytic_centre, nearest_weights
from sortition.panels import Counts, PanelRows, one_panel
from sortition.solver import Floats, Program

TOLERANCE = 1e-7  # largest error of a probability that still counts as the target
SEEDS = 64
MANY_TYPES = 450
PANELS_PER_TYPE = 2.2
ROUNDS = 12
FACE_NODES = 50


class Decomposition(NamedTuple):
    """Panels and weights whose mean is x, or as near as was reached.

    Attributes
    ----------
    panels, weights
        (N, T) distinct feasible panels; (N,) positive, adding up to 1.
    error
        Largest |p_t - x_t / m_t|.
    """

    panels: Counts
    weights: Floats
    error: float

    @property
    def is_exact(self) -> bool:
        """Whether every probability is the target's."""
        return self.error <= TOLERANCE


class _Search:
    """The panels found so far for one target x."""

    def __init__(
        self, rows: PanelRows, x: Floats, seed: bytes, clock: Clock, report: Callable[[float], None]
    ) -> None:
        self.rows, self.x, self.seed, self.clock, self.report = rows, x, seed, clock, report
        self.types = len(x)
        self.face = face_of(rows, x)
        self.panels = np.zeros((0, self.types), dtype=np.int64)

    def add(self, panels: NDArray[np.integer]) -> None:
        """Keep panels not seen before, in sorted order."""
        self.panels = np.unique(np.vstack([self.panels, panels]).astype(np.int64), axis=0)

    def halve(self, count: int, label: str) -> None:
        """Add the panels into which count * x splits."""
        halver = Halver(self.rows, generator(self.seed, label), retries=2 * count, clock=self.clock)
        total = halver.round(self.x, count)
        if total is not None:
            self.add(_stack(halver.halve(total, count).panels, self.types))

    def fill(self, count: int) -> None:
        """Add panels of the face by integer programs, each towards what the others lack."""
        rng = generator(self.seed, "fill")
        program = Program(integer=True, tolerance=1e-7, mip_rel_gap=0.05, mip_max_nodes=FACE_NODES)
        face, found = self.face, list(self.panels)
        bounds = (face.row_lower, face.row_upper)
        program.load(self.x, (face.lower, face.upper), self.rows.columns, bounds)
        mean = self.panels.sum(axis=0)
        while len(found) < count and not self.clock.is_over():
            lack = (self.x - mean / max(len(found), 1)) / np.sqrt(np.maximum(self.x, 1e-3))
            lack = lack / max(float(np.abs(lack).max()), 1e-9)
            program.set_costs(lack + 0.05 * rng.normal(size=self.types))
            solution = program.solve(self.clock.left())
            if solution is None:
                break
            found.append(solution.values.astype(np.int64))
            mean = mean + found[-1]
        self.add(_stack(found, self.types))

    def walk(self) -> tuple[PanelWalk, Floats]:
        """Add the chains of a walk tuned towards x."""
        chains = int(PANELS_PER_TYPE * self.types) + 30
        walk = PanelWalk(self.rows, self.face, self.panels, chains, generator(self.seed, "walk"))
        weights = walk.tune(self.x, max(900, 30 * self.rows.size))
        self.add(walk.counts)
        return walk, weights

    def price(self, walk: PanelWalk, weights: Floats, centre: Centre) -> None:
        """Add panels that the dual prices of the centre want, by walking towards them."""
        spread = float(np.std(centre.direction[walk.seats])) + 1e-12
        for force in (0.3, 1.0, 3.0):
            walk.run(0.5 * weights + force * centre.direction / spread, 80)
            wanted = np.argsort(-(walk.counts @ centre.direction), kind="stable")
            self.add(walk.counts[wanted[: max(50, self.types // 5)]])

    def result(self, weights: Floats) -> Decomposition:
        """Normalise the weights and measure the error."""
        kept = weights > 1e-13
        panels, w = self.panels[kept], weights[kept] / weights[kept].sum()
        capacity = np.maximum(self.rows.capacity, 1)
        error = float(np.abs((w @ panels - self.x) / capacity).max())
        return Decomposition(panels, w, error)


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
    search = _Search(rows, x, seed, clock or Clock(), report)
    _find_seeds(search)
    report(0.3)
    walk, weights = search.walk()
    report(0.6)
    for turn in range(ROUNDS + 1):
        centre = analytic_centre(search.panels, x)
        found = search.result(centre.weights)
        if found.is_exact:
            report(1.0)
            return found
        if turn == ROUNDS or search.clock.is_over():
            break
        _find_more(search, turn, walk, weights, centre)
        report(0.6 + 0.4 * (turn + 1) / (ROUNDS + 1))
    report(1.0)
    capacity = np.maximum(rows.capacity, 1).astype(np.float64)
    return search.result(nearest_weights(search.panels, x, capacity))


def _find_seeds(search: _Search) -> None:
    """Halve; where that leaves too few panels, ask the integer program for the rest."""
    count = SEEDS if search.types < MANY_TYPES else search.types // 5
    search.halve(count, "seeds")
    if len(search.panels) < min(count, search.types) // 2:
        search.fill(count)
    if not len(search.panels):
        panel = one_panel(search.rows)
        search.add(_stack([] if panel is None else [panel], search.types))


def _find_more(
    search: _Search, turn: int, walk: PanelWalk, weights: Floats, centre: Centre
) -> None:
    """In turns, walk along the dual prices and halve a larger multiple of x."""
    has_moved = walk.accepted > 25 * len(walk.counts)
    if turn % 2 == 0 and has_moved:
        search.price(walk, weights, centre)
    else:
        search.halve(min(2048, max(SEEDS, int(0.6 * search.types)) << (turn // 2)), f"more {turn}")


def _stack(panels: list[Counts], width: int) -> Counts:
    return np.array(panels, dtype=np.int64).reshape(-1, width)
