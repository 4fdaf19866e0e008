"""Measures both sides on every instance and writes the table. Called by `script/bench`."""

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import instances, report
from benchmarks.aims import Place
from benchmarks.instances import Instance
from benchmarks.measure import OURS, PEERS, ROOT, Bench, Method, Record, stay_on_one_core
from benchmarks.results import Results, load

PROFILE = "profile"


def main() -> None:
    """Measure what is asked for and write the table."""
    options = _options()
    stay_on_one_core()
    found = instances.find(options.instances)
    chosen = [one for one in found if not options.only or one.name in options.only]
    if not chosen:
        sys.exit(f"There is no such instance in {options.instances}.")
    began = f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC"
    bench = Bench(options.peer, options.measured, options.limit, began)
    if not options.table:
        measure_all(bench, chosen, options.ours, options.resume)
    results = load(bench, found)
    if not results.records:
        sys.exit("Nothing was measured yet.")
    profiles = profile_missed(bench, results, is_new=not options.table)
    options.out.write_text(report.write(results, profiles), encoding="utf-8")
    say(f"Wrote {options.out}")


def measure_all(bench: Bench, chosen: list[Instance], ours: bool, resume: bool) -> None:
    """Measure each method on each instance, one after the other; what the aims need comes first."""
    nash = [method for method in PEERS if method.name.startswith("nash")]
    maximin = [method for method in PEERS if method not in nash]
    for methods in ([*OURS],) if ours else ([*OURS, *maximin], nash):
        for instance in chosen:
            for method in methods:
                if not (resume and bench.kept(instance, method)):
                    _measure_one(bench, instance, method)


def _measure_one(bench: Bench, instance: Instance, method: Method) -> None:
    record = bench.measure(instance, method)
    figure = f"{record['cpu']:.2f} s" if "cpu" in record else record["error"]
    say(f"{instance.name} {method.key}: {record['state']} {figure}")


def profile_missed(bench: Bench, results: Results, *, is_new: bool) -> dict[Place, Record]:
    """Run what missed its aim once more under the profiler."""
    by_name, found = {one.name: one for one in results.instances}, {}
    for name, key in report.missed_places(results):
        method = Method("ours", key)
        kept = None if is_new else bench.kept(by_name[name], method, PROFILE)
        found[name, key] = kept or bench.measure(by_name[name], method, PROFILE)
    return found


def say(text: str) -> None:
    """Tell how far it is."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser("script/bench", description=__doc__)
    add = parser.add_argument
    add("--instances", type=Path, default=ROOT / "tests/data/instances", metavar="DIR")
    add("--only", action="append", metavar="NAME", help="measure this instance only; repeatable")
    add("--limit", type=float, default=600.0, metavar="SECONDS", help="of CPU time; default 600")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--ours", action="store_true", help="measure ours anew, keep the peer's")
    what.add_argument("--resume", action="store_true", help="measure only what is missing")
    what.add_argument("--table", action="store_true", help="measure nothing, write the table")
    add("--out", type=Path, default=ROOT / "benchmarks/results.md", metavar="FILE")
    add("--measured", type=Path, default=ROOT / "benchmarks/measured", metavar="DIR")
    add("--peer", type=Path, default=Path(".bench-venv/bin/python"), help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit("Stopped. script/bench --resume goes on from here.")
