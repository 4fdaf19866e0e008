"""A CSV file of any size as blocks of UTF-8, with its header read; what is irregular row by row."""

import codecs
import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from sortition.clock import Progress, silent
from sortition.errors import InputError, Problem
from sortition.tables import Table
from sortition.tables.rows import cleaned, encoding_of, separator_of

BLOCK = 1 << 23
BEGINNING = 1 << 16  # bytes that hold the whole header
READING = "reading"
Row = tuple[int, list[str]]


class Text:
    """A CSV file: its header, then the rest block by block.

    Parameters
    ----------
    stream, name
        The file's bytes, which can be read twice, and how problems call it.

    Attributes
    ----------
    table
        The header.
    encoding, separator
        How it is written, as Python names it, and the character between two cells.
    line
        The line on which the rest begins.
    """

    def __init__(self, stream: BinaryIO, name: str, progress: Progress = silent) -> None:
        self._stream, self._name, self._progress = stream, name, progress
        self._size = stream.seek(0, io.SEEK_END) or 1
        self.encoding = encoding_of(stream, name)
        self._pieces = self._utf8(self.encoding)
        piece = next(self._pieces, b"")
        beginning = io.StringIO(piece.decode("utf-8", "ignore"), newline="")  # cut anywhere
        self.separator = separator_of(next((line for line in beginning if line.strip()), ""))
        beginning.seek(0)
        reader = csv.reader(beginning, delimiter=self.separator, strict=True)
        self.table = Table.of_rows(_numbered(reader, 1, name), name)
        self.line = reader.line_num + 1
        header = beginning.getvalue()[: beginning.tell()]
        self._rest = piece[len(header.encode()) :]

    def blocks(self) -> Iterator[bytes]:
        """Give the rest of the file, piece by piece, cut anywhere."""
        for at in range(0, len(self._rest), BLOCK):
            yield self._rest[at : at + BLOCK]
        yield from self._pieces

    def rows(self, blocks: Iterable[bytes], line: int) -> Iterator[Row]:
        """Read blocks row by row, whatever stands in them; `line` is where they begin."""
        decoder = codecs.getincrementaldecoder("utf-8")()
        texts = (decoder.decode(block) for block in blocks)
        reader = csv.reader(_lines(texts), delimiter=self.separator, strict=True)
        return cleaned(_numbered(reader, line, self._name))

    def _utf8(self, encoding: str) -> Iterator[bytes]:
        self._stream.seek(0)
        is_utf8 = encoding == "utf-8-sig"
        if is_utf8 and self._stream.read(3) != codecs.BOM_UTF8:
            self._stream.seek(0)
        decoder = codecs.getincrementaldecoder(encoding)()
        size = BEGINNING
        while block := self._stream.read(size):
            size = BLOCK
            self._progress(READING, self._stream.tell() / self._size)
            yield block if is_utf8 else self._decoded(decoder, block)
        if not is_utf8:
            yield self._decoded(decoder, b"")

    def _decoded(self, decoder: codecs.IncrementalDecoder, block: bytes) -> bytes:
        try:
            return decoder.decode(block, final=not block).encode()
        except UnicodeError as error:
            raise InputError(
                [Problem("broken_row", self._name, params={"reason": str(error)})]
            ) from error


def _lines(texts: Iterable[str]) -> Iterator[str]:
    """Give whole lines of a text that comes in pieces, as files give them to a CSV reader."""
    cut = ""
    for text in texts:
        *whole, cut = io.StringIO(cut + text, newline="") if cut or text else [""]
        yield from whole
    if cut:
        yield cut


def _numbered(reader: Any, first: int, name: str) -> Iterator[Row]:
    while True:
        line = first + reader.line_num
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            problem = Problem("broken_row", name, line, params={"reason": str(error)})
            raise InputError([problem]) from error
        yield line, row
