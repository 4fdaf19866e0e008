"""`quotas`: from a census table to quotas, by largest remainder."""

import argparse
import re
from fractions import Fraction
from pathlib import Path

from sortition.apportionment import Slack, quotas_from_shares
from sortition.commands import options as own
from sortition.commands.showing import as_csv, as_objects, as_rows, save_table
from sortition.commands.terminal import OK, answer
from sortition.reading import read_file
from sortition.tables import read_shares

EXAMPLE = """\
example:
  python -m sortition quotas --shares census.csv --size 49 --slack 1 --least 1 --out quotas.csv

The table has the columns feature, value and count (or share, or percent). Each value gets its
seats by largest remainder; its quota is those seats less and plus the slack.
"""


def add_to(add: own.AddParser) -> None:
    """Add the command."""
    does = "make quotas from a table of how many people have each value"
    command = own.add_command(add, "quotas", _run, does, EXAMPLE)
    option = command.add_argument
    option("--shares", required=True, type=Path, metavar="FILE", help="table: people by value")
    option("--size", required=True, type=own.positive, metavar="K", help="seats on the panel")
    option(
        "--slack",
        type=_slack,
        default=Slack(),
        metavar="S",
        help="seats on each side, or a percentage of the seats as 10%% (default: 1)",
    )
    option(
        "--least",
        type=own.whole,
        default=0,
        metavar="N",
        help="seats that every value with people gets at least (default: 0)",
    )
    option("--out", type=Path, metavar="FILE", help="CSV for the quotas (default: shown)")


def _slack(text: str) -> Slack:
    match = re.fullmatch(r"([0-9]{1,4})(%?)", text)
    if not match:
        raise argparse.ArgumentTypeError(f"{text!r} is neither seats nor a percentage")
    number = int(match[1])
    return Slack(0, Fraction(number)) if match[2] else Slack(number)


def _run(options: argparse.Namespace) -> int:
    shares = read_file(options.shares, read_shares)
    quotas = quotas_from_shares(shares, options.size, slack=options.slack, least=options.least)
    header, rows = as_rows(quotas)
    if options.out:
        save_table(options.out, header, rows)
    lines = [f"See {options.out}: {len(quotas)} quotas."] if options.out else as_csv(header, rows)
    answer(options, {"size": options.size, "quotas": as_objects(quotas)}, lines)
    return OK
