"""How many letters each stratum gets: by largest remainder, or from a file."""

import re
from collections.abc import Mapping

from sortition.errors import DrawError, InputError, Problem
from sortition.tables import Source, Table

_NUMBER = re.compile(r"[0-9]{1,9}")


def letters_by_stratum(households: Mapping[str, int], letters: int) -> dict[str, int]:
    """Share out the letters by largest remainder of the eligible households.

    Parameters
    ----------
    households
        How many each stratum has, H_s.
    letters
        How many are sent in all, N; equal remainders go by the stratum's name.

    Raises
    ------
    DrawError
        code `too_many_letters`, where N is above the sum of H_s.
    """
    total = sum(households.values())
    if letters > total:
        raise DrawError("too_many_letters", letters=letters, households=total)
    whole = {own: letters * count // total for own, count in households.items() if count}
    rest = sorted(whole, key=lambda own: (-(letters * households[own] % total), own))
    one_more = set(rest[: letters - sum(whole.values())])
    return {own: whole.get(own, 0) + (own in one_more) for own in sorted(households)}


def read_letters_by_stratum(source: Source, name: str) -> dict[str, int]:
    """Read how many letters each stratum gets: a table with the columns stratum and letters.

    Raises
    ------
    InputError
        With every missing column, repeated stratum and number that is none.
    """
    table = Table(source, name)
    at = {own: table.at(own) for own in ("stratum", "letters")}
    missing = [table.missing(own) for own, place in at.items() if place is None]
    if missing:
        raise InputError(missing)
    found: dict[str, int] = {}
    lines: dict[str, int] = {}
    problems: list[Problem] = []
    for line, row in table:
        stratum, letters = (row[place] for place in at.values() if place is not None)
        if stratum in found:
            first = {"first_line": lines[stratum]}
            problems.append(Problem("stratum_twice", name, line, "stratum", stratum, first))
        if not _NUMBER.fullmatch(letters):
            problems.append(Problem("not_whole_number", name, line, "letters", letters))
            letters = "0"
        found[stratum] = int(letters)
        lines.setdefault(stratum, line)
    if problems := [*table.problems, *problems]:
        raise InputError(sorted(problems, key=lambda problem: problem.line or 0))
    return found
