"""From cells to numbers: values of a column by number, dates as YYYYMMDD; each value read once."""

import numpy as np
from numpy.typing import NDArray

from sortition.errors import Problem
from sortition.register.dates import iso_date
from sortition.register.digests import Bytes
from sortition.register.findings import Findings

_BAD = -1
_LENGTHS = np.array([0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])


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

    def __missing__(self, cell: bytes) -> int:
        day = iso_date(cell.decode())
        number = _BAD if day is None else int(day.replace("-", "") or 0)
        if day is not None:
            self._written[number] = day.encode()
        self[cell] = number
        return number

    def read(
        self, cells: Bytes, lines: NDArray[np.int64], file: str
    ) -> tuple[NDArray[np.int32], Bytes]:
        """Return the dates of some rows as numbers, and as YYYY-MM-DD."""
        plain = plain_days(cells)
        if plain is not None:
            return plain, cells
        numbers = np.fromiter(map(self.__getitem__, cells.tolist()), np.int32, len(cells))
        self._find(cells, lines, np.flatnonzero(numbers == _BAD).tolist(), file)
        return numbers, np.array([self._written[number] for number in numbers.tolist()], np.bytes_)

    def _find(self, cells: Bytes, lines: NDArray[np.int64], bad: list[int], file: str) -> None:
        shown = bad[: self._findings.room("not_a_date")]
        for row in shown:
            where = (file, int(lines[row]), self._column)
            self._findings.add(Problem("not_a_date", *where, cells[row].decode()))
        if len(bad) > len(shown):
            self._findings.count("not_a_date", len(bad) - len(shown))


def plain_days(cells: Bytes) -> NDArray[np.int32] | None:
    """Read dates that are all blank or written YYYY-MM-DD; None where any is another or none."""
    if cells.dtype.itemsize != 10:
        return None
    letters = np.ascontiguousarray(cells).view(np.uint8).reshape(-1, 10)
    is_blank = letters[:, 0] == 0
    digits = letters[:, [0, 1, 2, 3, 5, 6, 8, 9]].astype(np.int32) - ord("0")
    year, month, day = (
        digits[:, some] @ 10 ** np.arange(len(digits[0, some]))[::-1]
        for some in (slice(0, 4), slice(4, 6), slice(6, 8))
    )
    is_leap = (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))
    is_date = (
        ((digits >= 0) & (digits <= 9)).all(axis=1)
        & (letters[:, [4, 7]] == ord("-")).all(axis=1)
        & (year >= 1)
        & (day >= 1)
        & (day <= _LENGTHS[np.clip(month, 0, 12)])
        & (month <= 12)
        & ((month != 2) | (day <= 28) | is_leap)
    )
    if not (is_date | is_blank).all():
        return None
    return np.where(is_blank, 0, year * 10_000 + month * 100 + day).astype(np.int32)
