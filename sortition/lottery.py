"""Lottery: m panels, equally likely, that give every member the right share of seats."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sortition.clock import Progress, generator, silent
from sortition.decomposition.halving import Halver
from sortition.distribution import PanelDistribution
from sortition.errors import SolverError
from sortition.panels import Counts, PanelRows, panel_rows
from sortition.pool import Pool
from sortition.quotas import Quotas
from sortition.rounding import round_copies
from sortition.solver import Floats


@dataclass(frozen=True, eq=False)
class Lottery:
    """m panels of which one is picked with equal chance.

    Attributes
    ----------
    panels
        (m, k) indices into the pool's members, ascending within a panel.
    worst_deviation
        The largest |share of the m panels a member sits on - selection probability|.
    """

    panels: NDArray[np.int32]
    worst_deviation: float


def panels_needed(probabilities: Floats) -> int:
    """Say how many panels a lottery needs: 10,000 if 1,000 p < 10 for the smallest positive p.

    Three dice of ten sides pick one of 1,000 panels, four pick one of 10,000.
    """
    positive = probabilities[probabilities > 0]
    return 10_000 if len(positive) and 1_000 * positive.min() < 10 else 1_000


def draw_lottery(
    distribution: PanelDistribution,
    pool: Pool,
    quotas: Quotas,
    size: int,
    *,
    panels: int = 1000,
    seed: bytes,
    progress: Progress | None = None,
) -> Lottery:
    """Turn a panel distribution into m equally likely panels.

    Each panel comes as often as m times its weight, rounded down or up where that moves no
    chance; what is then missing of the m-fold expected panel is rounded and halved down to
    panels of types. The members of a type take its seats in turns. Every member sits on m p
    panels, rounded down or up, unless a split failed: then `worst_deviation` says by how much.
    (Flanigan, Kehne, Procaccia, Fair sortition made transparent, NeurIPS 2021.)

    Parameters
    ----------
    panels
        m.
    seed
        Decides everything that chance decides here.
    progress
        Called as progress("lottery", fraction).

    Raises
    ------
    SolverError
        If a panel fails the check against the quotas in integer arithmetic.
    """
    rows = panel_rows(pool, quotas, size)
    by_type = _type_panels(distribution, rows, panels, seed, progress or silent)
    rng = generator(seed, "members")
    seats = _seat_members(by_type[rng.permutation(panels)], distribution.types.of_member, rng)
    check_panels(seats, pool, quotas, size)
    (progress or silent)("lottery", 1.0)
    share = np.bincount(seats.reshape(-1), minlength=len(pool)) / panels
    return Lottery(seats, float(np.abs(share - distribution.probabilities).max()))


def check_panels(panels: NDArray[np.int32], pool: Pool, quotas: Quotas, size: int) -> None:
    """Count each panel's members against each quota, without types, rows or solver.

    Raises
    ------
    SolverError
        If a panel has not `size` distinct members or a quota is not met.
    """
    if panels.shape[1] != size or (np.diff(np.sort(panels, axis=1), axis=1) == 0).any():
        raise SolverError("A panel has not the right number of members.", stage="check")
    for f, feature in enumerate(pool.features):
        for v, quota in enumerate(quotas.of(feature)):
            seats = np.count_nonzero(pool.values[panels, f] == v, axis=1)
            if (seats < quota.minimum).any() or (seats > quota.maximum).any():
                raise SolverError(
                    f"A panel does not meet the quota of {feature}: {quota.value}.",
                    stage="check",
                    feature=feature,
                    value=quota.value,
                )


def _type_panels(
    distribution: PanelDistribution, rows: PanelRows, count: int, seed: bytes, progress: Progress
) -> Counts:
    """Give m panels, (m, T): whole copies of the distribution's, and the rest by halving."""
    copies, rest = round_copies(
        distribution.panels, distribution.weights, count, generator(seed, "copies")
    )
    whole = np.repeat(distribution.panels.astype(np.int64), copies, axis=0)
    left = count - len(whole)
    if left <= 0:
        return whole[:count]
    halver = Halver(
        rows,
        generator(seed, "lottery"),
        retries=2 * left,
        report=lambda reached: progress("lottery", min(1.0, reached / left)),
    )
    split = _split(distribution, halver, rest @ distribution.panels / left, left)
    return np.vstack([whole, split])


def _split(distribution: PanelDistribution, halver: Halver, expected: Floats, count: int) -> Counts:
    """Split count times the expected panel into panels, (count, T)."""
    total = halver.round(expected, count)
    if total is None:
        return _nearest_panels(distribution, count * expected, count)
    found = halver.halve(total, count)
    rest = np.array([leftover.total for leftover in found.leftovers]).reshape(-1, len(expected))
    missing = _nearest_panels(distribution, rest.sum(axis=0), found.missing)
    return np.vstack([np.array(found.panels).reshape(-1, len(expected)), missing]).astype(np.int64)


def _nearest_panels(distribution: PanelDistribution, total: Floats, count: int) -> Counts:
    """Pick `count` of the distribution's panels whose sum comes near to `total`.

    After i picks the sum should be i / count of the total: each pick minimises the squared
    distance from that, in shares of the members of a type.
    """
    scale = 1.0 / distribution.types.multiplicity
    panels = distribution.panels.astype(np.float64) * scale
    lengths = (panels**2).sum(axis=1)
    step = np.asarray(total * scale / max(count, 1), dtype=np.float64)
    due, picks = np.zeros_like(step), []
    for _ in range(count):
        due += step
        picks.append(int(np.argmin(lengths - 2 * (panels @ due))))
        due -= panels[picks[-1]]
    return distribution.panels[np.array(picks, dtype=np.int64)].astype(np.int64)


def _seat_members(
    panels: Counts, of_member: NDArray[np.int64], rng: np.random.Generator
) -> NDArray[np.int32]:
    """Let the members of each type, in an order drawn once, take its seats in turns.

    No member sits twice on a panel, since a panel has at most m_t seats for type t, and the
    members of a type sit on equally many panels, give or take one.
    """
    if (panels.sum(axis=1) != panels[0].sum()).any():
        raise SolverError("A panel has not the right number of members.", stage="seats")
    at, taken = [], []
    for t in range(panels.shape[1]):
        members = rng.permutation(np.nonzero(of_member == t)[0])
        at.append(np.repeat(np.arange(len(panels)), panels[:, t]))
        taken.append(members[np.arange(len(at[-1])) % len(members)])
    order = np.argsort(np.concatenate(at), kind="stable")
    seats = np.concatenate(taken)[order].astype(np.int32).reshape(len(panels), -1)
    return np.sort(seats, axis=1)
