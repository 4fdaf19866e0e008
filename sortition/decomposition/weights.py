"""Weights of panels: the analytic centre of all weights that give x, or the nearest ones."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sortition.panels import Counts
from sortition.solver import INFINITY, Columns, Floats, Program

REGULARISATION = 1e-11
STEPS = 60
NEAR = 1e-6  # from here one step without centring reaches the target to rounding


class Centre(NamedTuple):
    """Where Newton's method ended.

    Attributes
    ----------
    weights
        (N,) positive.
    residual
        Largest error of X'w = x and 1'w = 1, in scaled rows.
    direction
        (T,) the dual prices: a panel with a large value of direction.X is the most wanted.
    """

    weights: Floats
    residual: float
    direction: Floats


def analytic_centre(panels: Counts, x: Floats, tolerance: float = 1e-9) -> Centre:
    """Maximise sum_j log w_j subject to X'w = x, 1'w = 1, by infeasible-start Newton steps.

    With A the rows scaled by x^-1/2 and D = diag(w), a step solves (A D^2 A') nu = 2 A w - b and
    moves w by w - D^2 A' nu, shortened to stay positive. (Boyd, Vandenberghe, Convex
    Optimization, 10.3.) Short steps that persist tell that x is outside the panels' hull.

    Parameters
    ----------
    panels
        (N, T) distinct panels, X.
    x
        (T,) the expected panel wanted.
    """
    used = x > 1e-12
    scale = 1 / np.sqrt(np.maximum(x[used], 1e-3))
    total = np.sqrt(x.sum() + 1)
    A = np.full((len(scale) + 1, len(panels)), total)
    np.multiply(panels.T[used], scale[:, None], out=A[:-1])
    AD = np.empty_like(A)
    b = np.append(x[used] * scale, total)
    w = np.full(len(panels), 1.0 / len(panels))
    steps: list[float] = []
    nu = np.zeros(len(b))
    while True:
        residual = float(np.abs(b - A @ w).max())
        if residual < tolerance or len(steps) == STEPS or _is_stuck(steps):
            break
        nu = _solve_normal(np.multiply(A, w, out=AD), 2 * (A @ w) - b)
        relative = 1 - w * (A.T @ nu)
        steps.append(min(1.0, 0.9 / max(-relative.min(), 1e-300)))
        w = w * (1 + steps[-1] * relative)
    direction = np.zeros(len(x))
    direction[used] = -nu[:-1] * scale
    if residual < NEAR:
        np.multiply(A, w, out=AD)
        w = np.maximum(w + w * (AD.T @ _solve_normal(AD, b - A @ w)), 0.0)
        residual = float(np.abs(b - A @ w).max())
    return Centre(w, residual, direction)


def _is_stuck(steps: list[float]) -> bool:
    """Full steps have converged as far as rounding allows; short steps lead nowhere."""
    return (len(steps) >= 4 and min(steps[-4:]) == 1.0) or (
        len(steps) >= 6 and max(steps[-4:]) < 0.1
    )


def _solve_normal(AD: Floats, right: Floats) -> Floats:
    """Solve (AD AD') nu = right, regularised: rows of quotas that add up are not independent."""
    S = AD @ AD.T
    S[np.diag_indices_from(S)] += REGULARISATION * np.trace(S) / len(S)
    return np.asarray(np.linalg.solve(S, right))


def nearest_weights(panels: Counts, x: Floats, capacity: Counts) -> Floats:
    """Find weights with the least shortfall: min d with X'w / m + d >= x / m, 1'w = 1, w >= 0.

    Used where x itself is out of reach: the smallest probability falls short by at most d.
    """
    used = x > 1e-12
    N, T = len(panels), int(used.sum())
    matrix = np.zeros((T + 1, N + 1))
    matrix[:T, :N] = (panels[:, used] / capacity[used]).T
    matrix[:T, N] = 1.0
    matrix[T, :N] = 1.0
    program = Program(solver="ipm" if T > 600 else "simplex")
    low = np.append(x[used] / capacity[used], 1.0)
    high = np.append(np.full(T, INFINITY), 1.0)
    cost = np.append(np.zeros(N), -1.0)
    program.load(cost, (np.zeros(N + 1), np.full(N + 1, INFINITY)), Columns.of(matrix), (low, high))
    solution = program.solve()
    if solution is None:
        return np.full(N, 1.0 / N)
    w = np.maximum(solution.values[:N], 0.0)
    return np.asarray(w / w.sum())
