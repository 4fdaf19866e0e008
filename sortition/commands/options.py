"""The options that commands share, and how each is read."""

import argparse
import re
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import NoReturn

from sortition.commands.terminal import BAD_INPUT
from sortition.households import HouseholdRule
from sortition.reading import Tables, read_tables

AddParser = Callable[..., argparse.ArgumentParser]

EXIT_CODES = """
exit codes: 0 yes, or proven optimal; 1 the input cannot be used; 2 no panel meets the quotas;
3 stopped before the end was proven (the answer says the gap)
"""


class Parser(argparse.ArgumentParser):
    """A parser whose refusals have the exit code of bad input."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the arguments and how to use them."""
        self.print_usage(sys.stderr)
        self.exit(BAD_INPUT, f"{self.prog}: {message}\n")


def add_command(
    add: AddParser, name: str, run: Callable[[argparse.Namespace], int], does: str, example: str
) -> argparse.ArgumentParser:
    """Add a command that says what it does, shows an example, and can answer in JSON."""
    command = add(
        name,
        help=does,
        description=f"{does[0].upper()}{does[1:]}.",
        epilog=example + EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.set_defaults(run=run)
    command.add_argument("--json", action="store_true", help="answer in JSON on standard output")
    return command


def add_files(command: argparse.ArgumentParser) -> None:
    """Add the options for a pool, its quotas, the seats and households."""
    add_tables(command)
    add_households(command)


def add_tables(command: argparse.ArgumentParser) -> None:
    """Add the options for a pool, its quotas and the seats."""
    add = command.add_argument
    add("--pool", required=True, type=Path, metavar="FILE", help="table: who can be drawn")
    add("--quotas", required=True, type=Path, metavar="FILE", help="table: seats by feature")
    add("--size", required=True, type=positive, metavar="K", help="seats on the panel")
    add(
        "--id",
        "--id-column",
        metavar="COLUMN",
        help="column that names the members (default: nationbuilder_id, unique_id, or row number)",
    )


def add_households(command: argparse.ArgumentParser) -> None:
    """Add the options that keep a household to so many seats."""
    kind = command.add_mutually_exclusive_group()
    kind.add_argument("--household", metavar="COLUMN", help="column that names the household")
    kind.add_argument(
        "--address",
        nargs="+",
        metavar="COLUMN",
        help="columns of the address, the street first: whoever shares it is one household",
    )
    command.add_argument(
        "--per-household",
        type=positive,
        default=1,
        metavar="N",
        help="the most members of one household on a panel (default: 1)",
    )


def household_rule(options: argparse.Namespace) -> HouseholdRule | None:
    """Give the rule on households, if there is one."""
    columns = options.address or ([options.household] if options.household else None)
    if columns is None:
        return None
    return HouseholdRule(tuple(columns), bool(options.address), options.per_household)


def read_options(options: argparse.Namespace) -> Tables:
    """Read the files that the options name."""
    rule = household_rule(options)
    return read_tables(options.pool, options.quotas, options.size, options.id, rule)


def add_limit(command: argparse.ArgumentParser) -> None:
    """Add the option that ends a search."""
    command.add_argument("--time-limit", type=seconds, metavar="S", help="stop after S seconds")


def positive(text: str) -> int:
    """Read a whole number above 0."""
    if not re.fullmatch(r"[0-9]{1,9}", text) or not int(text):
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number above 0")
    return int(text)


def whole(text: str) -> int:
    """Read a whole number, perhaps 0."""
    return 0 if text == "0" else positive(text)


def days(text: str) -> int:
    """Read a number of days, perhaps 0, at most a year."""
    number = whole(text)
    if number > 366:
        raise argparse.ArgumentTypeError(f"{text!r} days are more than a year")
    return number


def day(text: str) -> date:
    """Read a date."""
    if not re.fullmatch(r"[12][0-9]{3}-[0-9]{2}-[0-9]{2}", text):
        raise argparse.ArgumentTypeError(f"{text!r} is not a date, such as 2026-12-31")
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date, such as 2026-12-31") from error


def probability(text: str) -> float:
    """Read a probability."""
    if not re.fullmatch(r"0?\.[0-9]+|[01]|1\.0+", text):
        raise argparse.ArgumentTypeError(f"{text!r} is not a probability, such as 0.1")
    return float(text)


def seconds(text: str) -> float:
    """Read a number of seconds."""
    if not re.fullmatch(r"[0-9]{1,9}(\.[0-9]+)?", text):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of seconds")
    return float(text)


def seed(text: str) -> bytes:
    """Read a seed in hexadecimal digits."""
    if len(text) % 2 or not re.fullmatch(r"[0-9A-Fa-f]*", text):
        raise argparse.ArgumentTypeError(f"{text!r} is not an even number of hexadecimal digits")
    return bytes.fromhex(text)
