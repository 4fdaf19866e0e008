"""`hash-persons`: a list of persons who are not written to, without their keys."""

import argparse
from pathlib import Path

from sortition.commands import options as own
from sortition.commands.register_options import read_key
from sortition.commands.showing import save_table
from sortition.commands.terminal import OK, answer
from sortition.errors import InputError
from sortition.reading import read_file
from sortition.register import Exclusions, hash_persons
from sortition.tables import Source, Table

EXAMPLE = """\
example:
  python -m sortition hash-persons --list councillors.csv --column person --key list-key \\
      --out excluded.csv

The list holds one hash for each person: SHA-256 of the key, or HMAC-SHA256 with --key. Without
one, whoever has the list can try all keys there are. Give the list to `invite` as --exclude.
"""


def add_to(add: own.AddParser) -> None:
    """Add the command."""
    does = "make a list of persons who get no letter, known by their hashes alone"
    command = own.add_command(add, "hash-persons", _run, does, EXAMPLE)
    option = command.add_argument
    option("--list", required=True, type=Path, metavar="FILE", help="table: the persons")
    option("--column", metavar="COLUMN", help="key of the person (default: the first column)")
    option("--key", type=Path, metavar="FILE", help="the list's key: 32 bytes or 64 digits")
    option("--out", required=True, type=Path, metavar="FILE", help="CSV for the hashes")


def _run(options: argparse.Namespace) -> int:
    key = read_key(options.key) if options.key else None
    found = read_file(options.list, lambda data, name: _hashed(data, name, options.column, key))
    save_table(options.out, ["hash"], ([own.hex()] for own in sorted(found.digests)))
    count = len(found.digests)
    answer(options, {"persons": count, "digest": found.digest}, [f"{count} persons."])
    return OK


def _hashed(data: Source, name: str, column: str | None, key: bytes | None) -> Exclusions:
    table = Table(data, name)
    at = 0 if column is None else table.at(column)
    if at is None:
        raise InputError([table.missing(str(column))])
    return hash_persons((row[at] for _, row in table if row[at]), key)
