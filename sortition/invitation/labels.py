"""Labels: the letters of a draw joined with columns of the register; for its holder alone."""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from sortition.clock import Progress, silent
from sortition.errors import InputError, Problem
from sortition.quotas import fold
from sortition.reading import read_file
from sortition.register import Findings, RegisterColumns
from sortition.register.chunks import read_chunks
from sortition.tables import Source, Table
from sortition.tables.writing import unguarded

KEPT = ("household", "stratum", "rank", "leaf", "person")


@dataclass(frozen=True)
class Labels:
    """The letters with further columns.

    Attributes
    ----------
    header, rows
        The columns of the letters, then those of the register.
    several
        For each of those, how many households have several values; the first row's is taken.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    several: dict[str, int]


def join_labels(
    letters: Path,
    registers: Sequence[Path],
    *,
    household: str,
    columns: Sequence[str],
    person: str | None = None,
    progress: Progress = silent,
) -> Labels:
    """Join the letters of a draw with columns of the register.

    Parameters
    ----------
    letters
        The draw's `letters.csv`.
    registers
        The register's files.
    household, person
        The columns of the keys; the person's only where persons were drawn.
    columns
        What the labels show.

    Raises
    ------
    InputError
        For files that cannot be read, columns that are missing, and households or persons who are
        not in the register (the first 20 are named).
    """
    key = "household" if person is None else "person"
    header, rows, lines = read_file(letters, lambda data, name: _read_letters(data, name, key))
    at = header.index(key)
    found: dict[str, tuple[str, ...]] = {}
    several: dict[str, set[str]] = {own: set() for own in columns}
    wanted = {row[at] for row in rows}
    for path in registers:
        read = _Reader(RegisterColumns(household, person, others=tuple(columns)), wanted)
        for own, values in read_file(path, partial(read.rows, progress=progress)):
            first = found.setdefault(own, values)
            for name, before, value in zip(columns, first, values, strict=True):
                if before != value:
                    several[name].add(own)
    _refuse_strangers(str(letters), key, zip((row[at] for row in rows), lines, strict=True), found)
    joined = tuple((*row, *found[row[at]]) for row in rows)
    counts = {name: len(keys) for name, keys in several.items()}
    return Labels((*header, *columns), joined, counts)


def _read_letters(
    data: Source, name: str, key: str
) -> tuple[tuple[str, ...], list[tuple[str, ...]], list[int]]:
    table = Table(data, name)
    if table.at(key) is None:
        raise InputError([table.missing(key)])
    header = tuple(own for own in KEPT if table.at(own) is not None)
    places = [place for own in header if (place := table.at(own)) is not None]
    rows = list(table)
    return (
        header,
        [tuple(unguarded(cells[place]) for place in places) for _, cells in rows],
        [line for line, _ in rows],
    )


class _Reader:
    """Reads the rows of a register whose key is wanted."""

    def __init__(self, columns: RegisterColumns, wanted: set[str]) -> None:
        self._columns = columns
        self._wanted = {key.encode() for key in wanted}
        place = columns.names.index
        self._key = place(fold(columns.person or columns.household))
        self._values = [place(fold(name)) for name in columns.others]

    def rows(
        self, data: Source, name: str, progress: Progress
    ) -> list[tuple[str, tuple[str, ...]]]:
        """Return the key and the values of each row that is wanted."""
        findings, found = Findings(), []
        for chunk in read_chunks(data, self._columns, name, findings, progress):
            for row, key in enumerate(chunk.cells[self._key].tolist()):
                if key in self._wanted:
                    values = (chunk.cells[at][row].decode() for at in self._values)
                    found.append((key.decode(), tuple(values)))
        findings.refuse()
        return found


def _refuse_strangers(
    file: str, column: str, keys: Iterable[tuple[str, int]], known: Container[str]
) -> None:
    findings = Findings()
    for key, line in keys:
        if key not in known:
            findings.add(Problem("not_in_register", file, line, column, key))
    findings.refuse()
