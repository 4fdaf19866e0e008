"""Local search: exchange chosen types for others until every row is within its bounds."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sortition.solver import Floats

STEPS = 150
CANDIDATES = 40  # types on each side whose exchange is tried in a step
TENURE = 6  # steps in which an exchanged type stays where it is
AROUND = np.array([[-1.0], [0.0], [1.0]])


def swap_into_bounds(
    rows: NDArray[np.int32],
    start: Floats,
    bounds: tuple[Floats, Floats],
    rng: np.random.Generator,
) -> NDArray[np.int64] | None:
    """Find w in {0, 1}^n near `start` with lower <= R w <= upper; None if the search fails.

    The search minimises sum_r (distance of row r from its bounds)^2. In each step one type leaves
    and one enters, whichever pair is best among those not moved lately, even where that makes
    it worse. (Glover, Tabu search, ORSA Journal on Computing 1, 1989.)

    Parameters
    ----------
    rows
        (n, F) the rows in which each type has a one.
    start
        (n,) a point with lower <= R w <= upper, 0 <= w <= 1.
    bounds
        (V,) lower and (V,) upper.
    rng
        Decides among pairs that are equally good.
    """
    lower, upper = np.ceil(bounds[0] - 1e-6), np.floor(bounds[1] + 1e-6)
    w = _largest(start)
    sums = np.bincount(rows[w].reshape(-1), minlength=len(lower)).astype(np.float64)
    tabu_until = np.zeros(len(w), dtype=np.int64)
    for step in range(STEPS):
        around = sums + AROUND
        less, now, more = np.square(around - np.minimum(np.maximum(around, lower), upper))
        if not now.any():
            return w.astype(np.int64)
        pair = _best_pair(rows, w, tabu_until <= step, (less - now, more - now), rng)
        if pair is None:
            return None
        gone, come = pair
        w[gone], w[come] = False, True
        tabu_until[[gone, come]] = step + TENURE
        sums[rows[gone]] -= 1
        sums[rows[come]] += 1
    return None


def _largest(start: Floats) -> NDArray[np.bool_]:
    """Mark the largest entries, as many as the entries add up to."""
    w = np.zeros(len(start), dtype=bool)
    w[np.argsort(-start, kind="stable")[: round(float(start.sum()))]] = True
    return w


def _best_pair(
    rows: NDArray[np.int32],
    w: NDArray[np.bool_],
    is_free: NDArray[np.bool_],
    costs: tuple[Floats, Floats],
    rng: np.random.Generator,
) -> tuple[int, int] | None:
    """Find who should leave and who should enter; rows that both share do not move.

    Parameters
    ----------
    costs
        (V,) twice: what it costs if a row has one less, and one more.
    """
    less, more = costs
    noise = 0.5 * rng.random(len(w))
    leaving, cost_out = _best(less, rows, noise, is_free & w)
    entering, cost_in = _best(more, rows, noise, is_free & ~w)
    if not len(leaving) or not len(entering):
        return None
    out = rows[leaving]
    is_shared = out[:, None] == rows[entering]
    unmoved = (is_shared * (less + more)[out][:, None]).sum(axis=2)
    cost = cost_out[:, None] + cost_in - unmoved
    i, j = divmod(int(np.argmin(cost)), len(entering))
    return int(leaving[i]), int(entering[j])


def _best(
    costs: Floats, rows: NDArray[np.int32], noise: Floats, allowed: NDArray[np.bool_]
) -> tuple[NDArray[np.int64], Floats]:
    """Find the types among those allowed whose rows cost least, and their costs."""
    index = np.nonzero(allowed)[0]
    cost = costs[rows[index]].sum(axis=1) + noise[index]
    if len(index) > CANDIDATES:
        best = np.argpartition(cost, CANDIDATES)[:CANDIDATES]
        return index[best], cost[best]
    return index, cost
