"""An interior-point method for the largest product over fractional panels, in numpy."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sortition.errors import SolverError
from sortition.optimum.relaxation import Relaxation, project_on_rows
from sortition.solver import INFINITY, Columns, Floats, Program

STEPS = 100
CLOSE = 1e-13  # complementarity and residual at which the search ends
SMALL = 1e-9  # slope of a logarithm that counts as 0
CENTRING = 0.1
POLISHING = 5
NEAR = 1e-6  # room below this is none: the row holds with equality in every fractional panel


class _Rows(NamedTuple):
    """E x = e and G x <= h, over the types that can be seated above 0 and below capacity."""

    E: Floats
    e: Floats
    G: Floats
    h: Floats


def largest_product(relaxation: Relaxation) -> Floats:
    """Maximise sum_t m_t log x_t over a relaxation by a primal-dual interior-point method.

    With slacks s = h - G x, u = m - x and multipliers l, n, w, Newton's method follows
    m / x = w + G'l + E'n, l s = mu, w u = mu while mu falls to 0. The Hessian is diagonal, so
    that a step costs one dense system of the size of the rows. (Boyd, Vandenberghe, Convex
    Optimization, 11.7.)

    Returns
    -------
    (T,) x, positive for every type with a capacity, and on its tight rows to rounding.

    Raises
    ------
    SolverError
        If a type with a capacity is on no fractional panel.
    """
    x = np.zeros(len(relaxation.capacity))
    rows, free, fixed = _split(relaxation)
    x[fixed] = relaxation.capacity[fixed]
    if free.any():
        x[free] = _follow_path(rows, relaxation.capacity[free])
    return _polish(relaxation, x)


def _split(relaxation: Relaxation) -> tuple[_Rows, NDArray[np.bool_], NDArray[np.bool_]]:
    """Tell the rows with room from those without, and types with room from those always full."""
    R, capacity = relaxation.matrix, relaxation.capacity
    sides = np.vstack([R, -R])
    ends = np.append(relaxation.upper, -relaxation.lower)
    has_room, is_below = np.split(_has_room(sides, ends, capacity), [len(ends)])
    seated = capacity > 0
    free, fixed = seated & is_below, seated & ~is_below
    ends = ends - sides[:, fixed] @ capacity[fixed]
    tight, loose = ~has_room, has_room & np.isfinite(ends)
    return (
        _Rows(sides[tight][:, free], ends[tight], sides[loose][:, free], ends[loose]),
        free,
        fixed,
    )


def _has_room(sides: Floats, ends: Floats, capacity: Floats) -> NDArray[np.bool_]:
    """Find the inequalities, and then the capacities, below which some fractional panel stays.

    Maximise the sum of rooms, each at most 1; those that get none are tried again without the
    others, until none gets any.
    """
    T, N = len(capacity), len(ends) + len(capacity)
    program = Program()
    matrix = np.hstack([np.vstack([sides, np.eye(T)]), np.eye(N)])
    upper = np.append(capacity, np.ones(N))
    row_bounds = np.full(N, -INFINITY), np.append(ends, capacity)
    program.load(np.zeros(T + N), (np.zeros(T + N), upper), Columns.of(matrix), row_bounds)
    has_room = np.zeros(N, dtype=bool)
    while not has_room.all():
        program.set_costs(np.append(np.zeros(T), (~has_room).astype(np.float64)))
        solution = program.solve()
        if solution is None:
            raise SolverError("The rows with room were not found.", stage="relaxation")
        more = ~has_room & (solution.values[T:] > NEAR)
        if not more.any():
            break
        has_room |= more
    return has_room


def _follow_path(rows: _Rows, m: Floats) -> Floats:
    E, e, G, h = rows
    A, q = np.vstack([G, E]), len(G)
    x, s = 0.5 * m, np.maximum(h - 0.5 * (G @ m), 0.1)
    w, duals = np.ones(len(m)), np.zeros(len(A))
    duals[:q] = 1.0
    for _ in range(STEPS):
        u, slack_duals = m - x, duals[:q]
        away = np.append(h - G @ x - s, e - E @ x)
        mu = float(s @ slack_duals + u @ w) / (q + len(m))
        slope = m / x - w - A.T @ duals
        if mu < CLOSE and np.abs(away).max() < CLOSE and np.abs(slope * x).max() < SMALL:
            break
        centre = CENTRING * mu
        slope += w - centre / u
        spread = 1 / (m / x**2 + w / u)
        right = A @ (spread * slope) - away
        right[:q] += centre / slack_duals - s
        gram = (A * spread) @ A.T
        gram[np.arange(q), np.arange(q)] += s / slack_duals
        step = _solve(gram, right)
        dx = spread * (slope - A.T @ step)
        ds, dw = away[:q] - G @ dx, (centre + w * dx) / u - w
        values, steps = (x, s, u, w, slack_duals), (dx, ds, -dx, dw, step[:q])
        reach = _reach(np.concatenate(values), np.concatenate(steps))
        x, s, w, duals = x + reach * dx, s + reach * ds, w + reach * dw, duals + reach * step
    return x


def _polish(relaxation: Relaxation, x: Floats) -> Floats:
    """Take the tight rows as equations, and end with Newton steps among them."""
    m = relaxation.capacity
    x = project_on_rows(relaxation, x / np.maximum(m, 1e-300))
    sums = relaxation.matrix @ x
    at_upper, at_lower = sums > relaxation.upper - 1e-6, sums < relaxation.lower + 1e-6
    inside = (x > 0) & (x < m)
    R = relaxation.matrix[at_upper | at_lower][:, inside]
    for _ in range(POLISHING):
        y, n = x[inside], m[inside]
        spread = y * y / n
        nu = _solve((R * spread) @ R.T, R @ y)
        move = y - spread * (R.T @ nu)
        x[inside] = y + _reach(np.append(y, n - y), np.append(move, -move)) * move
    return project_on_rows(relaxation, x / np.maximum(m, 1e-300))


def _solve(gram: Floats, right: Floats) -> Floats:
    """Solve a system whose rows may depend on each other."""
    scale = 1 / np.sqrt(np.maximum(np.diag(gram), 1e-300))
    scaled = gram * scale * scale[:, None]
    return np.asarray(scale * np.linalg.lstsq(scaled, scale * right, rcond=1e-14)[0])


def _reach(values: Floats, step: Floats) -> float:
    """Give the longest step, at most 1, that keeps all values positive."""
    ratio = float((-step / values).max(initial=0.0))
    return min(1.0, 0.99 / ratio) if ratio > 0 else 1.0
