"""How many letters: replies wanted over response rates, by stratum, with exact binomial chances."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import ceil, exp, lgamma, log, sqrt

import numpy as np
from numpy.typing import NDArray

from sortition.errors import DrawError

CERTAINTY = 0.95
AIMS = ("average", "total", "each")
"""Enough on average; enough in all 95 times in 100; enough in each stratum 95 times in 100."""
SPREADS = ("need", "equal")
"""More letters where fewer answer, so that replies mirror the strata; or one chance for all."""
_WIDTH = 9  # standard deviations: what lies outside has less than 1e-18


@dataclass(frozen=True)
class Stratum:
    """A part of the register that letters are planned for.

    Attributes
    ----------
    name
        What it is called.
    households
        How many of them can get a letter, H_s.
    response
        The share of letters that is answered, p_s, above 0 and at most 1.
    gets_more
        Whether the extra letters of over-sampling go here.

    Raises
    ------
    DrawError
        codes `bad_rate`, `no_household`.
    """

    name: str
    households: int
    response: Fraction
    gets_more: bool = False

    def __post_init__(self) -> None:
        if not 0 < self.response <= 1:
            raise DrawError("bad_rate", stratum=self.name)
        if self.households < 1:
            raise DrawError("no_household", stratum=self.name)


@dataclass(frozen=True)
class PlannedStratum:
    """The letters of one stratum, and what they bring.

    Attributes
    ----------
    stratum, letters
        Where they go, and how many.
    wanted
        The replies wanted there: its share of the households, of all replies wanted.
    """

    stratum: Stratum
    letters: int
    wanted: Fraction

    @property
    def expected(self) -> float:
        """The replies to expect: letters x response rate."""
        return float(self.letters * self.stratum.response)

    @cached_property
    def chance(self) -> float:
        """The chance of at least as many replies as are wanted here."""
        return chance_of_enough(ceil(self.wanted), self.letters, self.stratum.response)

    @cached_property
    def certain(self) -> int:
        """The letters after which this stratum alone is large enough 95 times in 100."""
        return letters_for_certainty(ceil(self.wanted), self.stratum.response)

    @property
    def is_short(self) -> bool:
        """Whether fewer replies are expected than are wanted, both rounded."""
        return round(self.expected) < round(self.wanted)


@dataclass(frozen=True)
class LetterPlan:
    """Letters by stratum, in the order of the strata, for `wanted` replies in all."""

    wanted: int
    strata: tuple[PlannedStratum, ...]

    @property
    def letters(self) -> int:
        """All letters."""
        return sum(own.letters for own in self.strata)

    @property
    def expected(self) -> float:
        """All replies to expect."""
        return sum(own.expected for own in self.strata)

    @cached_property
    def chance(self) -> float:
        """The chance of at least as many replies as are wanted in all."""
        return _chance(self.wanted, [(own.letters, own.stratum.response) for own in self.strata])

    @property
    def weakest(self) -> PlannedStratum:
        """The stratum with the smallest chance of enough replies; it decides."""
        return min(self.strata, key=lambda own: own.chance)


def letters_expected(wanted: int, response: Fraction) -> int:
    """Return replies wanted / response rate, rounded up: enough on average."""
    return ceil(wanted / response)


def letters_for_certainty(wanted: int, response: Fraction) -> int:
    """Return the smallest N with P(Binomial(N, response) >= wanted) >= 0.95.

    Each household answers on its own. For 49 seats, 10 replies for each and 2 %: 26,330.
    """
    low, high = wanted, max(1, wanted)
    while chance_of_enough(wanted, high, response) < CERTAINTY:
        low, high = high, high * 2
    while low < high:
        middle = (low + high) // 2
        if chance_of_enough(wanted, middle, response) < CERTAINTY:
            low = middle + 1
        else:
            high = middle
    return low


def chance_of_enough(wanted: int, letters: int, response: Fraction) -> float:
    """Return P(Binomial(letters, response) >= wanted)."""
    return _chance(wanted, [(letters, response)])


def plan_letters(
    strata: Sequence[Stratum],
    wanted: int,
    aim: str = "total",
    spread: str = "need",
    extra: Fraction = Fraction(0),
) -> LetterPlan:
    """Return how many letters go to each stratum.

    Parameters
    ----------
    strata
        Where letters can go; a stratum gets at most a letter for each household.
    wanted
        The replies wanted in all: seats x pool ratio.
    aim
        One of `AIMS`. For "each", `spread` and `extra` do not matter.
    spread
        One of `SPREADS`.
    extra
        The share of all letters that only strata with `gets_more` get (over-sampling: 0.2).

    Returns
    -------
    LetterPlan
        Where the households do not suffice, it falls short of its aim: look at `chance`.
    """
    if aim == "each":
        return _planned(strata, wanted, [own.certain for own in _cells(strata, wanted)])
    shares = letter_shares(strata, spread, extra)
    most = max(ceil(own.households / shares[own.name]) for own in strata if shares[own.name])
    low, high = 0, most
    while low < high:
        middle = (low + high) // 2
        if _reaches(spread_letters(strata, middle, wanted, shares), aim):
            high = middle
        else:
            low = middle + 1
    return spread_letters(strata, low, wanted, shares)


def letter_shares(
    strata: Sequence[Stratum], spread: str = "need", extra: Fraction = Fraction(0)
) -> dict[str, Fraction]:
    """Return the share of all letters that each stratum gets, by name; they add up to 1.

    For "equal" by H_s, for "need" by H_s / p_s; of this, 1 - `extra`, and `extra` by H_s among the
    strata that get more.
    """
    weights = {own.name: own.households / own.response for own in strata}
    if spread == "equal":
        weights = {own.name: Fraction(own.households) for own in strata}
    more = {own.name: own.households for own in strata if own.gets_more}
    extra = extra if more else Fraction(0)
    total = sum(weights.values())
    return {
        name: (1 - extra) * weight / total
        + extra * Fraction(more.get(name, 0), sum(more.values()) or 1)
        for name, weight in weights.items()
    }


def spread_letters(
    strata: Sequence[Stratum], letters: int, wanted: int, shares: Mapping[str, Fraction]
) -> LetterPlan:
    """Return so many letters by their shares, at most one for each household."""
    given = _largest_remainder(shares, letters)
    return _planned(strata, wanted, [given[own.name] for own in strata])


def second_wave(wanted: int, sent: int, replied: int) -> tuple[int, int]:
    """Return how many more letters are enough on average, and 95 times in 100.

    The share that has answered so far is taken for the second wave.

    Raises
    ------
    DrawError
        code `no_reply_yet`, where nobody or more than were written to have answered.
    """
    if not 0 < replied <= sent:
        raise DrawError("no_reply_yet", sent=sent)
    missing, response = max(0, wanted - replied), Fraction(replied, sent)
    if not missing:
        return 0, 0
    return letters_expected(missing, response), letters_for_certainty(missing, response)


def _largest_remainder(shares: Mapping[str, Fraction], letters: int) -> dict[str, int]:
    whole = {name: int(share * letters) for name, share in shares.items()}
    rest = sorted(shares, key=lambda name: (whole[name] - shares[name] * letters, name))
    for name in rest[: letters - sum(whole.values())]:
        whole[name] += 1
    return whole


def _cells(strata: Sequence[Stratum], wanted: int) -> list[PlannedStratum]:
    total = sum(own.households for own in strata)
    return [PlannedStratum(own, 0, Fraction(wanted * own.households, total)) for own in strata]


def _planned(strata: Sequence[Stratum], wanted: int, letters: Sequence[int]) -> LetterPlan:
    cells = zip(_cells(strata, wanted), letters, strict=True)
    return LetterPlan(
        wanted,
        tuple(
            PlannedStratum(cell.stratum, min(count, cell.stratum.households), cell.wanted)
            for cell, count in cells
        ),
    )


def _reaches(plan: LetterPlan, aim: str) -> bool:
    if aim == "average":
        return sum(own.letters * own.stratum.response for own in plan.strata) >= plan.wanted
    return plan.chance >= CERTAINTY


def _chance(wanted: int, letters: Sequence[tuple[int, Fraction]]) -> float:
    """Return P(sum of Binomial(N_s, p_s) >= wanted): the distributions, convolved."""
    by_rate: dict[Fraction, int] = defaultdict(int)
    for count, response in letters:
        by_rate[response] += count
    start, chances = 0, np.ones(1)
    for response, count in by_rate.items():
        first, own = _binomial(count, float(response))
        start, chances = start + first, np.convolve(chances, own)
    return float(min(1.0, chances[max(0, wanted - start) :].sum()))


def _binomial(count: int, response: float) -> tuple[int, NDArray[np.float64]]:
    """Return P(Binomial = k) from a first k on, as far as it is not zero in any sum."""
    if response >= 1 or not count:
        return count if response >= 1 else 0, np.ones(1)
    mean, deviation = count * response, sqrt(count * response * (1 - response))
    reach = _WIDTH * deviation + 2 * _WIDTH
    low, high = max(0, int(mean - reach)), min(count, ceil(mean + reach))
    at = np.arange(low, high)
    ratios = np.log((count - at) / (at + 1)) + log(response) - log(1 - response)
    first = lgamma(count + 1) - lgamma(low + 1) - lgamma(count - low + 1)
    first += low * log(response) + (count - low) * log(1 - response)
    return low, exp(first) * np.exp(np.concatenate(([0.0], np.cumsum(ratios))))
