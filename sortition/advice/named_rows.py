"""The rows of a panel with the names of their quotas: what advice to the clerk is computed on."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from sortition.panels import Counts, PanelRows, rows_as_written
from sortition.pool import Pool
from sortition.quotas import Quota, Quotas


@dataclass(frozen=True, eq=False)
class NamedRows:
    """lower <= R x <= upper and floor <= x <= capacity, where each row but the last has a quota.

    Attributes
    ----------
    rows
        The rows; their capacity counts those who sit and those who can still be drawn.
    quotas, lines
        The quota of each row but the last, and the line of its file.
    floor
        (T,) how many members of each type sit already and stay.
    """

    rows: PanelRows
    quotas: tuple[Quota, ...]
    lines: tuple[int, ...]
    floor: Counts

    @classmethod
    def of(
        cls,
        pool: Pool,
        quotas: Quotas,
        size: int,
        *,
        stays: Collection[int] = (),
        barred: Collection[int] = (),
    ) -> NamedRows:
        """Write the rows for a pool, some of whose members sit and some of whom never may.

        Parameters
        ----------
        stays, barred
            Positions in the pool.
        """
        rows = rows_as_written(pool, quotas, size)
        types, width = rows.types, len(rows.capacity)
        floor = np.bincount(types.of_member[np.array(list(stays), dtype=int)], minlength=width)
        out = np.bincount(types.of_member[np.array(list(barred), dtype=int)], minlength=width)
        rows = replace(rows, capacity=types.multiplicity - out)
        indices = [
            index
            for feature in pool.features
            for quota in quotas.of(feature)
            for index in [quotas.quotas.index(quota)]
        ]
        named = tuple(quotas.quotas[index] for index in indices)
        return cls(rows, named, tuple(quotas.line(index) for index in indices), floor)

    @property
    def lower(self) -> Counts:
        """(V + 1,) the minima, then the size."""
        return self.rows.lower

    @property
    def upper(self) -> Counts:
        """(V + 1,) the maxima, then the size."""
        return self.rows.upper

    @cached_property
    def within_reach(self) -> tuple[Counts, Counts]:
        """(V,) the fewest and the most seats each value can have, by the size alone."""
        ones = self.rows.matrix.astype(np.int64)
        taken, there = ones @ self.floor, ones @ self.rows.capacity
        size, open_seats = self.rows.size, self.rows.size - taken[-1]
        most = np.minimum(there, taken + open_seats)
        fewest = np.maximum(taken, size - (there[-1] - there))
        return fewest[:-1], most[:-1]

    def with_bounds(self, lower: Counts, upper: Counts) -> NamedRows:
        """Give the same rows with other bounds for the quotas, (V,) each."""
        ends = self.lower[-1:], self.upper[-1:]
        rows = replace(
            self.rows,
            lower=np.concatenate([lower, ends[0]]),
            upper=np.concatenate([upper, ends[1]]),
        )
        return replace(self, rows=rows)

    def with_members(self, floor: Counts, capacity: Counts) -> NamedRows:
        """Give the same rows for those who sit, (T,), and for them and all who can be drawn."""
        return replace(self, floor=floor, rows=replace(self.rows, capacity=capacity))

    def at_flex(self) -> NamedRows:
        """Give the widest quotas that a relaxation may propose: min_flex and max_flex.

        Without them a minimum may fall to 0, and a maximum rise to the size.
        """
        size = self.rows.size
        lower = np.array([quota.min_flex or 0 for quota in self.quotas])
        upper = np.array([size if q.max_flex is None else q.max_flex for q in self.quotas])
        return self.with_bounds(
            np.minimum(lower, self.lower[:-1]), np.clip(upper, self.upper[:-1], size)
        )
