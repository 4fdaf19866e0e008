"""Quotas from a census table: seats by largest remainder, with a stated slack."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from sortition.errors import InputError, Problem
from sortition.quotas import Quota, Quotas

Shares = Mapping[str, Mapping[str, Fraction]]


@dataclass(frozen=True)
class Slack:
    """By how much a quota may lie below and above the apportioned seats.

    Attributes
    ----------
    seats
        Seats on each side.
    percent
        Or this part of the exact share of the seats, in percent, rounded up, if that is more.
    """

    seats: int = 1
    percent: Fraction = Fraction(0)

    def of(self, exact: Fraction) -> int:
        """Give the slack of a value whose exact share is so many seats."""
        return max(self.seats, math.ceil(exact * self.percent / 100))


def quotas_from_shares(
    shares: Shares, size: int, *, slack: Slack | None = None, least: int = 0
) -> Quotas:
    """Turn counts or shares of a population into quotas for a panel of `size` seats.

    Each value gets its seats by largest remainder; its quota is those seats less and plus the
    slack, within `least` and the size. The seats of a feature add up to the size, so the sums of
    minima and maxima always hold it. A value without people gets no seat.

    Parameters
    ----------
    shares
        Of each feature the weight of each value, w_v >= 0: people, percent or parts of one.
    size
        Seats, k.
    slack
        One seat on each side if not given.
    least
        The smallest number of seats, and the smallest minimum, of every value with people.

    Raises
    ------
    InputError
        With every negative weight, feature without people, and feature with more values than
        `least` seats can be given to.
    """
    problems = [p for own, weights in shares.items() for p in _problems(own, weights, size, least)]
    if problems:
        raise InputError(problems)
    width = slack or Slack()
    quotas: list[Quota] = []
    for feature, weights in shares.items():
        total = sum(weights.values(), Fraction(0))
        seats = apportion(list(weights.values()), size, least)
        for (value, weight), count in zip(weights.items(), seats, strict=True):
            room = width.of(size * weight / total)
            low = max(count - room, min(least, count), 0)
            quotas.append(Quota(feature, value, low, min(count + room, size) if weight else 0))
    return Quotas(tuple(quotas))


def apportion(weights: Sequence[Fraction], seats: int, least: int = 0) -> list[int]:
    """Share out seats by largest remainder, with at least `least` for every weight above 0.

    Values whose exact share is below `least` get `least`; the others share what is left, and so
    on until none is below. Equal remainders go to the value that stands first. (Hamilton's
    method; Balinski, Young, Fair Representation, 1982.)
    """
    small: set[int] = set()
    while True:
        large = [i for i, weight in enumerate(weights) if weight > 0 and i not in small]
        left = seats - least * len(small)
        total = sum((weights[i] for i in large), Fraction(0))
        below = [i for i in large if left * weights[i] < least * total]
        if not below:
            break
        small.update(below)
    found = [least if i in small else 0 for i in range(len(weights))]
    exact = {i: left * weights[i] / total for i in large}
    for i in large:
        found[i] = math.floor(exact[i])
    order = sorted(large, key=lambda i: (found[i] - exact[i], i))
    for i in order[: seats - sum(found)]:
        found[i] += 1
    return found


def _problems(
    feature: str, weights: Mapping[str, Fraction], size: int, least: int
) -> list[Problem]:
    found = [
        Problem("negative_share", "shares", None, feature, value)
        for value, weight in weights.items()
        if weight < 0
    ]
    groups = sum(weight > 0 for weight in weights.values())
    if not groups:
        found.append(Problem("no_people", "shares", None, feature))
    if groups * least > size:
        params = {"groups": groups, "least": least, "size": size}
        found.append(Problem("too_many_groups", "shares", None, feature, None, params))
    return found
