"""A register in memory: what eligibility and draws need of it, a column each."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from sortition.quotas import fold
from sortition.register.columns import RegisterColumns
from sortition.register.digests import Bytes, Digests
from sortition.register.grouping import Groups, group


@dataclass(frozen=True)
class Coded:
    """A column with few values: `values[codes[i]]` is the cell of row i."""

    codes: NDArray[np.int32]
    values: tuple[str, ...]


@dataclass(frozen=True)
class Register:
    """What was read of a register.

    Attributes
    ----------
    files
        The files that were read, as problems call them, with the first row of each.
    columns
        Which columns were read.
    snapshot
        The hash of their content, as 64 hex digits: the same for the same rows, whatever the
        encoding, the separator, the format, the order of rows and of columns, or the way dates are
        written. H("snapshot", names, hashes), where names are the columns' names, folded, sorted,
        joined by U+001F; hashes are the SHA-256 of each row, sorted, joined; and a row is its cells
        in the order of the names (UTF-8, NFC, stripped, dates as YYYY-MM-DD), joined by U+001F.
    digests
        SHA-256 of each row, shape (rows, 32).
    lines
        The line of each row in its file, shape (rows,).
    households, persons
        The keys of each row as UTF-8, shape (rows,); persons is None without such a column.
    born
        The date of birth of each row as YYYYMMDD, 0 where it is blank; None without such a column.
    coded
        The other columns by folded name.
    """

    files: tuple[tuple[int, str], ...]
    columns: RegisterColumns
    snapshot: str
    digests: Digests
    lines: NDArray[np.int64]
    households: Bytes
    persons: Bytes | None
    born: NDArray[np.int32] | None
    coded: dict[str, Coded]

    @property
    def name(self) -> str:
        """How problems call the file, or the first of several."""
        return self.files[0][1]

    def where(self, row: int) -> tuple[str, int]:
        """Return the file and the line of a row, as problems say them."""
        name = next(name for first, name in reversed(self.files) if row >= first)
        return name, int(self.lines[row])

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return len(self.lines)

    @cached_property
    def homes(self) -> Groups:
        """The rows by household."""
        return group(self.households)

    def column(self, name: str) -> Coded:
        """Return a column that strata can be made of, by its name in any case.

        Raises
        ------
        KeyError
            For a column that was not read.
        """
        return self.coded[fold(name)]


def decode(keys: Bytes | Sequence[bytes]) -> list[str]:
    """Return byte strings as text."""
    return [key.decode() for key in (keys.tolist() if isinstance(keys, np.ndarray) else keys)]
