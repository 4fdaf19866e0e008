"""`labels`: the register holder joins the households drawn with their addresses, offline."""

import argparse
from pathlib import Path

from sortition.clock import silent
from sortition.commands import options as own
from sortition.commands.showing import save_table
from sortition.commands.terminal import OK, answer, at_work
from sortition.invitation.labels import join_labels

EXAMPLE = """\
example:
  python -m sortition labels --letters draw/letters.csv --register register.csv \\
      --household household --columns name street postcode --out labels.csv

Nothing but this command needs names and addresses, and it sends nothing anywhere. Of a household
the first row counts. Where persons were drawn, give --person COLUMN too.
"""


def add_to(add: own.AddParser) -> None:
    """Add the command."""
    does = "join the letters of a draw with names and addresses from the register"
    command = own.add_command(add, "labels", _run, does, EXAMPLE)
    option = command.add_argument
    option("--letters", required=True, type=Path, metavar="FILE", help="letters.csv of the draw")
    option("--register", required=True, nargs="+", type=Path, metavar="FILE", help="the register")
    option("--household", required=True, metavar="COLUMN", help="key of the household")
    option("--person", metavar="COLUMN", help="key of the person, where persons were drawn")
    option("--columns", required=True, nargs="+", metavar="COLUMN", help="columns of the labels")
    option("--out", required=True, type=Path, metavar="FILE", help="CSV for the labels")


def _run(options: argparse.Namespace) -> int:
    with at_work() as progress:
        labels = join_labels(
            options.letters,
            options.register,
            household=options.household,
            columns=options.columns,
            person=options.person,
            progress=progress or silent,
        )
    save_table(options.out, labels.header, labels.rows)
    lines = [f"{len(labels.rows)} labels. See {options.out}."]
    lines += [
        f"{name}: {count} households have several; the first row counts."
        for name, count in labels.several.items()
        if count
    ]
    answer(options, {"labels": len(labels.rows), "several": labels.several}, lines)
    return OK
