"""Files of people: any columns, and an id for each row."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sortition.errors import InputError, Problem
from sortition.tables.rows import Source, Table

KNOWN_IDS = ("nationbuilder_id", "unique_id")


@dataclass(frozen=True)
class People:
    """The rows of a file of people.

    Attributes
    ----------
    header
        Column names as written.
    ids
        One for each row: its id column, or its number from 1.
    rows
        A mapping from column name to cell for each row.
    lines
        The line of the file on which each row begins.
    """

    header: tuple[str, ...]
    ids: tuple[str, ...]
    rows: tuple[Mapping[str, str], ...]
    lines: tuple[int, ...]


def read_people(data: Source, name: str, id_column: str | None = None) -> People:
    """Read a file of people: all its columns, and an id for each row.

    Parameters
    ----------
    data, name
        The table, and how problems call the file.
    id_column
        Whose cells are the ids; else `nationbuilder_id` or `unique_id`; else the row's number.

    Raises
    ------
    InputError
        With every row that is too long and every blank or repeated id; an unknown id column; what
        is no table.
    """
    table = Table(data, name)
    at = _id_position(table, id_column)
    rows = list(table)
    if not rows:
        raise InputError([Problem("no_rows", name, table.line)])
    ids = tuple(str(i) if at is None else row[at] for i, (_, row) in enumerate(rows, start=1))
    lines = tuple(line for line, _ in rows)
    column = table.names[at] if at is not None else None
    problems = [*table.problems, *_bad_ids(ids, lines, name, column)]
    if problems:
        raise InputError(sorted(problems, key=lambda problem: problem.line or 0))
    mappings = tuple(dict(zip(table.names, row, strict=True)) for _, row in rows)
    return People(table.names, ids, mappings, lines)


def _id_position(table: Table, id_column: str | None) -> int | None:
    if id_column is not None:
        at = table.at(id_column)
        if at is None:
            raise InputError([table.missing(id_column)])
        return at
    known = (table.at(name) for name in KNOWN_IDS)
    return next((at for at in known if at is not None), None)


def _bad_ids(
    ids: Sequence[str], lines: Sequence[int], name: str, column: str | None
) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for own, line in zip(ids, lines, strict=True):
        if not own:
            yield Problem("blank_id", name, line, column)
        elif own in first:
            yield Problem("duplicate_id", name, line, column, own, {"first_line": first[own]})
        first.setdefault(own, line)


def read_ids(data: Source, name: str, id_column: str | None = None) -> tuple[str, ...]:
    """Read only the ids of a table, in its order: a panel, or the order of a draw.

    They stand in the column named, or `member`, or one that `read_people` knows, or the first.

    Raises
    ------
    InputError
        With every blank or repeated id.
    """
    table = Table(data, name)
    named = [own for own in (id_column, "member", *KNOWN_IDS) if own is not None]
    at = next((at for own in named if (at := table.at(own)) is not None), 0)
    found = [(line, row[at]) for line, row in table]
    ids = tuple(own for _, own in found)
    problems = list(_bad_ids(ids, [line for line, _ in found], name, table.names[at]))
    if problems:
        raise InputError(problems)
    return ids
