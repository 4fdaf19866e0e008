"""The ways to find panels for one target, each adding to the panels found before."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from sortition.clock import Clock, generator
from sortition.decomposition.halving import Halver
from sortition.decomposition.walk import PanelWalk, face_of
from sortition.distinct import distinct_rows
from sortition.errors import SolverError
from sortition.panels import Counts, PanelRows, one_panel, seatable_types
from sortition.solver import Floats, Program

SEEDS = 64
MANY_TYPES = 450  # above, a fifth of the types' number of seeds
CHAINS_PER_TYPE = 2.2
FACE_NODES = 50
PRICED = 12  # panels for each direction
MOST_HALVED = 2048
PATIENCE = 30.0  # seconds in which one panel must be found, even if the clock is over


class PanelSearch:
    """The panels found so far whose mean might be x.

    Attributes
    ----------
    panels
        (N, T) distinct feasible panels of the face of x, in sorted order.
    spare
        (S, T) feasible panels outside the face: of use only if x cannot be reached.
    excluded
        (T,) types proven to sit on no panel.
    """

    def __init__(self, rows: PanelRows, x: Floats, seed: bytes, clock: Clock) -> None:
        self.rows, self.x, self.seed, self.clock = rows, x, seed, clock
        self.types = len(x)
        self.face = face_of(rows, x)
        self.panels = self.spare = np.zeros((0, self.types), dtype=np.int64)
        self.excluded = np.zeros(self.types, dtype=bool)

    def add(self, panels: NDArray[np.integer]) -> None:
        """Keep panels not seen before."""
        known = np.vstack([self.panels, panels]).astype(np.int64)
        self.panels = known[distinct_rows(known).first].astype(np.int16)

    def find_seeds(self, report: Callable[[float], None]) -> None:
        """Halve; where that leaves too few panels, ask the integer program for the rest.

        Parameters
        ----------
        report
            Called with the fraction done.

        Raises
        ------
        InfeasibleError
            If no panel meets the rows.
        """
        count = SEEDS if self.types < MANY_TYPES else self.types // 5
        self.halve(count, "seeds", lambda reached: report(min(1.0, reached / count)))
        if len(self.panels) < min(count, self.types) // 2:
            self.fill(count)
        if not len(self.panels):
            panel = one_panel(self.rows, max(self.clock.left() or 0.0, PATIENCE))
            if panel is None:
                raise SolverError("No panel was found in time.", stage="decompose")
            self.add(panel[None, :])

    def halve(self, count: int, label: str, report: Callable[[int], None] | None = None) -> None:
        """Add the panels into which count * x splits."""
        rng = generator(self.seed, label)
        halver = Halver(self.rows, rng, retries=2 * count, clock=self.clock, report=report)
        total = halver.round(self.x, count)
        if total is not None:
            self.add(self._stack(halver.halve(total, count).panels))

    def halve_more(self, turn: int) -> None:
        """Halve a larger multiple of x in each later turn."""
        first = max(SEEDS, self.types // 2)
        self.halve(min(MOST_HALVED, first << (turn // 8)), f"more {turn}")

    def fill(self, count: int) -> None:
        """Add panels of the face by integer programs, each towards what the others lack."""
        rng = generator(self.seed, "fill")
        found, mean = list(self.panels), self.panels.sum(axis=0)
        while len(found) < count and not self.clock.is_over():
            lack = (self.x - mean / max(len(found), 1)) / np.sqrt(np.maximum(self.x, 1e-3))
            panel = self._best_in_face(lack, 0.05 * rng.normal(size=self.types))
            if panel is None:
                break
            found.append(panel)
            mean = mean + panel
        self.add(self._stack(found))

    def price(self, direction: Floats, turn: int) -> None:
        """Add panels of the face that the dual prices want most, by integer programs."""
        rng = generator(self.seed, f"price {turn}")
        noises = 0.1 * rng.normal(size=(PRICED, self.types))
        best = [self._best_in_face(direction, noise) for noise in noises]
        self.add(self._stack([panel for panel in best if panel is not None]))

    @cached_property
    def _face_program(self) -> Program:
        program = Program(integer=True, tolerance=1e-7, mip_rel_gap=0.05, mip_max_nodes=FACE_NODES)
        face = self.face
        bounds = (face.row_lower, face.row_upper)
        program.load(self.x, (face.lower, face.upper), self.rows.columns, bounds)
        return program

    def _best_in_face(self, value: Floats, noise: Floats) -> Counts | None:
        """Find a panel of the face with a large value, scaled to 1, plus noise."""
        if self.clock.is_over():
            return None
        self._face_program.set_costs(value / max(float(np.abs(value).max()), 1e-9) + noise)
        solution = self._face_program.solve(self.clock.left())
        return None if solution is None else solution.values.astype(np.int64)

    @cached_property
    def walker(self) -> PanelWalk:
        """The walk, from the panels known when it first sets out."""
        chains = int(CHAINS_PER_TYPE * self.types) + 30
        return PanelWalk(self.rows, self.face, self.panels, chains, generator(self.seed, "walk"))

    def walk(self, steps_per_seat: int) -> None:
        """Add the chains of a walk tuned towards x."""
        self.walker.tune(self.x, steps_per_seat * self.rows.size)
        self.add(self.walker.counts)

    def walk_along(self, direction: Floats) -> None:
        """Add panels that the dual prices want, by walking towards them."""
        walk = self.walker
        spread = float(np.std(direction[walk.seats])) + 1e-12
        for force in (0.3, 1.0, 3.0):
            walk.run(0.5 * walk.weights + force * direction / spread, 80)
            wanted = np.argsort(-(walk.counts @ direction), kind="stable")
            self.add(walk.counts[wanted[: max(50, self.types // 5)]])

    def exclude(self) -> None:
        """Find out whether any type not seen yet sits on any panel at all."""
        unseen = np.asarray(~self.panels.any(axis=0))
        panels, self.excluded, _ = seatable_types(self.rows, unseen, self.clock.left())
        is_inside = self._in_face(panels)
        self.add(panels[is_inside])
        self.spare = panels[~is_inside]

    def _in_face(self, panels: Counts) -> NDArray[np.bool_]:
        sums, face = panels @ self.rows.matrix.T, self.face
        in_rows = (sums >= face.row_lower) & (sums <= face.row_upper)
        in_types = (panels >= face.lower) & (panels <= face.upper)
        return np.asarray(in_rows.all(axis=1) & in_types.all(axis=1))

    def _stack(self, panels: list[Counts]) -> Counts:
        return np.array(panels, dtype=np.int64).reshape(-1, self.types)
