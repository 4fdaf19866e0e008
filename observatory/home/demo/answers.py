"""How the made-up households answer their letters: who, when, by which channel.

Self-selection as everywhere: the recently retired and the better educated answer most, the young
and the very old least; the old by telephone and on paper. The same seed makes the same choices.
"""

from bisect import bisect
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from math import exp
from random import Random

from observatory.home.demo.city import TODAY, Chooser, Row, age_band, between

READINESS = {"16-29": 0.5, "30-44": 0.8, "45-59": 1.1, "60-74": 1.5, "75+": 0.7}
SCHOOLING = {True: 1.5, False: 0.7}  # who went to a university answers twice as often
# How many of 100 adults went to a university; resembles a large Spanish city's districts.
STUDIED = {
    **{"Centro": 48, "Arganzuela": 46, "Retiro": 53, "Salamanca": 56, "Chamartín": 58},
    **{"Tetuán": 38, "Chamberí": 58, "Fuencarral-El Pardo": 42, "Moncloa-Aravaca": 52},
    **{"Latina": 22, "Carabanchel": 20, "Usera": 17, "Puente de Vallecas": 16},
    **{"Moratalaz": 32, "Ciudad Lineal": 35, "Hortaleza": 43, "Villaverde": 14},
    **{"Villa de Vallecas": 26, "Vicálvaro": 24, "San Blas-Canillejas": 28, "Barajas": 40},
}
CHANNELS = {
    "16-29": {"web": 96, "phone": 3, "paper": 1},
    "30-44": {"web": 92, "phone": 5, "paper": 3},
    "45-59": {"web": 82, "phone": 11, "paper": 7},
    "60-74": {"web": 58, "phone": 24, "paper": 18},
    "75+": {"web": 26, "phone": 40, "paper": 34},
}
FIRST_DAY, PACE = 2, 3.5  # the post takes two days; then the answers ebb away
REMINDED, REMINDER = 0.6, 0.5  # a reminder after three fifths of the time brings half as many
GIVEN = {
    "mujer": ("Carmen", "Lucía", "Aisha", "Pilar", "Irene", "Mei", "Rosa", "Valentina"),
    "hombre": ("Antonio", "Hugo", "Omar", "Jesús", "Iván", "Wei", "Manuel", "Matías"),
}
FAMILY = ("García", "Núñez", "El Amrani", "Ortiz", "Popescu", "Chen", "Iglesias", "Vargas")


@dataclass(frozen=True)
class Candidate:
    """Somebody old enough in a household that got a letter."""

    sex: str
    band: str
    district: str
    has_studied: bool

    @property
    def readiness(self) -> float:
        """Return how readily the person answers, 1 for somebody in the middle."""
        return READINESS[self.band] * SCHOOLING[self.has_studied]


def candidates(
    letters: Iterable[tuple[int, str]], register: Iterable[Row], random: Random
) -> dict[int, list[Candidate]]:
    """Return for each letter (number, household) who could answer it, in the register's order."""
    number_of = {household: number for number, household in letters}
    found: dict[int, list[Candidate]] = {}
    for household, _, district, _, sex, born in register:
        band = age_band(born)
        if band is not None and household in number_of:
            has_studied = random.random() * 100 < STUDIED[district]
            one = Candidate(sex, band, district, has_studied)
            found.setdefault(number_of[household], []).append(one)
    return found


def day_weights(days: int) -> list[float]:
    """Return how many answers come on each day after the mailing, with a bump after a reminder."""
    reminded = int(days * REMINDED)
    weights = []
    for day in range(days + 1):
        first = exp(-(day - FIRST_DAY) / PACE) if day >= FIRST_DAY else 0.0
        second = exp(-(day - reminded - 1) / PACE) if day > reminded else 0.0
        weights.append(first + REMINDER * second)
    return weights


def make_replies(
    letters: Sequence[tuple[int, str]],
    register: Iterable[Row],
    rate: float = 0.06,
    seed: int = 1,
    mailed: tuple[date, int] = (TODAY, 14),
) -> Iterator[dict[str, str]]:
    """Yield the replies to letters (number, household), one a household at the most.

    `rate` is the share of the letters that is answered, on average; `mailed` the day of the
    mailing and how many days later the last reply comes.
    """
    random = Random(seed)  # noqa: S311  (a made-up city needs no secrecy)
    found = candidates(letters, register, random)
    readiness = {number: max(one.readiness for one in able) for number, able in found.items()}
    mean = sum(readiness.values()) / (len(readiness) or 1)
    start, days = mailed
    sums = list(accumulate(day_weights(days)))
    for number, able in found.items():
        if random.random() < rate * readiness[number] / mean:
            day = bisect(sums, random.random() * sums[-1])
            yield _reply(number, _who(able, random), start + timedelta(days=day), random)


def _who(able: list[Candidate], random: Random) -> Candidate:
    sums = list(accumulate(one.readiness for one in able))
    return able[bisect(sums, random.random() * sums[-1])]


def _reply(number: int, one: Candidate, day: date, random: Random) -> dict[str, str]:
    given = GIVEN[one.sex][between(random, 0, len(GIVEN[one.sex]) - 1)]
    family = FAMILY[between(random, 0, len(FAMILY) - 1)]
    return {
        "letter": str(number),
        "sexo": one.sex,
        "edad": one.band,
        "distrito": one.district,
        "estudios": "sí" if one.has_studied else "no",
        "name": f"{given} {family}",
        "contact": f"letter{number}@example.org",
        "channel": Chooser(random, CHANNELS[one.band])(),
        "replied_on": day.isoformat(),
        "own": f"{between(random, 0, 9999):04d}",
    }


def as_features(reply: Mapping[str, str], values: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Return a reply's features as the quotas name them: {feature: its values}.

    A feature that the city does not know gets a value by the digits that the person chose.
    """
    chosen = int(reply["own"])
    return {
        feature: reply[feature] if reply.get(feature) in known else known[chosen % len(known)]
        for feature, known in values.items()
    }
