"""The commands of `python -m sortition`, a module each; the only package that prints."""

import argparse
from collections.abc import Sequence

from sortition.commands import (
    audit,
    check,
    check_minutes,
    compare,
    draw,
    hash_persons,
    invite,
    labels,
    merge_letters,
    panel,
    quotas,
    relax,
    replace,
)
from sortition.commands.options import Parser
from sortition.commands.terminal import ended_with

COMMANDS = (
    *(panel, check, relax, replace, quotas, compare, draw, audit, check_minutes),
    *(invite, merge_letters, labels, hash_persons),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    options = _parser().parse_args(arguments)
    return ended_with(options.run, options)


def _parser() -> argparse.ArgumentParser:
    parser = Parser(prog="python -m sortition", description="Fair lotteries for panels.")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    for command in COMMANDS:
        command.add_to(commands.add_parser)
    return parser
