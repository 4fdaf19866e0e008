"""What was measured on all instances, and the comparisons made from it."""

from collections.abc import Iterable
from typing import NamedTuple

from benchmarks import figures
from benchmarks.instances import Instance
from benchmarks.measure import OURS, PEERS, SOLVERS, Bench, Method, Record

MIDDLE = 850  # members of the largest mid-size instance


class Ratio(NamedTuple):
    """How many times faster ours is; a bound where the peer did not finish."""

    value: float
    is_bound: bool
    is_mixed: bool  # the two sides were measured in different runs

    def __str__(self) -> str:
        return f"{'> ' if self.is_bound else ''}{_round(self.value)}{'†' if self.is_mixed else ''}"


class Judged(NamedTuple):
    """How fair a result is: over all members who sit on some panel."""

    minimum: float
    geometric_mean: float


class Results(NamedTuple):
    """The records by instance and method."""

    instances: list[Instance]
    records: dict[tuple[str, str], Record]

    def get(self, name: str, key: str) -> Record | None:
        """Give a record, if there is one."""
        return self.records.get((name, key))

    def finished(self, name: str, key: str) -> Record | None:
        """Give the record of a measurement that came to its end."""
        record = self.get(name, key)
        return record if record and record["state"] == "finished" else None

    def seconds(self, name: str, key: str) -> float | None:
        """Give the CPU seconds of a measurement that came to its end."""
        record = self.finished(name, key)
        return record["cpu"] if record else None

    def middle(self) -> list[str]:
        """Name the mid-size instances."""
        return [one.name for one in self.instances if len(one.members) <= MIDDLE]

    def ratio(self, name: str, ours: str, peer: str) -> Ratio | None:
        """Compare ours with one of the peer's methods; its limit where it did not finish."""
        own, other = self.finished(name, f"ours.{ours}"), self.get(name, f"peer.{peer}")
        if own is None or other is None or other["state"] == "failed":
            return None
        is_bound = other["state"] == "not finished"
        taken = other["limit"] if is_bound else other["cpu"]
        return Ratio(taken / own["cpu"], is_bound, own["run"] != other["run"])

    def by_default(self, name: str, ours: str, objective: str) -> Ratio | None:
        """Compare with the peer's default solver."""
        return self.ratio(name, ours, f"{objective}.{next(iter(SOLVERS))}")

    def by_fastest(self, name: str, ours: str, objective: str) -> Ratio | None:
        """Compare with the solver by which the peer was fastest on this instance."""
        found = [self.ratio(name, ours, f"{objective}.{solver}") for solver in SOLVERS]
        return min((ratio for ratio in found if ratio), default=None)

    def excluded(self, name: str) -> set[int]:
        """Give the members who sit on no panel that meets the quotas, as ours proved."""
        record = self.finished(name, "ours.leximin") or self.finished(name, "ours.maximin")
        return set(record["excluded"]) if record else set()

    def judge(self, name: str, key: str) -> Judged | None:
        """Count minimum and geometric mean, the same way for both sides."""
        record = self.finished(name, key)
        if record is None:
            return None
        chances = figures.seated(record["probabilities"], self.excluded(name))
        return Judged(min(chances), figures.geometric_mean(chances))

    def bound(self, name: str, *keys: str) -> float | None:
        """Give the least of the bounds that our searches proved."""
        found = [self.finished(name, f"ours.{key}") for key in keys]
        return min((record["upper_bound"] for record in found if record), default=None)


def load(bench: Bench, instances: list[Instance]) -> Results:
    """Collect what was kept."""
    found = {
        (one.name, method.key): record
        for one in instances
        for method in (*OURS, *PEERS)
        if (record := bench.kept(one, method)) is not None
    }
    return Results(instances, found)


def mean(ratios: Iterable[Ratio | None]) -> Ratio | None:
    """Take the geometric mean of the ratios there are; a bound if one is."""
    kept = [ratio for ratio in ratios if ratio]
    if not kept:
        return None
    value = figures.geometric_mean(ratio.value for ratio in kept)
    return Ratio(value, any(r.is_bound for r in kept), any(r.is_mixed for r in kept))


def _round(value: float) -> str:
    return f"{value:.0f}" if value >= 100 else f"{value:.3g}"


__all__ = ["Judged", "Method", "Ratio", "Results", "load", "mean"]
