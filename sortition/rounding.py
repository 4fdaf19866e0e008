"""Round weights to whole numbers of copies of each panel, as far as no chance moves."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sortition.solver import Columns, Floats, Program

WHOLE = 1e-9  # by which a number of copies may miss a whole number
MANY_TYPES = 600  # above, the linear program takes longer than it saves


def round_copies(
    panels: NDArray[np.integer], weights: Floats, count: int, rng: np.random.Generator
) -> tuple[NDArray[np.int64], Floats]:
    """Split count * w into whole copies of panels and a rest with the same expected panel.

    A vertex of {u: X'u = count X'w, floor(count w) <= u <= ceil(count w)} has at most as many
    fractional entries as X has types (and one more for the sum); all others are whole.

    Parameters
    ----------
    panels, weights
        (N, T) and (N,): a panel distribution.
    count
        How many panels there will be.
    rng
        Chooses the vertex.

    Returns
    -------
    copies, rest
        (N,) whole numbers, and (N,) fractions in [0, 1) that add up to what is missing of count.
    """
    shares = count * weights
    floor = np.floor(shares + WHOLE)
    shares = np.maximum(shares, floor)
    if len(panels) > panels.shape[1] and panels.shape[1] <= MANY_TYPES:
        shares = _vertex(panels, shares, floor, rng)
        floor = np.floor(shares + WHOLE)
    return floor.astype(np.int64), np.maximum(shares - floor, 0.0)


def _vertex(
    panels: NDArray[np.integer], shares: Floats, floor: Floats, rng: np.random.Generator
) -> Floats:
    """Find a vertex near the shares, over the fractions above the floors."""
    matrix = panels.T[panels.any(axis=0)].astype(np.float64)
    target = matrix @ (shares - floor)
    program = Program(presolve="off")
    cost, ones = rng.normal(size=len(shares)), np.ones(len(shares))
    program.load(cost, (0 * ones, ones), Columns.of(matrix), (target, target))
    solution = program.solve()
    return shares if solution is None else floor + np.clip(solution.values, 0.0, 1.0)
