"""Whom panels are known to hold: found by exchanges, before any integer program asks."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sortition.clock import Clock, generator
from sortition.decomposition.swaps import swap_into_bounds
from sortition.panels import Counts, PanelRows

FAILURES = 20  # after so many, the rest is left to integer programs, which ask for all at once


def types_met(rows: PanelRows, panel: Counts, clock: Clock) -> NDArray[np.bool_]:
    """Mark types that sit on some panel; those left may sit on one or not.

    Parameters
    ----------
    panel
        (T,) one that meets the rows: around it a panel is sought for each type.
    """
    rng = generator(b"", "exclusions")
    met, failures = panel > 0, 0
    for t in np.nonzero(~met & (rows.capacity > 0))[0]:
        if not met[t] and failures < FAILURES and not clock.is_over():
            found = _panel_with(int(t), rows, panel, rng)
            met |= found > 0
            failures += not met[t]
    return met


def _panel_with(t: int, rows: PanelRows, panel: Counts, rng: np.random.Generator) -> Counts:
    """Exchange seats of a panel until it meets the rows with a member of type t; zeros if not."""
    seated = np.eye(1, len(panel), t, dtype=np.int64)[0]
    types = np.repeat(np.arange(len(panel)), rows.capacity - seated)
    copy = np.arange(len(types)) - np.searchsorted(types, types)
    start = (copy < panel[types]).astype(np.float64)
    start[rng.choice(np.nonzero(start)[0])] = 0.0
    taken = rows.matrix[:, t]
    bounds = rows.lower - taken, rows.upper - taken
    chosen = swap_into_bounds(rows.rows_of[types], start, bounds, rng)
    if chosen is None:
        return 0 * panel
    found = seated + np.bincount(types[chosen > 0], minlength=len(panel))
    return found if rows.meet(found[np.newaxis])[0] else 0 * panel
