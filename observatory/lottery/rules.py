"""How many letters are needed, and when a quota has too few replies behind it."""

from fractions import Fraction
from math import ceil, exp, lgamma, log

# A value with fewer than so many pool members for each seat it must fill is named as weak.
COMFORT = 3
CHANNELS = ("web", "phone", "paper")
# Stands for the digits of a person who chose none; their code then rests on the secret alone.
NO_DIGITS = "0000"
CERTAINTY = 0.95


def letters_expected(seats: int, pool_ratio: Fraction, response: Fraction) -> int:
    """Return seats x pool ratio / response rate, rounded up: enough on average."""
    return ceil(seats * pool_ratio / response)


def letters_for_certainty(seats: int, pool_ratio: Fraction, response: Fraction) -> int:
    """Return the letters N after which the pool is large enough 95 times in 100.

    The smallest N with P(Binomial(N, response) >= seats x pool ratio) >= 0.95, each household
    answering on its own.
    """
    wanted = ceil(seats * pool_ratio)
    if response >= 1:
        return wanted
    low, high = wanted, wanted
    while chance_of(wanted, high, float(response)) < CERTAINTY:
        low, high = high, high * 2
    while low < high:
        middle = (low + high) // 2
        if chance_of(wanted, middle, float(response)) < CERTAINTY:
            low = middle + 1
        else:
            high = middle
    return low


def chance_of(wanted: int, letters: int, response: float) -> float:
    """Return P(Binomial(letters, response) >= wanted)."""
    yes, no = log(response), log(1 - response)
    fewer = (
        lgamma(letters + 1) - lgamma(k + 1) - lgamma(letters - k + 1) + k * yes + (letters - k) * no
        for k in range(min(wanted, letters + 1))
    )
    return 1 - sum(map(exp, fewer))


def coverage(pool: int, minimum: int) -> str:
    """Say how well the pool covers a quota: "enough", "weak" or "missing"."""
    if pool < minimum:
        return "missing"
    return "weak" if pool < COMFORT * minimum else "enough"
