"""The arithmetic by which both sides are judged: standard library only, no solver, no types.

A result is `groups` (the group of each member), `panels` (the groups of the k seats of each
panel) and `weights`. The members of a group share its seats equally: p_i = sum_j w_j c_j / m,
with c_j the seats of the group on panel j and m its members.
"""

import math
import statistics
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence

from benchmarks.instances import Instance

Panels = Sequence[Sequence[int]]


def probabilities(groups: Sequence[int], panels: Panels, weights: Sequence[float]) -> list[float]:
    """Give each member's selection probability; the weights are made to add up to 1."""
    members = Counter(groups)
    seats: defaultdict[int, float] = defaultdict(float)
    for panel, weight in zip(panels, weights, strict=True):
        for group in panel:
            seats[group] += weight
    whole = math.fsum(weights)
    return [seats[group] / members[group] / whole for group in groups]


def broken_panels(groups: Sequence[int], panels: Panels, instance: Instance) -> int:
    """Count the panels of the wrong size, with a seat too many of a group, or beside a quota."""
    members, quotas = Counter(groups), _quotas_of(groups, instance)
    return sum(
        len(panel) != instance.size
        or any(seats > members[group] for group, seats in Counter(panel).items())
        or not _meets(Counter(i for group in panel for i in quotas[group]), instance)
        for panel in panels
    )


def _quotas_of(groups: Sequence[int], instance: Instance) -> dict[int, tuple[int, ...]]:
    """Give the numbers of the quotas that count each group, whose members must be alike."""
    found: dict[int, tuple[int, ...]] = {}
    for group, member in zip(groups, instance.members, strict=True):
        own = tuple(
            i for i, quota in enumerate(instance.quotas) if _has(member, quota.feature, quota.value)
        )
        if found.setdefault(group, own) != own:
            raise ValueError(f"The members of group {group} are not alike.")
    return found


def _has(member: dict[str, str], feature: str, value: str) -> bool:
    return member[feature].strip().casefold() == value.strip().casefold()


def _meets(seats: Counter[int], instance: Instance) -> bool:
    return all(
        quota.minimum <= seats[i] <= quota.maximum for i, quota in enumerate(instance.quotas)
    )


def seated(chances: Sequence[float], excluded: Collection[int]) -> list[float]:
    """Leave out the members who sit on no panel that meets the quotas."""
    return [chance for i, chance in enumerate(chances) if i not in excluded]


def geometric_mean(values: Iterable[float]) -> float:
    """Give exp of the mean logarithm; 0 if a value is 0."""
    kept = list(values)
    return statistics.geometric_mean(kept) if kept and min(kept) > 0 else 0.0
