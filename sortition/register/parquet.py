"""Parquet files, read by polars where it is installed."""

from collections.abc import Iterator
from typing import Any, BinaryIO

from sortition.errors import InputError, Problem
from sortition.tables import Table
from sortition.tables.rows import clean
from sortition.tables.workbooks import as_text

SIGNATURE = b"PAR1"
ROWS = 100_000


def is_parquet(stream: BinaryIO) -> bool:
    """Whether a stream begins as Parquet files do."""
    stream.seek(0)
    start = stream.read(4)
    stream.seek(0)
    return start == SIGNATURE


class ParquetFile:
    """A Parquet file.

    Parameters
    ----------
    stream, name
        The file's bytes, and how problems call it.

    Attributes
    ----------
    table
        The header.
    size
        How many rows there are, once they are read.

    Raises
    ------
    InputError
        Where polars is missing, and for what is no Parquet file.
    """

    def __init__(self, stream: BinaryIO, name: str) -> None:
        self._stream, self._name = stream, name
        self._polars = _polars(name)
        self._header: list[str] = list(self._read(n_rows=0).columns)
        self.size = 1
        self.table = Table.of_rows(iter([(0, list(self._header))]), name)

    def columns(self, places: list[int]) -> Iterator[tuple[int, list[list[str]]]]:
        """Give the first row's number and clean cells of some columns, rows by the chunk."""
        frame = self._read(columns=[self._header[at] for at in places])
        first, self.size = 1, len(frame)
        for some in frame.iter_slices(ROWS):
            yield first, [_texts(some[:, at]) for at in range(len(places))]
            first += len(some)

    def rows(self, count: int) -> list[tuple[str, ...]]:
        """Return the first rows, whole."""
        cells = [_texts(column) for column in self._read(n_rows=count)]
        return list(zip(*cells, strict=True))

    def _read(self, **named: Any) -> Any:
        self._stream.seek(0)
        try:
            return self._polars.read_parquet(self._stream, use_pyarrow=False, **named)
        except (self._polars.exceptions.PolarsError, OSError) as error:
            reason = str(error).splitlines()[0] if str(error) else type(error).__name__
            problem = Problem("broken_parquet", self._name, params={"reason": reason})
            raise InputError([problem]) from error


def _polars(name: str) -> Any:
    try:
        import polars
    except ImportError as error:
        raise InputError([Problem("no_parquet_reader", name)]) from error
    return polars


def _texts(column: Any) -> list[str]:
    return [
        clean(cell) if isinstance(cell, str) else "" if cell is None else clean(as_text(cell))
        for cell in column.to_list()
    ]
