"""Quota files in the three layouts in use."""

import re
from collections.abc import Iterator, Mapping, Sequence

from sortition.errors import InputError, Problem
from sortition.quotas import Quota, Quotas
from sortition.tables.rows import Source, Table

_WHOLE = re.compile(r"([+-]?[0-9]{1,9})(?:\.0+)?")


def read_quotas(data: Source, name: str) -> Quotas:
    """Read a quota file in any of the three layouts in use.

    `category,name`, `feature,value` or `category,feature` (where feature is the value), then
    `min,max` and perhaps `min_flex,max_flex`; other columns, and rows whose first is blank, are
    ignored. Whether the quotas fit a panel, `Quotas.problems` says.

    Raises
    ------
    InputError
        With every missing column, blank name and number that is none.
    """
    table = Table(data, name)
    columns = _quota_columns(table)
    named = {line: _Cells(row, columns) for line, row in table if row[columns["feature"]]}
    problems = [problem for problem in table.problems if problem.line in named]
    for line, cells in named.items():
        problems += _bad_quota(cells, table, line)
    if problems:
        raise InputError(sorted(problems, key=lambda problem: problem.line or 0))
    return Quotas(tuple(cells.quota() for cells in named.values()), tuple(named))


class _Cells(dict[str, str]):
    """The cells of one row that make a quota, by our own names for the columns."""

    def __init__(self, row: Sequence[str], columns: Mapping[str, int]) -> None:
        super().__init__({own: row[at] for own, at in columns.items()})

    def number(self, own: str) -> int | None:
        """Read a whole number, if there is one."""
        match = _WHOLE.fullmatch(self.get(own, ""))
        return int(match[1]) if match else None

    def quota(self) -> Quota:
        """Make the quota, from cells without problems."""
        bounds = self.number("min") or 0, self.number("max") or 0
        flex = self.number("min_flex"), self.number("max_flex")
        return Quota(self["feature"], self["value"], *bounds, *flex)


def _quota_columns(table: Table) -> dict[str, int]:
    layouts = (("category", "name"), ("feature", "value"), ("category", "feature"))
    pairs = [(table.at(feature), table.at(value)) for feature, value in layouts]
    pair = next((pair for pair in pairs if None not in pair), None)
    numbers = {own: table.at(own) for own in ("min", "max")}
    problems = [table.missing(own) for own, at in numbers.items() if at is None]
    if pair is None:
        problems.append(Problem("no_quota_columns", table.file, table.line, params=table.columns))
    flex = {own: table.at(own) for own in ("min_flex", "max_flex")}
    if (flex["min_flex"] is None) != (flex["max_flex"] is None):
        problems.append(Problem("one_flex", table.file, table.line))
    if problems or pair is None:
        raise InputError(problems)
    found = {"feature": pair[0], "value": pair[1], **numbers, **flex}
    return {own: at for own, at in found.items() if at is not None}


def _bad_quota(cells: _Cells, table: Table, line: int) -> Iterator[Problem]:
    if not cells["value"]:
        yield Problem("blank_name", table.file, line, "value")
    given = [own for own in ("min_flex", "max_flex") if cells.get(own)]
    if len(given) == 1:
        yield Problem("one_flex", table.file, line, given[0], cells[given[0]])
    wrong = [own for own in ("min", "max", *given) if cells.number(own) is None]
    for own in wrong:
        yield Problem("not_whole_number", table.file, line, own, cells[own])
    if len(given) == 2 and not wrong:
        yield from _flex_outside(cells, table.file, line)


def _flex_outside(cells: _Cells, file: str, line: int) -> Iterator[Problem]:
    quota = cells.quota()
    params = {"minimum": quota.minimum, "maximum": quota.maximum}
    if (quota.min_flex or 0) > quota.minimum:
        yield Problem("flex_inside", file, line, "min_flex", cells["min_flex"], params)
    if (quota.max_flex or 0) < quota.maximum:
        yield Problem("flex_inside", file, line, "max_flex", cells["max_flex"], params)
