"""`panel`: draw a panel, with its proof and the lottery it came from."""

import argparse
from pathlib import Path
from typing import Any

from sortition.commands import options as own
from sortition.commands.terminal import OK, STOPPED, answer, at_work
from sortition.objectives import OBJECTIVES
from sortition.run import Run, run_panel

EXAMPLE = """\
example:
  python -m sortition panel --pool people.csv --quotas quotas.csv --size 49 --out result

The pool has one row for each person and a column for each feature. The quotas have the columns
category, name, min, max (or feature, value, min, max). The folder gets report.json,
probabilities.csv, lottery.csv and panel.csv.
"""


def add_to(add: own.AddParser) -> None:
    """Add the command."""
    does = "draw a panel that meets the quotas, with chances as equal as they can be"
    command = own.add_command(add, "panel", _run, does, EXAMPLE)
    own.add_files(command)
    own.add_limit(command)
    option = command.add_argument
    option("--out", required=True, type=Path, metavar="DIR", help="folder for the results")
    option(
        "--objective",
        choices=[*OBJECTIVES],
        default="leximin",
        help="leximin: the smallest chance as large as can be, then the next (default); maximin: "
        "the smallest only; nash: the product of all; goldilocks: none too small or too large; "
        "legacy: the old greedy method, only to compare",
    )
    option(
        "--panels",
        type=own.positive,
        metavar="M",
        help="panels in the lottery (default: 1000; 10000 where the smallest chance is below 1 %%)",
    )
    option(
        "--seed",
        type=own.seed,
        metavar="HEX",
        help="hexadecimal digits, an even number of them (default: random, and reported)",
    )


def _run(options: argparse.Namespace) -> int:
    run = Run(
        pool=options.pool,
        quotas=options.quotas,
        size=options.size,
        out=options.out,
        id_column=options.id,
        panels=options.panels,
        seed=options.seed,
        time_limit=options.time_limit,
        objective=options.objective,
        household=own.household_rule(options),
    )
    with at_work() as progress:
        report = run_panel(run, progress)
    answer(
        options,
        report,
        [
            f"Panel {report['panel']} of {report['panels']}: {report['size']} of {report['n']}"
            f" members. {_value_of(report)} See {options.out}."
        ],
    )
    return STOPPED if report["status"] == "gap" else OK


def _value_of(report: dict[str, Any]) -> str:
    """Say what was reached and what is proven to be possible."""
    value = "not bounded" if report["value"] is None else f"{report['value']:.6f}"
    bound = f"{report['upper_bound']:.6f}"
    smallest = f"Smallest chance {report['minimum']:.6f}"
    if report["objective"] in ("leximin", "maximin"):
        return f"{smallest}, at most {bound} possible."
    if report["objective"] == "nash":
        return f"{smallest}. Geometric mean {value}, at most {bound} possible."
    if report["objective"] == "goldilocks":
        return f"{smallest}. Cost {value}, at least {bound} possible."
    return f"{smallest}, estimated; at most {bound} possible. Greedy: nothing is proven."
