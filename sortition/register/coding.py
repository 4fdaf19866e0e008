"""From cells to numbers: values of a column by number, dates as YYYYMMDD; each value read once."""

import numpy as np
from numpy.typing import NDArray

from sortition.errors import Problem
from sortition.register.dates import iso_date
from sortition.register.digests import Bytes
from sortition.register.findings import Findings

_BAD = -1


class Coder(dict[bytes, int]):
    """Numbers for the values of a column, in the order in which they come."""

    def __missing__(self, value: bytes) -> int:
        self[value] = found = len(self)
        return found

    def codes(self, cells: Bytes) -> NDArray[np.int32]:
        """Return the number of each cell."""
        return np.fromiter(map(self.__getitem__, cells.tolist()), np.int32, len(cells))

    def values(self) -> tuple[str, ...]:  # type: ignore[override]
        """Return the values as text, by number."""
        return tuple(value.decode() for value in self)


class Days(dict[bytes, int]):
    """Dates of birth as numbers YYYYMMDD, 0 where blank; what is no date is found."""

    def __init__(self, column: str, findings: Findings) -> None:
        super().__init__()
        self._column, self._findings = column, findings
        self._written: dict[int, bytes] = {0: b"", _BAD: b""}
        self._is_plain = True

    def __missing__(self, cell: bytes) -> int:
        day = iso_date(cell.decode())
        number = _BAD if day is None else int(day.replace("-", "") or 0)
        if day is not None:
            self._written[number] = day.encode()
            self._is_plain &= day.encode() == cell
        self[cell] = number
        return number

    def read(
        self, cells: Bytes, lines: NDArray[np.int64], file: str
    ) -> tuple[NDArray[np.int32], Bytes]:
        """Return the dates of some rows as numbers, and as YYYY-MM-DD."""
        numbers = np.fromiter(map(self.__getitem__, cells.tolist()), np.int32, len(cells))
        self._find(cells, lines, np.flatnonzero(numbers == _BAD).tolist(), file)
        if self._is_plain:
            return numbers, cells
        return numbers, np.array([self._written[number] for number in numbers.tolist()], np.bytes_)

    def _find(self, cells: Bytes, lines: NDArray[np.int64], bad: list[int], file: str) -> None:
        shown = bad[: self._findings.room("not_a_date")]
        for row in shown:
            where = (file, int(lines[row]), self._column)
            self._findings.add(Problem("not_a_date", *where, cells[row].decode()))
        if len(bad) > len(shown):
            self._findings.count("not_a_date", len(bad) - len(shown))
