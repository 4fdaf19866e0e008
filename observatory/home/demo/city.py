"""A made-up city: the same seed gives the same register, byte for byte, on every machine.

Ages, household sizes and district shares resemble a large Spanish city's; nobody in it exists.
Only random.Random.random() is used, whose sequence Python guarantees across versions.
"""

from bisect import bisect
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import accumulate
from random import Random
from typing import Generic, TypeVar

HEADER = ("household", "person", "district", "section", "sex", "born")
TODAY = date(2026, 11, 1)

# Residents in thousands: they decide how many households a district has.
DISTRICTS = {
    "Centro": 140,
    "Arganzuela": 155,
    "Retiro": 118,
    "Salamanca": 146,
    "Chamartín": 146,
    "Tetuán": 160,
    "Chamberí": 140,
    "Fuencarral-El Pardo": 250,
    "Moncloa-Aravaca": 122,
    "Latina": 242,
    "Carabanchel": 262,
    "Usera": 143,
    "Puente de Vallecas": 242,
    "Moratalaz": 92,
    "Ciudad Lineal": 220,
    "Hortaleza": 196,
    "Villaverde": 157,
    "Villa de Vallecas": 117,
    "Vicálvaro": 84,
    "San Blas-Canillejas": 161,
    "Barajas": 49,
}
SIZES = {1: 31, 2: 30, 3: 19, 4: 15, 5: 5}
ADULT_AGES = {(18, 29): 17, (30, 44): 27, (45, 59): 27, (60, 74): 19, (75, 96): 10}
CHILD_AGES = {(0, 15): 80, (16, 24): 20}

Row = tuple[str, str, str, str, str, str]
Item = TypeVar("Item")


class Chooser(Generic[Item]):
    """Weighted choice by one call of random(): stable across Python versions."""

    def __init__(self, random: Random, weights: Mapping[Item, int]) -> None:
        self.random = random
        self.items = list(weights)
        self.sums = list(accumulate(weights.values()))

    def __call__(self) -> Item:
        """Return an item with a probability proportional to its weight."""
        return self.items[bisect(self.sums, self.random.random() * self.sums[-1])]


def between(random: Random, low: int, high: int) -> int:
    """Return an integer of low to high, each equally likely."""
    return low + int(random.random() * (high - low + 1))


def make_register(households: int = 60_000, seed: int = 2026) -> Iterator[Row]:
    """Yield the register's rows, one a person, households together."""
    random = Random(seed)  # noqa: S311  (a made-up city needs no secrecy)
    district, size = Chooser(random, DISTRICTS), Chooser(random, SIZES)
    adult, child = Chooser(random, ADULT_AGES), Chooser(random, CHILD_AGES)
    person = 0
    for number in range(1, households + 1):
        name = district()
        section = f"{list(DISTRICTS).index(name) + 1:02d}-{between(random, 1, 60):03d}"
        for place in range(size()):
            person += 1
            low, high = (adult if place < 2 else child)()
            born = TODAY - timedelta(
                days=int((between(random, low, high) + random.random()) * 365.25)
            )
            sex = "mujer" if random.random() < 0.53 else "hombre"
            yield f"H{number:06d}", f"P{person:07d}", name, section, sex, born.isoformat()


BANDS = ((16, "16-29"), (30, "30-44"), (45, "45-59"), (60, "60-74"), (75, "75+"))


def age_band(born: str, on: date = TODAY) -> str | None:
    """Return the age band of somebody born on an ISO date, or None below 16."""
    day = date.fromisoformat(born)
    age = on.year - day.year - ((on.month, on.day) < (day.month, day.day))
    found = [band for least, band in BANDS if age >= least]
    return found[-1] if found else None
