"""results.md as a whole: where, when and what was measured, the tables, and what was missed."""

from collections.abc import Iterable, Iterator

from benchmarks import tables
from benchmarks.aims import Aim, Place, all_aims
from benchmarks.measure import Record
from benchmarks.results import MIDDLE, Results

METHOD = f"""\
Every measurement is a process of its own; all run one after the other on the same core, with one
thread. Seconds are CPU seconds of the one call that computes the result: without Python's start,
without imports and without reading the files (the whole process stands further below). The peer is
`sortition-algorithms` with its two open solvers; its leximin needs a commercial one, so our leximin
is compared with its maximin, which is the first step of leximin only. It stops within 0.0005 of
its optimum; ours goes to 1e-7 and proves it. *Fastest* is the solver by which the peer was faster
on that instance. `lottery` is the 1,000 panels alone, made from the leximin distribution.

Both results are judged by one piece of arithmetic (`benchmarks/figures.py`) that shares nothing
with either side: it counts every panel against every quota and adds up the probabilities. Members
who sit on no panel at all (*left out*) are left out on both sides. Gaps are to the upper bound that
our searches prove. Mid-size instances have up to {MIDDLE} members."""


def write(results: Results, profiles: dict[Place, Record]) -> str:
    """Compose the whole document."""
    parts = [
        "# Benchmark: ours and the peer's",
        "Written by `script/bench`; do not edit.",
        "\n".join(head(results)),
        METHOD,
        section("Aims", tables.aims_table(results)),
        missed(results, profiles),
        section("CPU seconds", tables.grid(results, lambda r: tables.number(r["cpu"]))),
        section("Times faster than the peer", tables.ratios(results), note(results)),
        section("Leximin and maximin: how fair", tables.minima(results), panels(results)),
        section("Nash: how fair (gap of the geometric mean)", tables.products(results)),
        section("Peak memory, MB", tables.grid(results, lambda r: tables.number(r["peak_mb"]))),
        section(
            "CPU seconds of the whole process",
            tables.grid(results, lambda r: tables.number(r["process_cpu"])),
        ),
        section("Seconds on the clock", tables.grid(results, lambda r: tables.number(r["wall"]))),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def section(title: str, lines: Iterable[str], *after: str) -> str:
    """Put a title over a table, and sentences under it."""
    return "\n\n".join(part for part in (f"## {title}", "\n".join(lines), *after) if part)


def head(results: Results) -> Iterator[str]:
    """Say where, when and with which versions."""
    records = list(results.records.values())
    yield from (f"* Machine: {text}." for text in sorted({r["machine"] for r in records}))
    for side, label in (("ours", "Ours"), ("peer", "The peer's")):
        own = [r for (_, key), r in results.records.items() if key.startswith(side)]
        versions = sorted({_versions(r) for r in own if "versions" in r})
        yield from (f"* {label}: {text}." for text in versions)
    yield f"* {_when(results)}"


def _versions(record: Record) -> str:
    return ", ".join(f"{name} {version}" for name, version in record["versions"].items())


def _when(results: Results) -> str:
    runs = sorted({record["run"] for record in results.records.values()})
    if len(runs) == 1:
        return f"Measured in one run, begun {runs[0]}."
    sides = {
        side: sorted({r["run"] for (_, k), r in results.records.items() if k.startswith(side)})
        for side in ("ours", "peer")
    }
    return (
        f"Measured in {len(runs)} runs: ours begun {' and '.join(sides['ours'])}; the peer's "
        f"{' and '.join(sides['peer'])}. A ratio of two different runs is marked †."
    )


def note(results: Results) -> str:
    """Explain the signs in the table of ratios."""
    is_bound = any(record["state"] == "not finished" for record in results.records.values())
    return "`>`: the peer did not finish; its limit counts as its time." if is_bound else ""


def panels(results: Results) -> str:
    """Say whether every panel met every quota."""
    finished = {p: r for p, r in results.records.items() if r["state"] == "finished"}
    broken = [
        f"{r['broken_panels']} of {r['panels']:,} panels of {key} on {name}"
        for (name, key), r in finished.items()
        if r["broken_panels"]
    ]
    failed = [
        f"{key} failed on {name}: `{r['error']}`"
        for (name, key), r in results.records.items()
        if r["state"] == "failed"
    ]
    count = sum(r["panels"] for r in finished.values())
    said = f"Beside a quota: {'; '.join(broken)}." if broken else "Each meets every quota."
    return "\n\n".join([f"{count:,} panels were counted. {said}", *failed])


def missed(results: Results, profiles: dict[Place, Record]) -> str:
    """Say for each missed aim where the time goes."""
    found = [aim for aim in all_aims(results) if aim.is_missed]
    if not found:
        return ""
    return "\n\n".join(
        ["## Where the time goes", *(_paragraph(a, results, profiles) for a in found)]
    )


def missed_places(results: Results) -> list[Place]:
    """Give the instances and methods by which aims were missed, each once."""
    places = [aim.place for aim in all_aims(results) if aim.is_missed and aim.place]
    return list(dict.fromkeys(places))


def _paragraph(aim: Aim, results: Results, profiles: dict[Place, Record]) -> str:
    text = f"*{aim.text}*: {aim.verdict}."
    if aim.place is None:
        return text
    name, key = aim.place
    record = results.finished(name, f"ours.{key}")
    if record and record["stages"]:
        stages = (f"{tables.number(value)} s {stage}" for stage, value in record["stages"].items())
        text += f" On {name}: {', '.join(stages)}."
    hot = profiles.get(aim.place, {}).get("profile", ())
    if hot:
        shares = (f"`{function}` {100 * share:.0f} %" for function, share in hot)
        text += f" Under the profiler, in their own lines: {', '.join(shares)}."
    return text
