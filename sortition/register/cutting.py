"""Cutting blocks of CSV into cells by arrays; what is unusual is left to a careful reader."""

import unicodedata
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sortition.register.digests import Bytes

LONGEST = 200
"""So many bytes a cell can have in a column that is used."""

_TAB, _NEWLINE, _RETURN, _SPACE, _QUOTE = b'\t\n\r "'
_LATIN = 0xCB  # up to this first byte, U+02FF, all text is in the normal form NFC
_CONTROLS = (b"\0", b"\x0b", b"\x0c", b"\x1c", b"\x1d", b"\x1e", b"\x1f")
_SPACES = (b"\xc2\x85", b"\xc2\xa0", b"\xe1\x9a\x80", b"\xe2\x80", b"\xe2\x81\x9f", b"\xe3\x80\x80")
_IS_SPACE = np.zeros(256, bool)
_IS_SPACE[[_TAB, _NEWLINE, _RETURN, _SPACE]] = True

Places = NDArray[np.int64]


class Unusual(Exception):  # noqa: N818 (nothing is wrong: somebody slower reads it)
    """A block that arrays cannot cut."""


@dataclass(frozen=True)
class Cut:
    """The whole rows of a block, cut.

    Attributes
    ----------
    block, rest
        The bytes of the whole rows, and what belongs to the next block.
    buffer
        The bytes, with zeros behind them.
    marks
        Where the separators and ends of rows are that stand outside quotation marks.
    has_quotes
        Whether any cell is in quotation marks.
    """

    block: bytes
    rest: bytes
    buffer: NDArray[np.uint8]
    marks: Places
    has_quotes: bool

    def lines(self, first: int) -> Places:
        """Return the line of each row, and then that of the next block; quoted cells may run on."""
        ends = self.marks[self.buffer[self.marks] == _NEWLINE]
        if not self.has_quotes:
            return np.arange(first, first + len(ends) + 1)
        newlines = np.flatnonzero(self.buffer[: len(self.block)] == _NEWLINE)
        return first + np.concatenate([[0], np.searchsorted(newlines, ends, side="right")])


def cut(block: bytes, separator: str) -> Cut:
    """Find the separators and ends of rows in a block that begins with a row.

    Raises
    ------
    Unusual
        For quotation marks within cells, and for returns without a newline: from here on nobody
        knows without reading where a row begins.
    """
    has_returns = b"\r" in block
    if has_returns and block.count(b"\r") != block.count(b"\r\n") or len(separator.encode()) > 1:
        raise Unusual
    buffer = np.frombuffer(block + bytes(LONGEST), np.uint8)
    is_mark = (buffer == ord(separator)) | (buffer == _NEWLINE)
    has_quotes = b'"' in block
    if has_quotes:
        is_mark |= buffer == _QUOTE
    marks = np.flatnonzero(is_mark)
    if has_quotes:
        marks = _outside_quotes(buffer, marks, ord(separator))
    ends = np.flatnonzero(buffer[marks] == _NEWLINE)
    marks = marks[: ends[-1] + 1] if len(ends) else marks[:0]
    size = int(marks[-1]) + 1 if len(marks) else 0
    return Cut(block[:size], block[size:], buffer, marks, has_quotes)


def _outside_quotes(buffer: NDArray[np.uint8], marks: Places, separator: int) -> Places:
    """Leave the marks that do not stand in a quoted cell; every other quotation mark ends one."""
    is_quote = buffer[marks] == _QUOTE
    quotes = marks[is_quote]
    around = (separator, _NEWLINE, _QUOTE)
    before = buffer[quotes[0::2] - 1][quotes[0::2] > 0]
    after = buffer[quotes[1::2] + 1]
    if not np.isin(before, around).all() or not np.isin(after, (*around, _RETURN, 0)).all():
        raise Unusual
    is_inside = np.cumsum(is_quote) % 2 == 1
    return marks[~(is_quote | is_inside)]


def cells_of(rows: Cut, width: int, places: list[int]) -> list[Bytes]:
    """Return some columns of a block, clean, an array of UTF-8 byte strings each.

    Parameters
    ----------
    rows
        The block.
    width
        How many columns the header has.
    places
        Which of them are wanted.

    Raises
    ------
    Unusual
        For rows of several lengths, doubled quotation marks, text that is not in the
        normal form NFC, very long cells, and white space or control characters beyond ASCII's.
    """
    _check_text(rows.block)
    ends = _as_table(rows, width)
    starts = np.empty_like(ends)
    starts[:, 1:] = ends[:, :-1] + 1
    starts[1:, 0] = ends[:-1, -1] + 1
    starts[0, 0] = 0
    trimmed = [_trim(rows, starts[:, at], ends[:, at]) for at in places]
    for at in range(width, ends.shape[1]):  # cells without a column
        start, end = _trim(rows, starts[:, at], ends[:, at])
        if (start != end).any():
            raise Unusual
    return [_gather(rows, start, end) for start, end in trimmed]


def _check_text(block: bytes) -> None:
    if any(own in block for own in _CONTROLS):
        raise Unusual
    if block.isascii():
        return
    if any(own[:1] in block and own in block for own in _SPACES):
        raise Unusual
    is_latin = np.frombuffer(block, np.uint8).max() <= _LATIN
    if not is_latin and not unicodedata.is_normalized("NFC", block.decode()):
        raise Unusual


def _as_table(rows: Cut, width: int) -> Places:
    """Put the ends of cells in rows, where all have as many."""
    is_end = rows.buffer[rows.marks] == _NEWLINE
    wide = int(np.argmax(is_end)) + 1
    if wide < width or len(rows.marks) % wide or not is_end[wide - 1 :: wide].all():
        raise Unusual
    if np.count_nonzero(is_end) * wide != len(rows.marks):
        raise Unusual
    return rows.marks.reshape(-1, wide)


def _trim(rows: Cut, start: Places, end: Places) -> tuple[Places, Places]:
    """Leave quotation marks, and white space, at both ends of cells."""
    buffer = rows.buffer
    is_returned = (end > start) & (buffer[end - 1] == _RETURN)
    end = end - is_returned
    if rows.has_quotes:
        is_quoted = (end > start) & (buffer[start] == _QUOTE)
        start, end = start + is_quoted, end - is_quoted
    while (is_space := (end > start) & _IS_SPACE[buffer[start]]).any():
        start = start + is_space
    while (is_space := (end > start) & _IS_SPACE[buffer[end - 1]]).any():
        end = end - is_space
    return start, end


def _gather(rows: Cut, start: Places, end: Places) -> Bytes:
    lengths = end - start
    width = max(int(lengths.max()), 1)
    if width > LONGEST:
        raise Unusual
    every = np.ndarray(
        (len(rows.buffer) - width + 1,),
        f"V{width}",
        rows.buffer,
        strides=(1,),  # one at each byte
    )
    found = every[start].view(np.uint8).reshape(-1, width)
    if lengths.min() < width:
        found *= np.arange(width) < lengths[:, None]
    if rows.has_quotes and (found == _QUOTE).any():
        raise Unusual
    return found.reshape(-1).view(f"S{width}")
