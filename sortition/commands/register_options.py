"""The options that say what a register holds and who in it can be written to."""

import argparse
import re
from pathlib import Path
from typing import Any

from sortition.commands import options as own
from sortition.errors import InputError, Problem
from sortition.reading import read_file
from sortition.register import (
    UNITS,
    EligibilityRules,
    Exclusions,
    RegisterColumns,
    earliest_birth,
    latest_birth,
    read_exclusions,
)
from sortition.tables import Source, Table

OLDEST = 150


def add_columns(command: argparse.ArgumentParser) -> None:
    """Add the options for the file and its columns."""
    add = command.add_argument
    add(
        "--register",
        required=True,
        nargs="+",
        type=Path,
        metavar="FILE",
        help="table: who lives in the city (CSV, XLSX, Parquet); several files are read as one",
    )
    add("--household", required=True, metavar="COLUMN", help="key of the household")
    add("--person", metavar="COLUMN", help="key of the person")
    add("--born", metavar="COLUMN", help="date of birth")
    add("--district", metavar="COLUMN", help="place of residence, for --districts")
    add(
        "--column",
        nargs="+",
        default=[],
        metavar="COLUMN",
        help="further columns that the snapshot covers",
    )


def add_frame(command: argparse.ArgumentParser) -> None:
    """Add the options for units, strata and the key."""
    add = command.add_argument
    add("--unit", choices=UNITS, default="household", help="what is drawn (default: household)")
    add("--stratum", nargs="+", default=[], metavar="COLUMN", help="columns that are crossed")
    add("--key", type=Path, metavar="FILE", help="the draw's key (default: a new one is written)")


def add_rules(command: argparse.ArgumentParser) -> None:
    """Add the options for eligibility."""
    add = command.add_argument
    add("--age-from", type=_age, metavar="YEARS", help="the smallest age")
    add("--age-to", type=_age, metavar="YEARS", help="the largest age")
    add("--on", type=own.day, metavar="DATE", help="the day on which ages are counted: 2026-12-31")
    add("--districts", nargs="+", metavar="NAME", help="the only districts that count")
    add("--exclude", nargs="+", type=Path, metavar="FILE", help="lists made by hash-persons")
    add("--exclude-key", type=Path, metavar="FILE", help="the key of those lists")
    add("--institutions", type=Path, metavar="FILE", help="keys of households that do not count")
    add(
        "--largest-household",
        type=own.positive,
        metavar="N",
        help="a household with more eligible persons is an institution",
    )


def columns_of(options: argparse.Namespace) -> RegisterColumns:
    """Give the columns that the options name."""
    others = (*getattr(options, "stratum", ()), *options.column)
    return RegisterColumns(
        options.household, options.person, options.born, options.district, others
    )


def check(options: argparse.Namespace, error: Any) -> None:
    """Refuse options that need one another."""
    has_ages = options.age_from is not None or options.age_to is not None
    if has_ages and not (options.born and options.on):
        error("--age-from and --age-to need --born COLUMN and --on DATE")
    if options.districts and not options.district:
        error("--districts needs --district COLUMN")
    if options.exclude and not options.person:
        error("--exclude needs --person COLUMN")
    if getattr(options, "unit", None) == "person" and not options.person:
        error("--unit person needs --person COLUMN")


def rules_of(options: argparse.Namespace) -> EligibilityRules:
    """Give the rules that the options state, with the lists they name read."""
    on, first, last = options.on, options.age_from, options.age_to
    homes = read_file(options.institutions, _read_keys) if options.institutions else frozenset()
    return EligibilityRules(
        born_on_or_before=None if first is None else latest_birth(first, on),
        born_on_or_after=None if last is None else earliest_birth(last, on),
        districts=frozenset(options.districts) if options.districts else None,
        excluded=_excluded(options),
        institutions=homes,
        largest_household=options.largest_household,
    )


def _excluded(options: argparse.Namespace) -> Exclusions | None:
    if not options.exclude:
        return None
    key = read_key(options.exclude_key) if options.exclude_key else None
    lists = [
        read_file(path, lambda data, name: read_exclusions(data, name, key))
        for path in options.exclude
    ]
    return Exclusions(frozenset().union(*(own.digests for own in lists)), key)


def _read_keys(data: Source, name: str) -> frozenset[str]:
    return frozenset(row[0] for _, row in Table(data, name) if row[0])


def read_key(path: Path) -> bytes:
    """Read a key: 32 bytes, or 64 hexadecimal digits.

    Raises
    ------
    InputError
        For anything else.
    """
    data: bytes = read_file(path, lambda stream, _: stream.read(1000))
    if len(data) == 32:
        return data
    if re.fullmatch(rb"[0-9A-Fa-f]{64}", data.strip()):
        return bytes.fromhex(data.strip().decode())
    raise InputError([Problem("not_a_key", str(path))])


def _age(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,3}", text) or int(text) > OLDEST:
        raise argparse.ArgumentTypeError(f"{text!r} is not an age from 0 to {OLDEST}")
    return int(text)
