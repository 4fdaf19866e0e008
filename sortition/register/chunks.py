"""A register's rows by the chunk: arrays of the columns that are used, whatever the format."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sortition.errors import InputError
from sortition.register.columns import RegisterColumns
from sortition.register.digests import Bytes
from sortition.register.findings import Findings
from sortition.tables import Source, Table

ROWS = 50_000


class Chunk(NamedTuple):
    """Some rows: the line of each, and an array of UTF-8 cells for each column that is used."""

    lines: NDArray[np.int64]
    cells: list[Bytes]


def read_chunks(
    source: Source, columns: RegisterColumns, name: str, findings: Findings
) -> Iterator[Chunk]:
    """Read the used columns of a register, in the order of `columns.names`.

    Raises
    ------
    InputError
        At once where the file is no table or lacks columns.
    """
    table = Table(source, name)
    places = _places(table, columns)
    return _careful(table, places, findings)


def _places(table: Table, columns: RegisterColumns) -> list[int]:
    places = {name: table.at(name) for name in columns.names}
    missing = [columns.written(name) for name, at in places.items() if at is None]
    if missing:
        raise InputError([table.missing(own) for own in missing])
    return [at for at in places.values() if at is not None]


def _careful(table: Table, places: Sequence[int], findings: Findings) -> Iterator[Chunk]:
    """Read row by row, whatever stands there."""
    rows = iter(table)
    while True:
        try:
            some = list(islice(rows, ROWS))
        except InputError as error:  # from here on nobody knows where a row begins
            findings.extend(error.problems)
            return
        findings.extend(table.problems)
        table.problems.clear()
        if not some:
            return
        lines, cells = zip(*some, strict=True)
        yield Chunk(
            np.array(lines, np.int64), [as_bytes([row[at] for row in cells]) for at in places]
        )


def as_bytes(cells: Sequence[str]) -> Bytes:
    """Return texts as an array of UTF-8 byte strings."""
    return np.array([cell.encode() for cell in cells], np.bytes_)
