"""Halving: write M times a fractional panel as the sum of M feasible panels."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sortition.clock import Clock
from sortition.decomposition.zero_one import ZeroOneChooser
from sortition.panels import Counts, PanelRows
from sortition.solver import Columns, Floats, Program

ROUNDING = 1e-6
WIDE_NODES = 200


class Leftover(NamedTuple):
    """A sum of some panels that could not be split further."""

    total: Counts
    parts: int


class Halved(NamedTuple):
    """What became of a sum: feasible panels, and parts that stayed whole."""

    panels: list[Counts]
    leftovers: list[Leftover]

    @property
    def missing(self) -> int:
        """How many panels the leftovers should have given."""
        return sum(leftover.parts for leftover in self.leftovers)


class Halver:
    """Split an integer sum Y of M panels in two, again and again, down to single panels.

    Each half gets the floor or the ceiling of its share of every type and every row, and never
    leaves the M-fold quotas; so each final panel meets every row. (After Gale's rounding; see
    Flanigan, Kehne, Procaccia, Fair sortition made transparent, NeurIPS 2021.)

    Parameters
    ----------
    rows
        What a panel must meet.
    rng
        Chooses among the splits.
    retries
        How many panels' worth of splits may be done again where a later split failed.
    clock
        When it is over, what is whole stays whole.
    report
        Called with the number of panels reached so far.
    """

    def __init__(
        self,
        rows: PanelRows,
        rng: np.random.Generator,
        *,
        retries: int = 200,
        clock: Clock | None = None,
        report: Callable[[int], None] | None = None,
    ) -> None:
        self.rows = rows
        self.rng = rng
        self.retries = retries
        self.clock = clock or Clock()
        self.report = report or (lambda reached: None)
        self.reached = 0
        self.choose = ZeroOneChooser(rows, rng)
        self.wide = Program(integer=True, tolerance=1e-7, mip_rel_gap=0.5, mip_max_nodes=WIDE_NODES)

    def round(self, x: Floats, count: int) -> Counts | None:
        """Round count * x to integers Y, |Y - count x| < 1, within the count-fold rows.

        Parameters
        ----------
        x
            (T,) a fractional panel that meets the rows.
        count
            M, the number of panels Y will be the sum of.
        """
        y = count * x
        floor = np.floor(y + ROUNDING).astype(np.int64)
        open_types = np.nonzero(y - floor > ROUNDING)[0]
        sums, base = self.rows.matrix @ y, self.rows.matrix @ floor
        lower, upper = count * self.rows.lower, count * self.rows.upper
        tight = (
            np.maximum(np.floor(sums + ROUNDING), lower),
            np.minimum(np.ceil(sums - ROUNDING), upper),
        )
        for low, high in (tight, (lower, upper)):
            chosen = self.choose(open_types, low - base, high - base)
            if chosen is not None:
                floor[open_types] += chosen
                return floor
        return None

    def halve(self, total: Counts, count: int) -> Halved:
        """Split `total`, a sum of `count` panels, into panels as far as it goes."""
        if count == 1:
            self.reached += 1
            self.report(self.reached)
            return Halved([total], [])
        best = Halved([], [Leftover(total, count)])
        while True:
            half = None if self.clock.is_over() else self._split(total, count, count // 2)
            if half is None:
                return best
            first = self.halve(half, count // 2)
            second = self.halve(total - half, count - count // 2)
            if first.missing + second.missing < best.missing:
                leftovers = first.leftovers + second.leftovers
                best = Halved(first.panels + second.panels, leftovers)
            if not best.leftovers or self.retries < count:
                return best
            self.retries -= count

    def _split(self, total: Counts, count: int, share: int) -> Counts | None:
        """Find the part of `total` that is a sum of `share` panels."""
        floor, odd = np.divmod(total * share, count)
        open_types = np.nonzero(odd)[0]
        sums, base = self.rows.matrix @ total, self.rows.matrix @ floor
        lower = np.maximum(share * self.rows.lower, sums - (count - share) * self.rows.upper)
        upper = np.minimum(share * self.rows.upper, sums - (count - share) * self.rows.lower)
        even = sums * share / count
        tight = np.maximum(np.floor(even), lower), np.minimum(np.ceil(even), upper)
        for low, high in (tight, (lower, upper)):
            chosen = self.choose(open_types, low - base, high - base)
            if chosen is not None:
                floor[open_types] += chosen
                return floor
        return self._widened_split(total, count, share, (lower, upper))

    def _widened_split(
        self, total: Counts, count: int, share: int, bounds: tuple[Floats, Floats]
    ) -> Counts | None:
        """Split with types past the floor or ceiling, as little as it takes.

        y = floor + f + a - b with f in [0, 1] free and a, b >= 0 at a cost of 1 each.
        """
        types = np.nonzero(total)[0]
        even = total[types] * share / count
        floor, ceiling = np.floor(even), np.ceil(even)
        capacity, y = self.rows.capacity[types], total[types]
        least = np.maximum(0, y - (count - share) * capacity)
        most = np.minimum(share * capacity, y)
        upper = np.concatenate(
            [
                np.minimum(ceiling, most) - floor,
                np.maximum(most - ceiling, 0),
                np.maximum(floor - least, 0),
            ]
        )
        noise = 0.05 * self.rng.normal(size=len(types))
        cost = np.concatenate([noise, -np.ones(2 * len(types))])
        columns = _repeated(self.rows.rows_of[types])
        base = self.rows.matrix[:, types] @ floor
        row_bounds = bounds[0] - base, bounds[1] - base
        self.wide.load(cost, (np.zeros(len(upper)), np.maximum(upper, 0)), columns, row_bounds)
        solution = self.wide.solve()
        if solution is None:
            return None
        free, above, below = solution.values.reshape(3, -1)
        part = np.zeros_like(total)
        part[types] = (floor + free + above - below).astype(np.int64)
        return part


def _repeated(rows: NDArray[np.int32]) -> Columns:
    """Three blocks of the same columns of ones, the last with its sign turned."""
    columns = Columns.ones(np.vstack([rows, rows, rows]))
    columns.values[2 * rows.size :] = -1.0
    return columns
