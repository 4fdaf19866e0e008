"""Opening a table: a workbook, or CSV in any spelling; one clean row after the other."""

import codecs
import csv
import io
import re
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from typing import Any, BinaryIO

from sortition.errors import InputError, Problem
from sortition.quotas import fold
from sortition.tables.workbooks import is_workbook, sheet_rows

Source = bytes | str | BinaryIO

_NOT_IN_1252 = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
_CHUNK = 1 << 20
SEPARATORS = ",;\t|"


class Table:
    """A table that is read once, row by row.

    Parameters
    ----------
    source
        The bytes of a file, a binary stream that can be read twice, or the table's text.
    file
        How problems call the file.

    Attributes
    ----------
    names
        The columns as the header writes them.
    line
        The header's line.
    problems
        The rows that were too long, known when all are read.

    Notes
    -----
    Iterating gives (line, cells): the line on which a row begins, and its cells stripped, in the
    normal form NFC, as many as the header has. Blank rows are skipped.

    Raises
    ------
    InputError
        At once for what is no table; while iterating for a row that cannot be read.
    """

    def __init__(self, source: Source, file: str) -> None:
        self._begin(_rows(source, file), file)

    @classmethod
    def of_rows(cls, rows: Iterator[tuple[int, list[str]]], file: str) -> "Table":
        """Make a table of rows that are read elsewhere, each with its line; the header first."""
        table = cls.__new__(cls)
        table._begin(cleaned(rows), file)
        return table

    def _begin(self, rows: Iterator[tuple[int, list[str]]], file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self._rows = rows
        self.line, first = next(self._rows, (1, []))
        if re.fullmatch(r"sep=.?", first[0] if first and not any(first[1:]) else ""):  # Excel's own
            self.line, first = next(self._rows, (2, []))
        while first and not first[-1]:
            first.pop()
        if not first:
            raise InputError([Problem("empty_file", file)])
        self.names = tuple(first)
        self._check_names()

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        return self.fit(self._rows)

    def fit(self, rows: Iterator[tuple[int, list[str]]]) -> Iterator[tuple[int, list[str]]]:
        """Give clean rows as many cells as the header has; find those that have more."""
        width = len(self.names)
        for line, cells in rows:
            if any(cells[width:]):
                params = {"cells": len(cells), "columns": width}
                self.problems.append(Problem("long_row", self.file, line, params=params))
            yield line, cells[:width] + [""] * (width - len(cells))

    def at(self, name: str) -> int | None:
        """Say at which position a column stands, without regard to case, if it does."""
        folded = [fold(own) for own in self.names]
        return folded.index(fold(name)) if fold(name) in folded else None

    def missing(self, name: str) -> Problem:
        """Say that a column is not there, and which are."""
        return Problem("no_such_column", self.file, self.line, name, params=self.columns)

    @property
    def columns(self) -> dict[str, str]:
        """The columns, as a parameter of problems."""
        return {"columns": ", ".join(own for own in self.names if own)}

    def _check_names(self) -> None:
        folded = [fold(own) for own in self.names]
        twice = [own for i, own in enumerate(self.names) if own and fold(own) in folded[:i]]
        if twice:
            raise InputError(
                [Problem("duplicate_column", self.file, self.line, own) for own in twice]
            )


def _rows(source: Source, file: str) -> Iterator[tuple[int, list[str]]]:
    """Give the rows that are not blank, cleaned, of a workbook or a text."""
    if isinstance(source, str):
        source = source.encode("utf-8")
    stream = io.BytesIO(source) if isinstance(source, bytes) else source
    if is_workbook(stream):
        return cleaned(sheet_rows(stream, file))
    text = _open(stream, file)
    return cleaned(_lines(csv.reader(text, delimiter=_separator(text), strict=True), text, file))


def _open(stream: BinaryIO, name: str) -> io.TextIOWrapper:
    encoding = encoding_of(stream, name)
    stream.seek(0)
    return _Borrowed(stream, encoding=encoding, newline="")


class _Borrowed(io.TextIOWrapper):
    """Text of a stream that its owner closes, also where only its first rows are read."""

    def __del__(self) -> None:
        with suppress(ValueError):  # closed or let go before
            self.detach()


def encoding_of(stream: BinaryIO, name: str) -> str:
    """Read the bytes through once, chunk by chunk, and say how they are written."""
    stream.seek(0)
    chunk = stream.read(_CHUNK)
    if chunk[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return "utf-16"
    decoder = codecs.getincrementaldecoder("utf-8")()
    encoding = "utf-8-sig"
    while chunk:
        if b"\x00" in chunk:
            raise InputError([Problem("not_text", name)])
        if encoding == "cp1252" and _NOT_IN_1252.search(chunk):
            return "latin-1"
        following = stream.read(_CHUNK)
        if encoding == "utf-8-sig":
            try:
                decoder.decode(chunk, final=not following)
            except UnicodeDecodeError:
                encoding = "cp1252"
                stream.seek(0)
                following = stream.read(_CHUNK)
        chunk = following
    return encoding


def _separator(text: io.TextIOWrapper) -> str:
    """Say which separator a text uses, by its first line that is not blank."""
    try:
        line = next((line for line in text if line.strip()), "")
    except UnicodeDecodeError:
        line = ""
    text.seek(0)
    return separator_of(line)


def separator_of(line: str) -> str:
    """Say which separator a header uses, outside quotation marks; Excel's own line names it."""
    named = re.fullmatch(r'sep=([^\s"])\s*', line)
    if named:
        return named[1]
    bare = re.sub(r'"[^"]*"', "", line)
    return max(SEPARATORS, key=bare.count)


def cleaned(rows: Iterator[tuple[int, list[str]]]) -> Iterator[tuple[int, list[str]]]:
    """Give the rows that are not blank, their cells clean."""
    for line, row in rows:
        cells = [clean(cell) for cell in row]
        if any(cells):
            yield line, cells


def _lines(reader: Any, text: io.TextIOWrapper, name: str) -> Iterator[tuple[int, list[str]]]:
    while True:
        line = reader.line_num + 1
        try:
            row = next(reader)
        except StopIteration:
            text.detach()  # the stream is its opener's to close
            return
        except (csv.Error, UnicodeDecodeError) as error:
            text.detach()
            problem = Problem("broken_row", name, line, params={"reason": str(error)})
            raise InputError([problem]) from error
        yield line, row


def clean(cell: str) -> str:
    """Bring a cell to one form: no white space around it, normal form NFC."""
    return (cell if cell.isascii() else unicodedata.normalize("NFC", cell)).strip()
