"""Reading a register of any size into memory: checked, dates and text brought to one form."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from sortition.clock import Progress, silent
from sortition.errors import Problem
from sortition.quotas import fold
from sortition.register.chunks import Chunk, as_stream, read_chunks
from sortition.register.coding import Coder, Days
from sortition.register.columns import RegisterColumns, guess_columns
from sortition.register.content import Coded, Register
from sortition.register.digests import row_digests, snapshot_of
from sortition.register.findings import Findings
from sortition.register.parquet import ParquetFile, is_parquet
from sortition.register.text import Text
from sortition.tables import Source, Table
from sortition.tables.workbooks import is_workbook


@dataclass(frozen=True)
class Preview:
    """The beginning of a register, from which its columns are chosen.

    Attributes
    ----------
    header
        The columns as the file names them.
    rows
        The first rows.
    guess
        Which column holds what, as far as it can be guessed.
    encoding, separator
        How a text is written; None for workbooks and Parquet.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    guess: RegisterColumns | None
    encoding: str | None = None
    separator: str | None = None


@dataclass(frozen=True)
class RegisterCheck:
    """What a dry run says of a register.

    Attributes
    ----------
    rows
        How many rows were read.
    findings
        What is wrong: the count of each kind of problem and its first rows.
    register
        The register, or None where anything is wrong: whole or nothing.
    """

    rows: int
    findings: Findings
    register: Register | None


def preview_register(source: Source, name: str, rows: int = 5) -> Preview:
    """Read the header and the first rows of a register.

    Raises
    ------
    InputError
        For what is no table.
    """
    stream = as_stream(source)
    if is_parquet(stream):
        file = ParquetFile(stream, name)
        return _preview(file.table, enumerate(file.rows(rows)), rows)
    if is_workbook(stream):
        table = Table(stream, name)
        return _preview(table, table, rows)
    text = Text(stream, name)
    lines = text.table.fit(text.rows(text.blocks(), text.line))
    return replace(
        _preview(text.table, lines, rows), encoding=text.encoding, separator=text.separator
    )


def _preview(table: Table, found: Iterable[tuple[int, Sequence[str]]], rows: int) -> Preview:
    first = tuple(tuple(cells) for _, cells in islice(found, rows))
    return Preview(table.names, first, guess_columns(table.names, first))


def check_register(
    source: Source, columns: RegisterColumns, name: str, progress: Progress = silent
) -> RegisterCheck:
    """Read a register and say all that is wrong in it.

    Parameters
    ----------
    source, name
        The table, and how problems call the file.
    columns
        Where its content stands; other columns are never kept.
    progress
        Called with the stage and the fraction done.

    Raises
    ------
    InputError
        Only for what is no table, and for columns that are missing.
    """
    return check_registers([(source, name)], columns, progress)


def check_registers(
    sources: Iterable[tuple[Source, str]], columns: RegisterColumns, progress: Progress = silent
) -> RegisterCheck:
    """Read a register that stands in several files, as one (see `check_register`)."""
    findings = Findings()
    made = _Columns(columns, findings)
    for source, name in sources:
        made.begin(name)
        for chunk in read_chunks(source, columns, name, findings, progress):
            made.take(chunk)
    if not made.rows and not findings:
        findings.add(Problem("no_rows", name))
    return RegisterCheck(made.rows, findings, None if findings else made.register())


def read_register(
    source: Source, columns: RegisterColumns, name: str, progress: Progress = silent
) -> Register:
    """Read a register, whole or not at all (see `check_register`).

    Raises
    ------
    InputError
        With the first rows of each kind of problem, and the numbers of the others.
    """
    return read_registers([(source, name)], columns, progress)


def read_registers(
    sources: Iterable[tuple[Source, str]], columns: RegisterColumns, progress: Progress = silent
) -> Register:
    """Read a register that stands in several files, whole or not at all (see `read_register`)."""
    check = check_registers(sources, columns, progress)
    check.findings.refuse()
    assert check.register is not None  # noqa: S101 (nothing was found)
    return check.register


class _Columns:
    """The columns of a register as they grow, chunk by chunk."""

    def __init__(self, columns: RegisterColumns, findings: Findings) -> None:
        self.rows = 0
        self._columns = columns
        self._files: list[tuple[int, str]] = []
        self._at = {own: place for place, own in enumerate(columns.names)}
        self._days = Days(columns.born or "", findings)
        self._coders = {fold(own): Coder() for own in (columns.district, *columns.others) if own}
        self._kept: dict[tuple[str, str], list[NDArray]] = {}
        self._lines: list[NDArray[np.int64]] = []
        self._digests = bytearray()

    def begin(self, name: str) -> None:
        """Say which file the following rows are of."""
        self._files.append((self.rows, name))

    def take(self, chunk: Chunk) -> None:
        """Take in some rows."""
        cells = list(chunk.cells)
        if self._columns.born is not None:
            at = self._at[fold(self._columns.born)]
            numbers, cells[at] = self._days.read(cells[at], chunk.lines, self._files[-1][1])
            self._keep("born", self._columns.born, numbers)
        for key in (self._columns.household, self._columns.person):
            if key is not None:
                self._keep("key", key, cells[self._at[fold(key)]])
        for name, coder in self._coders.items():
            self._keep("coded", name, coder.codes(cells[self._at[name]]))
        self.rows += len(chunk.lines)
        self._lines.append(chunk.lines)
        self._digests += row_digests(cells).tobytes()

    def register(self) -> Register:
        """Return the register that was read."""
        columns = self._columns
        digests = np.frombuffer(self._digests, np.uint8).reshape(-1, 32)
        return Register(
            tuple(self._files),
            columns,
            snapshot_of(columns.names, digests),
            digests,
            np.concatenate(self._lines),
            self._whole("key", columns.household),
            self._whole("key", columns.person) if columns.person else None,
            self._whole("born", columns.born) if columns.born else None,
            {
                own: Coded(self._whole("coded", own), coder.values())
                for own, coder in self._coders.items()
            },
        )

    def _keep(self, kind: str, name: str, found: NDArray) -> None:
        self._kept.setdefault((kind, fold(name)), []).append(found)

    def _whole(self, kind: str, name: str) -> NDArray:
        return np.concatenate(self._kept.pop((kind, fold(name))))
