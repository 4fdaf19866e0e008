"""The daily picture: how replies come in, and which groups are weak against the quotas."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

from observatory.recruitment import queries, rules
from observatory.recruitment.models import Recruitment
from observatory.recruitment.queries import Arrival
from sortition.quotas import Quota, fold

DAYS_SHOWN = 60  # a wrong year in a file must not stretch the plot over centuries
WEAK_RATE = 0.5  # of the overall rate; a stratum below it is named
LEAST_LETTERS = 20  # so few letters say nothing about a stratum


@dataclass(frozen=True)
class Need:
    """How many of the pool have a value, how many are wanted, and in which state that is."""

    quota: Quota
    pool: int
    wanted: int

    @property
    def state(self) -> str:
        """Return "missing" below the quota's minimum, "weak" below what is wanted, or "enough"."""
        return rules.coverage(self.pool, self.quota.minimum, self.wanted)

    @property
    def short(self) -> int:
        """Return how many are missing: to the minimum where that is not met, else to the wanted."""
        goal = self.quota.minimum if self.state == "missing" else self.wanted
        return max(0, goal - self.pool)


@dataclass(frozen=True)
class StratumRow:
    """The letters of a stratum, those that came back, and the replies to the others."""

    stratum: str
    letters: int
    returned: int
    replies: int

    @property
    def rate(self) -> float:
        """Return the share of the letters that arrived which were answered."""
        arrived = self.letters - self.returned
        return self.replies / arrived if arrived > 0 else 0.0


@dataclass(frozen=True)
class Day:
    """The replies of a day and up to its end, for each channel of rules.CHANNELS."""

    day: date
    came: tuple[int, ...]
    sums: tuple[int, ...]


def cover_quotas(recruitment: Recruitment, ratio: float = rules.COMFORT) -> dict[str, list[Need]]:
    """Return, for each feature, how well the pool covers what each value needs."""
    quotas = queries.list_quotas(recruitment)
    counts = queries.count_values(queries.list_pool(recruitment), quotas)
    needs = [
        Need(quota, pool, ceil(ratio * quota.minimum))
        for quota, pool in zip(quotas, counts, strict=True)
    ]
    return {
        feature: [need for need in needs if fold(need.quota.feature) == fold(feature)]
        for feature in quotas.features
    }


def list_weak(needs: dict[str, list[Need]]) -> list[Need]:
    """Return the values with too few replies: those without which no panel can be made first."""
    weak = [need for found in needs.values() for need in found if need.state != "enough"]
    return sorted(weak, key=lambda need: (need.state != "missing", need.pool / (need.wanted or 1)))


def count_strata(recruitment: Recruitment, arrivals: Sequence[Arrival]) -> list[StratumRow]:
    """Return letters and replies of each stratum, the least answering first."""
    replies = Counter(one.stratum for one in arrivals)
    rows = [
        StratumRow(stratum, letters, back, replies[stratum])
        for stratum, (letters, back) in queries.letters_by_stratum(recruitment).items()
    ]
    return sorted(rows, key=lambda row: (row.rate, row.stratum))


def add_up(strata: Sequence[StratumRow]) -> StratumRow:
    """Return letters and replies of all strata together."""
    sums = (
        sum(getattr(row, name) for row in strata) for name in ("letters", "returned", "replies")
    )
    return StratumRow("", *sums)


def list_weak_strata(strata: Sequence[StratumRow]) -> list[StratumRow]:
    """Return the strata that answer less than half as much as all together."""
    least = WEAK_RATE * add_up(strata).rate
    return [row for row in strata if row.letters >= LEAST_LETTERS and row.rate < least]


def count_days(arrivals: Sequence[Arrival], until: date) -> list[Day]:
    """Return every day from the first reply to the last or `until`; at most the last sixty.

    Replies of earlier days are in the sums of the first day shown.
    """
    if not arrivals:
        return []
    came = Counter((one.day, one.channel) for one in arrivals)
    first, last = arrivals[0].day, arrivals[-1].day
    # Differences of days, for the calendar ends where a wrong year may stand.
    last += min(max(until - last, timedelta()), timedelta(days=DAYS_SHOWN // 2))
    shown = last - min(last - first, timedelta(days=DAYS_SHOWN - 1))
    sums = [
        sum(one.day < shown and one.channel == channel for one in arrivals)
        for channel in rules.CHANNELS
    ]
    days = []
    for number in range((last - shown).days + 1):
        day = shown + timedelta(days=number)
        counts = tuple(came[day, channel] for channel in rules.CHANNELS)
        sums = [before + now for before, now in zip(sums, counts, strict=True)]
        days.append(Day(day, counts, tuple(sums)))
    return days


def days_table(recruitment: Recruitment) -> Iterator[tuple[object, ...]]:
    """Yield (day, channel, kind, name, value, replies) for all, each stratum and each feature."""
    counts: Counter[tuple[str, ...]] = Counter()
    draw = queries.find_invitation_draw(recruitment)
    column = draw.stratum or "" if draw else ""
    for one in queries.list_arrivals(recruitment):
        at = (one.day.isoformat(), one.channel)
        counts[*at, "all", "", ""] += 1
        counts[*at, "stratum", column, one.stratum] += 1
        for feature, value in one.features.items():
            counts[*at, "feature", feature, value] += 1
    for key, number in sorted(counts.items()):
        yield (*key, number)


def strata_table(recruitment: Recruitment) -> Iterator[tuple[object, ...]]:
    """Yield (stratum, letters, returned, replies, answered in percent)."""
    for row in count_strata(recruitment, queries.list_arrivals(recruitment)):
        percent = f"{100 * row.rate:.2f}"
        yield (row.stratum, row.letters, row.returned, row.replies, percent)


def values_table(recruitment: Recruitment) -> Iterator[tuple[object, ...]]:
    """Yield (feature, value, pool, at least, at most, wanted)."""
    for found in cover_quotas(recruitment).values():
        for need in found:
            quota = need.quota
            bounds = (need.pool, quota.minimum, quota.maximum, need.wanted)
            yield (quota.feature, quota.value, *bounds)
