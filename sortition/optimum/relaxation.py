"""Fractional panels: the set that holds every mix of panels, so that its optimum is a bound."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from sortition.panels import PanelRows
from sortition.solver import INFINITY, Floats


class Cut(NamedTuple):
    """An inequality g.x <= bound that every panel meets and some fractional panel does not."""

    g: Floats
    bound: float


@dataclass(frozen=True, eq=False)
class Relaxation:
    """The fractional panels {lower <= R x <= upper, 0 <= x <= capacity}.

    Attributes
    ----------
    matrix, lower, upper
        (V + 1 + C, T) and twice (V + 1 + C,): the rows of a panel, then the C cuts.
    capacity
        (T,) how much of each type there is; 0 for types that sit on no panel.
    """

    matrix: Floats
    lower: Floats
    upper: Floats
    capacity: Floats

    @classmethod
    def of(cls, rows: PanelRows, cuts: Sequence[Cut] = ()) -> Relaxation:
        """Take the rows of a panel and what is known about all panels."""
        g = np.array([cut.g for cut in cuts]).reshape(len(cuts), len(rows.capacity))
        return cls(
            np.vstack([rows.matrix, g]),
            np.append(rows.lower, np.full(len(cuts), -INFINITY)),
            np.append(rows.upper, [cut.bound for cut in cuts]),
            rows.capacity.astype(np.float64),
        )

    def below(self, ceiling: float) -> Relaxation:
        """Keep the part where no level x_t / m_t is above the ceiling."""
        return Relaxation(self.matrix, self.lower, self.upper, ceiling * self.capacity)


def project_on_rows(rows: PanelRows | Relaxation, levels: Floats) -> Floats:
    """Clean x = m p: snap to 0 and m, then move least to meet the tight rows exactly.

    With D = diag(x) over the types strictly inside, the move d minimises d' D^-1 d subject to
    R_tight (x + d) = b_tight, so d = D R' (R D R')^+ (b - R x).

    Returns
    -------
    (T,) x with residuals near 1e-15 in the tight rows; without this step they stay near 1e-8.
    """
    x = levels * rows.capacity
    x = np.where(levels > 1 - 1e-7, rows.capacity, np.where(levels < 1e-8, 0.0, x))
    sums = rows.matrix @ x
    at_upper, at_lower = sums > rows.upper - 1e-6, sums < rows.lower + 1e-6
    tight = at_upper | at_lower
    target = np.where(at_upper, rows.upper, rows.lower)[tight]
    inside = (x > 0) & (x < rows.capacity)
    R = rows.matrix[tight][:, inside]
    gram = (R * x[inside]) @ R.T
    multipliers = np.linalg.lstsq(gram, target - sums[tight], rcond=1e-11)[0]
    x[inside] += x[inside] * (R.T @ multipliers)
    return np.clip(x, 0.0, rows.capacity)
