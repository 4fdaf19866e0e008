"""PanelDistribution: feasible panels, their weights, and the selection probabilities they give."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from sortition.pool import Types


@dataclass(frozen=True, eq=False)
class PanelDistribution:
    """A random panel, with the proof of how fair it is.

    Member i of type t is selected with probability p_i = sum_j w_j X_jt / m_t.

    Attributes
    ----------
    panels
        (N, T) chosen members of each type in each panel, X; every panel meets every quota.
    weights
        (N,) positive, adding up to 1.
    types
        The pool's types, in the order of the columns of `panels`.
    probabilities
        (n,) selection probability of each member, in the pool's order; they add up to k.
    objective
        The name of what was optimised.
    minimum
        The smallest probability over members who are not excluded.
    value, upper_bound, gap
        The objective's value over members who are not excluded, a proven bound on the value of
        any distribution, and the difference. Goldilocks is a cost: there the bound is from below.
    status
        "optimal" if the objective's optimum is proven to 1e-7, "gap" if the search stopped before,
        "estimate" if the method seeks no optimum and its probabilities are counted by repetition.
    excluded
        Ids of members who sit on no panel that meets the quotas; their probability is 0.
    standard_error
        The largest standard error of an estimated probability; 0 if none is estimated.
    """

    panels: NDArray[np.int16]
    weights: NDArray[np.float64]
    types: Types
    probabilities: NDArray[np.float64]
    objective: str
    minimum: float
    value: float
    upper_bound: float
    gap: float
    status: Literal["optimal", "gap", "estimate"]
    excluded: tuple[str, ...] = ()
    standard_error: float = 0.0

    @property
    def size(self) -> int:
        """The number of seats, k."""
        return int(self.panels[0].sum())

    @property
    def geometric_mean(self) -> float:
        """Geometric mean of the probabilities above 0."""
        positive = self.probabilities[self.probabilities > 0]
        return float(np.exp(np.log(positive).mean()))

    @property
    def gini(self) -> float:
        """Gini coefficient of the probabilities: sum_ij |p_i - p_j| / (2 n^2 mean(p))."""
        p = np.sort(self.probabilities)
        n = len(p)
        ranks = np.arange(1, n + 1)
        return float((2 * ranks - n - 1) @ p / (n * p.sum()))
