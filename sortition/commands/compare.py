"""`compare`: the objectives side by side on one pool, with a plot of the sorted chances."""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sortition.commands import options as own
from sortition.commands.showing import in_columns, save_text
from sortition.commands.terminal import OK, STOPPED, answer, at_work
from sortition.comparison import Compared, compare
from sortition.objectives import OBJECTIVES
from sortition.plots import sorted_chances

EXAMPLE = """\
example:
  python -m sortition compare --pool people.csv --quotas quotas.csv --size 49 --plot chances.svg

The smallest chance should be large, the geometric mean large, the Gini coefficient small.
"""


def add_to(add: own.AddParser) -> None:
    """Add the command."""
    does = "compare what the objectives make of one pool"
    command = own.add_command(add, "compare", _run, does, EXAMPLE)
    own.add_files(command)
    own.add_limit(command)
    command.add_argument(
        "--objectives",
        nargs="+",
        choices=[*OBJECTIVES],
        default=[*OBJECTIVES],
        metavar="NAME",
        help=f"which to compare (default: {' '.join(OBJECTIVES)})",
    )
    command.add_argument("--seed", type=own.seed, default=b"", metavar="HEX", help="seed")
    command.add_argument("--plot", type=Path, metavar="FILE", help="SVG of the sorted chances")


def _run(options: argparse.Namespace) -> int:
    with at_work() as progress:
        tables = own.read_options(options)
        found = compare(
            tables.pool,
            tables.quotas,
            options.size,
            list(dict.fromkeys(options.objectives)),
            seed=options.seed,
            time_limit=options.time_limit,
            progress=progress,
        )
    if options.plot:
        series = {one.distribution.objective: one.distribution.probabilities for one in found}
        save_text(options.plot, sorted_chances(series, options.size))
    content = {
        "n": len(tables.pool),
        "size": options.size,
        "objectives": [_figures(one) for one in found],
    }
    answer(options, content, _lines(found, options))
    is_stopped = any(one.distribution.status == "gap" for one in found)
    return STOPPED if is_stopped else OK


def _figures(one: Compared) -> dict[str, Any]:
    found = one.distribution
    return {
        "objective": found.objective,
        "status": found.status,
        "minimum": found.minimum,
        "geometric_mean": found.geometric_mean,
        "gini": found.gini,
        "largest": float(found.probabilities.max()),
        "gap": found.gap if found.gap < float("inf") else None,
        "excluded": len(found.excluded),
        "seconds": round(one.seconds, 3),
    }


def _lines(found: list[Compared], options: argparse.Namespace) -> Iterator[str]:
    header = ("objective", "minimum", "geometric mean", "gini", "largest", "status", "seconds")
    rows = [
        (
            one.distribution.objective,
            f"{one.distribution.minimum:.6f}",
            f"{one.distribution.geometric_mean:.6f}",
            f"{one.distribution.gini:.4f}",
            f"{one.distribution.probabilities.max():.4f}",
            one.distribution.status,
            f"{one.seconds:.2f}",
        )
        for one in found
    ]
    yield from in_columns(header, rows)
    if options.plot:
        yield f"See {options.plot}."
