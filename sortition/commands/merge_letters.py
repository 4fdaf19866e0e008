"""`merge-letters`: draw 1 from parts of a register that were hashed on several machines."""

import argparse
from pathlib import Path

from sortition.commands import invite
from sortition.commands import options as own
from sortition.commands.terminal import OK, answer, at_work
from sortition.invitation.parts import load_part, merge_parts
from sortition.invitation.run import Stopwatch, draw_part

EXAMPLE = """\
example:
  python -m sortition invite --register north.csv --household household --key key --part north
  python -m sortition invite --register south.csv --household household --key key --part south
  python -m sortition merge-letters --parts north south --letters 30000 --seed HEX --out draw

The letters, their order, the snapshot and commit1.json are those of the whole register.
"""


def add_to(add: own.AddParser) -> None:
    """Add the command."""
    does = "draw letters from parts of a register that were hashed on several machines"
    command = own.add_command(add, "merge-letters", _run, does, EXAMPLE)
    command.add_argument(
        "--parts", required=True, nargs="+", type=Path, metavar="FILE", help="saved by invite"
    )
    invite.add_draw(command)
    command.set_defaults(parser=command)


def _run(options: argparse.Namespace) -> int:
    asked = invite.asked_of(options)
    with at_work() as progress:
        watch = Stopwatch(progress)
        part = merge_parts([load_part(path) for path in options.parts])
        watch("merging", 1.0)
        report = draw_part(part, asked, None, watch)
    answer(options, report, invite.lines_of(report, asked.out))
    return OK
