"""Members who sit on no panel that meets the quotas, and the quota that excludes each."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sortition.advice.meeting import types_met
from sortition.advice.named_rows import NamedRows
from sortition.advice.relaxing import Move, Proposal, cheapest
from sortition.clock import Clock
from sortition.errors import Problem, SolverError
from sortition.households import HOUSEHOLD
from sortition.panels import PanelRows, one_panel, panel_rows, seatable_types
from sortition.pool import Pool
from sortition.quotas import Quotas


@dataclass(frozen=True)
class Exclusion:
    """Members whom a quota keeps from every panel.

    Attributes
    ----------
    members
        Their ids, in the pool's order.
    moves
        The cheapest relaxation with which they could sit: one quota by one seat where that is
        enough; none where the time ran out before it was found.
    """

    members: tuple[str, ...]
    moves: tuple[Move, ...]

    def as_data(self) -> dict[str, Any]:
        """Give the members and what their seats would need, as JSON has it."""
        moves = [move.as_data() for move in self.moves]
        return {"members": list(self.members), "would_need": moves}

    def problems(self, file: str = "quotas") -> list[Problem]:
        """Name each quota that has to give, and whom it excludes."""
        return [self._problem(move, file) for move in self.moves]

    def _problem(self, move: Move, file: str) -> Problem:
        column = "min" if move.minimum < move.quota.minimum else "max"
        seats = "1 seat" if move.seats == 1 else f"{move.seats} seats"
        params = {"feature": move.quota.feature, "members": _names(self.members), "seats": seats}
        return Problem("excluded_by", file, move.line, column, move.quota.value, params)


def _names(ids: tuple[str, ...], shown: int = 5) -> str:
    more = f" and {len(ids) - shown} more" if len(ids) > shown else ""
    return ", ".join(ids[:shown]) + more


def find_exclusions(
    pool: Pool, quotas: Quotas, size: int, *, time_limit: float | None = None
) -> tuple[Exclusion, ...]:
    """Find the members who sit on no panel, each with a quota that excludes them.

    Members of a type are excluded together. For each type in turn the cheapest relaxation that
    seats it is found; where that is one quota by one seat, everybody whom it seats is named with
    that quota.

    Raises
    ------
    InputError, InfeasibleError
        If the quotas cannot be used, or no panel meets them.
    SolverError
        If the time ran out.
    """
    clock = Clock(time_limit)
    rows = panel_rows(pool, quotas, size)
    out = _excluded(rows, ~_met(rows, clock), clock)
    return _by_quota(pool, NamedRows.of(pool, quotas, size), out, clock)


def name_exclusions(
    pool: Pool,
    quotas: Quotas,
    size: int,
    excluded: Collection[str],
    *,
    time_limit: float | None = None,
) -> tuple[Exclusion, ...]:
    """Find the quotas that exclude members who are known to sit on no panel, as above.

    Parameters
    ----------
    excluded
        Their ids, as in `PanelDistribution.excluded`.
    """
    named, names = NamedRows.of(pool, quotas, size), set(excluded)
    members = [i for i, own in enumerate(pool.ids) if own in names]
    out = np.zeros(len(named.floor), dtype=bool)
    out[named.rows.types.of_member[members]] = True
    return _by_quota(pool, named, out, Clock(time_limit))


def _by_quota(
    pool: Pool, named: NamedRows, out: NDArray[np.bool_], clock: Clock
) -> tuple[Exclusion, ...]:
    left = out.copy()
    found: list[Exclusion] = []
    while left.any():
        first = int(np.argmax(left))
        try:
            moves = _way_in(named, first, clock)
        except SolverError:  # the time ran out: who is excluded is known, and by what is not
            everybody = np.nonzero(left[named.rows.types.of_member])[0]
            return (*found, Exclusion(tuple(pool.ids[i] for i in everybody), ()))
        seated = np.arange(len(left)) == first
        if len(moves) == 1 and moves[0].seats == 1:
            wider = _widened(named, moves[0]).rows
            seated |= _seated_by(wider, left, clock)
        members = np.nonzero(seated[named.rows.types.of_member])[0]
        found.append(Exclusion(tuple(pool.ids[i] for i in members), moves))
        left &= ~seated
    return tuple(found)


def _met(rows: PanelRows, clock: Clock) -> NDArray[np.bool_]:
    panel = one_panel(rows, clock.left())
    if panel is None:
        raise SolverError("The time ran out before a panel was found.", stage="exclusions")
    return types_met(rows, panel, clock)


def _seated_by(rows: PanelRows, left: NDArray[np.bool_], clock: Clock) -> NDArray[np.bool_]:
    """Mark the types of those left that some panel of wider rows is known to hold."""
    panels, _, _ = seatable_types(rows, left, clock.left())
    return left & panels.any(axis=0)


def _excluded(rows: PanelRows, doubtful: NDArray[np.bool_], clock: Clock) -> NDArray[np.bool_]:
    _, excluded, is_complete = seatable_types(rows, doubtful, clock.left())
    if not is_complete:
        raise SolverError("The time ran out before everybody was tried.", stage="exclusions")
    return excluded


def _way_in(named: NamedRows, t: int, clock: Clock) -> tuple[Move, ...]:
    """Find the cheapest relaxation, beyond any flex, that seats a member of type t."""
    floor = named.floor.copy()
    floor[t] = max(floor[t], 1)
    free = tuple(
        quota if quota.feature == HOUSEHOLD else replace(quota, min_flex=None, max_flex=None)
        for quota in named.quotas
    )
    proposal: Proposal = cheapest(replace(named, floor=floor, quotas=free), clock=clock)
    return proposal.moves


def _widened(named: NamedRows, move: Move) -> NamedRows:
    names = [(quota.feature, quota.value) for quota in named.quotas]
    row = names.index((move.quota.feature, move.quota.value))
    lower, upper = named.lower[:-1].copy(), named.upper[:-1].copy()
    lower[row], upper[row] = move.minimum, min(move.maximum, named.rows.size)
    return named.with_bounds(lower, upper)
