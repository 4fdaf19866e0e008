"""The tables and sentences of results.md."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from benchmarks.aims import Aim, all_aims
from benchmarks.instances import Instance
from benchmarks.measure import OURS, PEERS, SOLVERS, Method, Record
from benchmarks.results import Judged, Results, mean

COMPARED = (("leximin", "maximin"), ("maximin", "maximin"), ("nash", "nash"))
ZERO = 1e-12  # a gap below this is rounding


def aims_table(results: Results) -> list[str]:
    """Put each aim beside its figure."""
    rows = [(aim.text, aim.asked, _figure(aim), aim.verdict) for aim in all_aims(results)]
    return table(("what", "aim", "measured", "verdict"), rows)


def _figure(aim: Aim) -> str:
    return "-" if aim.measured is None else f"{number(aim.measured)} {aim.unit}"


def grid(results: Results, cell: Callable[[Record], str]) -> list[str]:
    """Show one figure of every measurement: a row an instance, a column a method."""
    methods = (*OURS, *PEERS)
    rows = [
        (*named(one), *(state(results.get(one.name, m.key), cell) for m in methods))
        for one in results.instances
    ]
    return table(("instance", "n", "k", *map(title, methods)), rows)


def state(record: Record | None, cell: Callable[[Record], str]) -> str:
    """Show a figure, or why there is none."""
    if record is None:
        return "-"
    if record["state"] == "not finished":
        return f"not finished in {record['limit']:g} s"
    return cell(record) if record["state"] == "finished" else "failed"


def ratios(results: Results) -> list[str]:
    """Show how many times faster ours is than the peer's default and fastest solver."""
    columns = [
        (ours, objective, by)
        for ours, objective in COMPARED
        for by in (Results.by_default, Results.by_fastest)
    ]
    names = [one.name for one in results.instances]
    rows = [
        (name, *(str(by(results, name, *two) or "-") for *two, by in columns)) for name in names
    ]
    means = [mean(by(results, name, *two) for name in results.middle()) for *two, by in columns]
    head = [
        f"{ours} to its {objective}, {'default' if by is Results.by_default else 'fastest'}"
        for ours, objective, by in columns
    ]
    last = ("**geometric mean, mid-size**", *(f"**{value or '-'}**" for value in means))
    return table(("instance", *head), [*rows, last])


def minima(results: Results) -> list[str]:
    """Show minimum, its gap to the bound and geometric mean of leximin and the peer's maximin."""
    keys = ["ours.leximin", "ours.maximin", *_peer_keys("maximin")]
    return _fairness(results, keys, ("leximin", "maximin"), lambda judged: judged.minimum)


def products(results: Results) -> list[str]:
    """Show minimum and geometric mean of nash, with the gap of the geometric mean."""
    keys = ["ours.nash", *_peer_keys("nash")]
    return _fairness(results, keys, ("nash",), lambda judged: judged.geometric_mean)


def _fairness(
    results: Results, keys: list[str], bounds: Sequence[str], value: Callable[[Judged], float]
) -> list[str]:
    methods = {method.key: title(method) for method in (*OURS, *PEERS)}
    head = [f"{methods[key]}: {text}" for key in keys for text in ("minimum", "mean", "gap")]

    def row(one: Instance) -> Iterator[str]:
        bound = results.bound(one.name, *bounds)
        yield from (one.name, str(len(results.excluded(one.name))), chance(bound))
        for key in keys:
            judged = results.judge(one.name, key)
            gap = None if judged is None or bound is None else bound - value(judged)
            yield from (chance(judged and judged.minimum), chance(judged and judged.geometric_mean))
            yield "-" if gap is None else f"{0.0 if abs(gap) < ZERO else gap:.1e}"

    return table(("instance", "left out", "bound", *head), map(row, results.instances))


def _peer_keys(objective: str) -> list[str]:
    return [f"peer.{objective}.{solver}" for solver in SOLVERS]


def table(head: Sequence[str], rows: Iterable[Iterable[str]]) -> list[str]:
    """Write a table of Markdown; all columns but the first stand to the right."""
    rule = ["---", *["---:"] * (len(head) - 1)]
    return ["| " + " | ".join(row) + " |" for row in (head, rule, *rows)]


def named(one: Instance) -> tuple[str, str, str]:
    """Give name and size of an instance."""
    return one.name, f"{len(one.members):,}", str(one.size)


def title(method: Method) -> str:
    """Name a method as people read it."""
    if method.side == "ours":
        return method.name
    objective, _, solver = method.name.partition(".")
    return f"peer {objective} {SOLVERS[solver]}"


def number(value: float) -> str:
    """Write a figure with three digits."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def chance(value: float | None) -> str:
    """Write a probability."""
    return "-" if value is None else f"{value:.6f}"
