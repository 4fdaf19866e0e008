"""`relax`: the quotas to widen so that a panel exists, moving the fewest seats."""

import argparse
from collections.abc import Iterator
from pathlib import Path

from sortition.advice.relaxing import Proposal, relax
from sortition.commands import options as own
from sortition.commands.showing import as_objects, as_rows, save_table
from sortition.commands.terminal import OK, STOPPED, answer, as_data, at_work
from sortition.households import without_households
from sortition.quotas import Quotas

EXAMPLE = """\
example:
  python -m sortition relax --pool people.csv --quotas quotas.csv --size 49 --out wider.csv

It is a proposal: nothing is changed until somebody accepts it. Where the quotas have the columns
min_flex and max_flex, it stays between them.
"""


def add_to(add: own.AddParser) -> None:
    """Add the command."""
    does = "propose the quotas to widen so that a panel exists, moving the fewest seats"
    command = own.add_command(add, "relax", _run, does, EXAMPLE)
    own.add_files(command)
    own.add_limit(command)
    command.add_argument("--out", type=Path, metavar="FILE", help="CSV for the proposed quotas")


def _run(options: argparse.Namespace) -> int:
    with at_work():
        tables = own.read_options(options)
        proposal = relax(tables.pool, tables.quotas, options.size, time_limit=options.time_limit)
    wider = without_households(proposal.apply(tables.quotas))
    if options.out:
        save_table(options.out, *as_rows(wider))
    content = {
        "seats": proposal.seats,
        "at_least": proposal.at_least,
        "moves": [move.as_data() for move in proposal.moves],
        "sentences": [as_data(m.problem(str(options.quotas))) for m in proposal.moves],
        "quotas": as_objects(wider),
    }
    answer(options, content, _lines(proposal, wider, options))
    return OK if proposal.seats == proposal.at_least else STOPPED


def _lines(proposal: Proposal, wider: Quotas, options: argparse.Namespace) -> Iterator[str]:
    for move in proposal.moves:
        yield move.problem(str(options.quotas)).sentence()
    if not proposal.moves:
        yield "The quotas have a panel as they are."
    elif proposal.seats == proposal.at_least:
        yield f"Seats moved: {proposal.seats}. No relaxation moves fewer."
    else:
        yield f"Seats moved: {proposal.seats}. Perhaps {proposal.at_least} are enough."
    if options.out:
        yield f"See {options.out}: {len(wider)} quotas."
