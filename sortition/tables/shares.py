"""A number for each value of each feature: census tables, and what makes people leave."""

import re
from collections.abc import Sequence
from fractions import Fraction

from sortition.errors import InputError, Problem
from sortition.quotas import fold
from sortition.tables.rows import Source, Table

LAYOUTS = (("category", "name"), ("feature", "value"), ("category", "feature"))
NUMBERS = ("count", "people", "population", "share", "percent")
_NUMBER = re.compile(r"([0-9]{1,15})(?:[.,]([0-9]{1,12}))?\s*%?")
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:[.,  ][0-9]{3})+")


def read_shares(data: Source, name: str) -> dict[str, dict[str, Fraction]]:
    """Read a census table: feature, value, and people, percent or parts of one.

    The columns are named as in a quota file, and the numbers `count`, `people`, `population`,
    `share` or `percent`. Rows without a feature are notes.

    Returns
    -------
    dict
        The weight of each value of each feature, in the order of the file.

    Raises
    ------
    InputError
        With every missing column, blank or repeated value, and number that is none or that two
        countries read differently (1,234).
    """
    return _read(data, name, NUMBERS)


def read_factors(data: Source, name: str) -> dict[str, dict[str, Fraction]]:
    """Read by how much each value multiplies a probability: feature, value, `factor`.

    Returns
    -------
    dict
        The factor of each value that the file names.

    Raises
    ------
    InputError
        As `read_shares`.
    """
    return _read(data, name, ("factor",))


def _read(data: Source, name: str, numbers: Sequence[str]) -> dict[str, dict[str, Fraction]]:
    table = Table(data, name)
    feature, value, number = _columns(table, numbers)
    shares: dict[str, dict[str, Fraction]] = {}
    names: dict[str, str] = {}
    lines: dict[tuple[str, str], int] = {}
    problems: list[Problem] = []
    for line, row in table:
        if not row[feature]:
            continue
        own, text = names.setdefault(fold(row[feature]), row[feature]), row[value]
        problems += _bad_row(table, line, (own, text, row[number]), lines)
        lines.setdefault((fold(own), fold(text)), line)
        weight = _weight(row[number])
        shares.setdefault(own, {})[text] = weight if weight is not None else Fraction(0)
    problems += [problem for problem in table.problems if problem.line in lines.values()]
    if not shares:
        problems.append(Problem("no_rows", name, table.line))
    if problems:
        raise InputError(sorted(problems, key=lambda problem: problem.line or 0))
    return shares


def _columns(table: Table, numbers: Sequence[str]) -> tuple[int, int, int]:
    pairs = [(table.at(feature), table.at(value)) for feature, value in LAYOUTS]
    pair = next(((f, v) for f, v in pairs if f is not None and v is not None), None)
    number = next((at for own in numbers if (at := table.at(own)) is not None), None)
    problems = []
    if pair is None:
        problems.append(Problem("no_quota_columns", table.file, table.line, params=table.columns))
    if number is None:
        problems.append(table.missing(numbers[0]))
    if problems or pair is None or number is None:
        raise InputError(problems)
    return pair[0], pair[1], number


def _bad_row(
    table: Table, line: int, cells: tuple[str, str, str], lines: dict[tuple[str, str], int]
) -> list[Problem]:
    feature, value, number = cells
    found = []
    if not value:
        found.append(Problem("blank_name", table.file, line, "value"))
    elif first := lines.get((fold(feature), fold(value))):
        params = {"feature": feature, "first_line": first}
        found.append(Problem("duplicate_share", table.file, line, "value", value, params))
    if _GROUPED.fullmatch(number):
        found.append(Problem("two_readings", table.file, line, "count", number))
    elif _weight(number) is None:
        found.append(Problem("not_a_number", table.file, line, "count", number))
    return found


def _weight(text: str) -> Fraction | None:
    match = _NUMBER.fullmatch(text)
    if not match or _GROUPED.fullmatch(text):
        return None
    return Fraction(f"{match[1]}.{match[2] or 0}")
