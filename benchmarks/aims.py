"""What the benchmark should show, beside what it shows."""

import statistics
from collections.abc import Iterable
from typing import NamedTuple

from benchmarks.measure import OURS
from benchmarks.results import Results, mean

Place = tuple[str, str]  # instance and one of our methods
SECONDS = (
    # instance, our method, seconds
    ("madrid_49", "leximin", 0.6),
    ("madrid_49", "nash", 0.6),
    ("example_large_200", "leximin", 0.05),
    ("example_large_200", "nash", 0.05),
    ("sf_e_biased_110", "leximin", 15.0),
    ("sf_e_biased_110", "nash", 25.0),
    ("sf_e_biased_110", "lottery", 35.0),
)
LARGEST = "sf_e_biased_110"


class Aim(NamedTuple):
    """A figure that should be reached, and the place that decides it."""

    text: str
    limit: float
    unit: str
    measured: float | None
    place: Place | None = None
    is_floor: bool = False

    @property
    def is_missed(self) -> bool:
        """Whether it was measured and is not reached."""
        return self.measured is not None and (
            self.measured < self.limit if self.is_floor else self.measured > self.limit
        )

    @property
    def verdict(self) -> str:
        """Say whether it is met."""
        if self.measured is None:
            return "not measured"
        if not self.is_missed:
            return "met"
        off = abs(self.measured - self.limit)
        return f"**missed by {off:.2g} {self.unit}** ({100 * off / self.limit:.0f} %)"

    @property
    def asked(self) -> str:
        """Say what is asked for."""
        return f"{'at least' if self.is_floor else 'at most'} {self.limit:g} {self.unit}"


def all_aims(results: Results) -> list[Aim]:
    """Give every aim with its measured figure."""
    known = {one.name for one in results.instances}
    middle = [aim for key in ("leximin", "nash") for aim in _middle(results, key)]
    single = [_single(results, *row) for row in SECONDS if row[0] in known]
    return [*middle, *single, _lottery(results), _memory(results), *_against_peer(results)]


def _middle(results: Results, key: str) -> list[Aim]:
    taken = _taken(results, results.middle(), key)
    median = statistics.median(taken.values()) if taken else None
    text = f"{key}, mid-size instances"
    worst = _worst(f"{text}, slowest", 5.0, "s", taken)
    return [Aim(f"{text}, median", 1.0, "s", median, worst.place), worst]


def _single(results: Results, name: str, key: str, limit: float) -> Aim:
    label = "lottery of 1,000 panels" if key == "lottery" else key
    return Aim(f"{label}, {name}", limit, "s", results.seconds(name, f"ours.{key}"), (name, key))


def _lottery(results: Results) -> Aim:
    names = [one.name for one in results.instances if one.name != LARGEST]
    taken = _taken(results, names, "lottery")
    return _worst("lottery of 1,000 panels, slowest of the others", 10.0, "s", taken)


def _memory(results: Results) -> Aim:
    peaks = {
        (one.name, method.name): record["peak_mb"]
        for one in results.instances
        for method in OURS
        if (record := results.finished(one.name, method.key))
    }
    return _worst("peak memory of a process", 400.0, "MB", peaks)


def _against_peer(results: Results) -> Iterable[Aim]:
    middle = results.middle()
    whole = mean(results.by_default(name, "leximin", "maximin") for name in middle)
    text = "times faster than the peer's maximin, mid-size instances"
    yield Aim(
        f"leximin: {text}, default solver, geometric mean",
        20.0,
        "times",
        whole.value if whole else None,
        is_floor=True,
    )
    single = {
        (name, "leximin"): ratio.value
        for name in middle
        if (ratio := results.by_fastest(name, "leximin", "maximin"))
    }
    place = min(single, key=single.__getitem__, default=None)
    least = single[place] if place else None
    label = f"leximin: {text}, its fastest solver, least ({place[0] if place else '-'})"
    yield Aim(label, 4.0, "times", least, place, is_floor=True)


def _taken(results: Results, names: Iterable[str], key: str) -> dict[Place, float]:
    return {
        (name, key): seconds
        for name in names
        if (seconds := results.seconds(name, f"ours.{key}")) is not None
    }


def _worst(text: str, limit: float, unit: str, values: dict[Place, float]) -> Aim:
    """Judge the largest value, and say where it is."""
    place = max(values, key=values.__getitem__, default=None)
    if place is None:
        return Aim(text, limit, unit, None)
    return Aim(f"{text} ({place[0]})", limit, unit, values[place], place)
