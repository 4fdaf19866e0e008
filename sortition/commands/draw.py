"""`draw`: the whole protocol of a draw, as a rehearsal, with the record that anybody can check."""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sortition.commands import options as own
from sortition.commands.terminal import OK, STOPPED, answer, at_work
from sortition.objectives import OBJECTIVES
from sortition.rehearsal import Rehearsal, rehearse_draw

EXAMPLE = """\
example:
  python -m sortition draw --pool people.csv --quotas quotas.csv --size 49 \\
      --dice 137141592653589793238462 --out rehearsal
  python3 -I sortition/verify_draw.py rehearsal/bundle.zip --evidence HASH

The dice are ten-sided: 3 digits name one of 1,000 panels, at least 21 more are the seed. The folder
gets commit.json, panels.json, result.json and bundle.zip for everybody; secrets.csv for the people
of the pool, each their own row; and auditors.json for the auditors only. Here the dice were known
before the panels, so the record calls itself a rehearsal.
"""


def add_to(add: own.AddParser) -> None:
    """Add the command."""
    does = "go through a whole draw, and write the record that anybody can check"
    command = own.add_command(add, "draw", _run, does, EXAMPLE)
    own.add_tables(command)
    option = command.add_argument
    option("--dice", required=True, metavar="DIGITS", help="as thrown: 24 digits or more")
    option("--out", required=True, type=Path, metavar="DIR", help="folder for the results")
    option("--preset", choices=["dice"], default="dice", help="where chance comes from (dice)")
    option(
        "--panels",
        type=own.positive,
        default=1000,
        metavar="M",
        help="panels that the dice choose among: 1000 (default), or 10000 with 25 digits",
    )
    option(
        "--objective",
        choices=[name for name in OBJECTIVES if name != "legacy"],
        default="leximin",
        help="what makes chances fair (default: leximin)",
    )
    option("--name", metavar="NAME", help="of the draw (default: rehearsal- and a random number)")
    option(
        "--sign",
        nargs=2,
        action="append",
        default=[],
        metavar=("NAME", "KEY"),
        help="who signs, with an Ed25519 private key (PEM): the operator, then each witness",
    )
    option(
        "--objections",
        type=own.days,
        default=0,
        metavar="DAYS",
        help="days for objections that the rules name (default: 0); a rehearsal does not wait",
    )
    option(
        "--replacements-until",
        type=own.day,
        metavar="DATE",
        help="last day on which a vacant seat is filled, as 2027-12-31 (default: none)",
    )
    option("--after", type=Path, metavar="BUNDLE", help="bundle.zip of the attempt before this one")
    option("--reason", default="", metavar="TEXT", help="why there is a further attempt; public")


def _run(options: argparse.Namespace) -> int:
    asked = Rehearsal(
        pool=options.pool,
        quotas=options.quotas,
        size=options.size,
        out=options.out,
        dice=options.dice,
        id_column=options.id,
        panels=options.panels,
        objective=options.objective,
        name=options.name,
        after=options.after,
        reason=options.reason,
        objection_days=options.objections,
        replacements_until=options.replacements_until,
        keys=tuple((name, Path(path)) for name, path in options.sign),
    )
    with at_work() as progress:
        report = rehearse_draw(asked, progress)
    answer(options, report, _lines(report, options.out))
    return STOPPED if report["status"] == "gap" else OK


def _lines(report: dict[str, Any], out: Path) -> Iterator[str]:
    m, digits = report["panels"], len(str(report["panels"])) - 1
    yield (
        f"Rehearsal {report['draw']}: panel {report['panel']:0{digits}} of {m}, {report['size']} of"
        f" {report['n']} people. Smallest chance {report['minimum']:.6f}, at most"
        f" {report['upper_bound']:.6f} possible."
    )
    yield f"Hash of panels.json, which a ceremony reads aloud: {report['hashes']['panels.json']}"
    if report["panels_needed"] > m:
        yield "Somebody's chance is below 1 in 100: --panels 10000 and one die more keep it finer."
    yield f"See {out}. Give {out / 'bundle.zip'} to everybody, auditors.json to the auditors only."
