"""A register's rows by the chunk: arrays of the columns that are used, whatever the format."""

import io
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from typing import BinaryIO, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sortition.clock import Progress, silent
from sortition.errors import InputError, Problem
from sortition.register.columns import RegisterColumns
from sortition.register.cutting import LONGEST, Cut, Unusual, cells_of, cut
from sortition.register.digests import Bytes
from sortition.register.findings import Findings
from sortition.register.parquet import ParquetFile, is_parquet
from sortition.register.text import READING, Row, Text
from sortition.tables import Source, Table
from sortition.tables.workbooks import is_workbook

ROWS = 50_000
_LONGEST_ROW = 1 << 20


class Chunk(NamedTuple):
    """Some rows: the line of each, and an array of UTF-8 cells for each column that is used."""

    lines: NDArray[np.int64]
    cells: list[Bytes]


def read_chunks(
    source: Source,
    columns: RegisterColumns,
    name: str,
    findings: Findings,
    progress: Progress = silent,
) -> Iterator[Chunk]:
    """Read the used columns of a register, in the order of `columns.names`.

    Rows in which all of them are blank do not count: notes below the table, for example.

    Raises
    ------
    InputError
        At once where the file is no table or lacks columns.
    """
    stream = as_stream(source)
    if is_parquet(stream):
        found = _parquet_chunks(ParquetFile(stream, name), columns, findings, progress)
    elif is_workbook(stream):
        table = Table(stream, name)
        found = _Rows(table, columns, findings).chunks(iter(table))
    else:
        found = _text_chunks(stream, columns, name, findings, progress)
    return (chunk for chunk in map(_filled, found) if len(chunk.lines))


def _filled(chunk: Chunk) -> Chunk:
    """Leave out the rows that are blank."""
    is_filled = np.logical_or.reduce([cells != b"" for cells in chunk.cells])
    if is_filled.all():
        return chunk
    return Chunk(chunk.lines[is_filled], [cells[is_filled] for cells in chunk.cells])


def as_stream(source: Source) -> BinaryIO:
    """Return a file's bytes as a stream."""
    if isinstance(source, str):
        source = source.encode()
    return io.BytesIO(source) if isinstance(source, bytes) else source


def _parquet_chunks(
    file: ParquetFile, columns: RegisterColumns, findings: Findings, progress: Progress
) -> Iterator[Chunk]:
    rows = _Rows(file.table, columns, findings)
    for first, cells in file.columns(rows.places):
        progress(READING, first / file.size)
        yield rows.chunk(range(first, first + len(cells[0])), cells)


def _text_chunks(
    stream: BinaryIO, columns: RegisterColumns, name: str, findings: Findings, progress: Progress
) -> Iterator[Chunk]:
    """Cut block after block; what arrays cannot cut is read row by row."""
    text = Text(stream, name, progress)
    rows = _Rows(text.table, columns, findings)
    blocks, rest, line = text.blocks(), b"", text.line
    for block in chain(blocks, [None]):
        rest += block if block is not None else _end_of(rest)
        try:
            found = cut(rest, text.separator)
        except Unusual:
            found = None
        if found is None or len(found.rest) > (0 if block is None else _LONGEST_ROW):
            yield from rows.chunks(text.rows(chain([rest], blocks), line))
            return
        rest = found.rest
        if found.block:
            yield from _cut_chunk(found, rows, text, line)
            line = int(found.lines(line)[-1])


def _end_of(rest: bytes) -> bytes:
    """Give the last row the end that files often lack."""
    return b"\n" if rest and not rest.endswith(b"\n") else b""


def _cut_chunk(found: Cut, rows: "_Rows", text: Text, line: int) -> Iterator[Chunk]:
    try:
        cells = cells_of(found, len(text.table.names), rows.places)
    except Unusual:
        yield from rows.chunks(text.rows([found.block], line))
        return
    yield Chunk(found.lines(line)[:-1], cells)


class _Rows:
    """Reads rows one by one, whatever stands there."""

    def __init__(self, table: Table, columns: RegisterColumns, findings: Findings) -> None:
        self._table, self._findings = table, findings
        places = {name: table.at(name) for name in columns.names}
        missing = [columns.written(name) for name, at in places.items() if at is None]
        if missing:
            raise InputError([table.missing(own) for own in missing])
        self.places = [at for at in places.values() if at is not None]

    def chunks(self, rows: Iterator[Row]) -> Iterator[Chunk]:
        """Give clean rows by the chunk."""
        fitted = self._table.fit(rows)
        while True:
            try:
                some = list(islice(fitted, ROWS))
            except InputError as error:  # from here on nobody knows where a row begins
                self._findings.extend(error.problems)
                return
            self._findings.extend(self._table.problems)
            self._table.problems.clear()
            if not some:
                return
            lines, cells = zip(*some, strict=True)
            yield self.chunk(lines, [[row[at] for row in cells] for at in self.places])

    def chunk(self, lines: Sequence[int], columns: Sequence[Sequence[str]]) -> Chunk:
        """Make a chunk of clean cells, column by column."""
        cells = [self._cells(*own, lines) for own in zip(self.places, columns, strict=True)]
        return Chunk(np.array(lines, np.int64), cells)

    def _cells(self, at: int, cells: Sequence[str], lines: Sequence[int]) -> Bytes:
        """Return a column as UTF-8; cells that cannot be kept are found, and left out."""
        found = [cell.encode() for cell in cells]
        joined = b"".join(found)
        if b"\0" in joined or b"\x1f" in joined or max(map(len, found), default=0) > LONGEST:
            for place, cell in enumerate(found):
                if code := _unusable(cell):
                    value, column = cell[:20].decode("utf-8", "ignore"), self._table.names[at]
                    where = (self._table.file, lines[place], column)
                    self._findings.add(Problem(code, *where, value, {"longest": LONGEST}))
                    found[place] = b""
        return np.array(found, np.bytes_)


def _unusable(cell: bytes) -> str | None:
    if b"\0" in cell or b"\x1f" in cell:
        return "control_character"
    return "long_cell" if len(cell) > LONGEST else None
