"""The frame of a draw: every household or person that a letter can go to, with its stratum."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from sortition.errors import InputError, Problem
from sortition.register.content import Register
from sortition.register.digests import Bytes
from sortition.register.eligibility import Eligibility
from sortition.register.findings import Findings
from sortition.register.grouping import Groups, group, has_twice, numbered

UNITS = ("household", "person")
CROSSED = " / "
"""What stands between the values of a stratum that crosses several columns."""


@dataclass(frozen=True)
class Frame:
    """Who can be drawn, n units.

    Attributes
    ----------
    unit
        "household" or "person": what has equal chances, and what `keys` name.
    strata
        The names of the strata, sorted; one, "", where nothing is stratified.
    stratum
        The place in `strata` of each unit, shape (n,).
    keys, households
        The key of each unit, and of its household, as UTF-8, shape (n,).
    known_homes
        The units by household where that is known; else `homes` groups them.
    """

    unit: str
    strata: tuple[str, ...]
    stratum: NDArray[np.int64]
    keys: Bytes
    households: Bytes
    known_homes: Groups | None = None

    def __len__(self) -> int:
        return len(self.keys)

    @property
    def units_by_stratum(self) -> dict[str, int]:
        """How many units each stratum has."""
        return self._counted(self.stratum)

    @property
    def households_by_stratum(self) -> dict[str, int]:
        """How many households each stratum has; no two letters go to one."""
        if self.unit == "household":
            return self.units_by_stratum
        return self._counted(self.stratum[self.homes.first])

    @cached_property
    def homes(self) -> Groups:
        """The units by household."""
        return group(self.households) if self.known_homes is None else self.known_homes

    def taken(self, places: NDArray[np.int64]) -> "Frame":
        """Return the units at some places, in their order."""
        homes = None if self.known_homes is None else self.known_homes.taken(places)
        return replace(
            self,
            stratum=self.stratum.take(places),
            keys=self.keys.take(places),
            households=self.households.take(places),
            known_homes=homes,
        )

    def _counted(self, stratum: NDArray[np.int64]) -> dict[str, int]:
        counts = np.bincount(stratum, minlength=len(self.strata)).tolist()
        return dict(zip(self.strata, counts, strict=True))


def make_frame(
    register: Register,
    eligibility: Eligibility,
    strata: Sequence[str] = (),
    unit: str = "household",
) -> Frame:
    """List every household with an eligible person, or every eligible person.

    Parameters
    ----------
    register, eligibility
        The register, and who in it is eligible.
    strata
        The columns whose crossed values are the strata; none for one stratum, "".
    unit
        "household" or "person".

    Raises
    ------
    InputError
        For households with eligible persons in two strata; for persons without a key or listed
        twice where persons are drawn (the first 20 of each kind are named).
    """
    rows = np.flatnonzero(eligibility.is_eligible)
    names, of_row = _strata(register, rows, strata)
    findings = Findings()
    homes = register.homes.taken(rows)
    column = CROSSED.join(strata) or None
    crossing = np.flatnonzero(of_row != of_row[homes.first][homes.of_row])
    for place in _shown(crossing, findings, "two_strata"):
        first = {"first": names[of_row[homes.first[homes.of_row[place]]]]}
        where = register.where(int(rows[place]))
        findings.add(Problem("two_strata", *where, column, names[of_row[place]], first))
    if unit == "person":
        persons = _persons(register)[rows]
        _check_persons(register, rows, persons, findings)
        findings.refuse()
        return Frame(unit, names, of_row, persons, register.households[rows], homes)
    findings.refuse()
    chosen = np.sort(homes.first)
    keys = register.households[rows[chosen]]
    return Frame(unit, names, of_row[chosen], keys, keys)


def _strata(
    register: Register, rows: NDArray[np.int64], columns: Sequence[str]
) -> tuple[tuple[str, ...], NDArray[np.int64]]:
    """Name the strata of eligible rows, sorted, and say in which each row is."""
    named = [register.column(name) for name in columns]
    found = numbered(np.zeros(len(rows), np.int64), 1)
    for column in named:
        code = found.of_row * len(column.values) + column.codes[rows]
        found = numbered(code, len(found) * len(column.values))
    names = [
        CROSSED.join(column.values[column.codes[row]] for column in named)
        for row in rows[found.first]
    ]
    _refuse_ambiguous(register, names)
    order = sorted(range(len(found)), key=names.__getitem__)
    place = np.empty(len(found), np.int64)
    place[order] = np.arange(len(found))
    return tuple(names[own] for own in order), place[found.of_row]


def _refuse_ambiguous(register: Register, names: list[str]) -> None:
    twice = sorted(name for name, count in Counter(names).items() if count > 1)
    if twice:
        raise InputError(Problem("ambiguous_stratum", register.name, value=own) for own in twice)


def _check_persons(
    register: Register, rows: NDArray[np.int64], persons: Bytes, findings: Findings
) -> None:
    column = register.columns.person
    for place in _shown(np.flatnonzero(persons == b""), findings, "blank_id"):
        findings.add(Problem("blank_id", *register.where(int(rows[place])), column))
    if not has_twice(persons):
        return
    same = group(persons)
    first = same.first[same.of_row]
    twice = np.flatnonzero((first != np.arange(len(rows))) & (persons != b""))
    for place in _shown(twice, findings, "duplicate_id"):
        where = register.where(int(rows[place]))
        line = {"first_line": register.where(int(rows[first[place]]))[1]}
        findings.add(Problem("duplicate_id", *where, column, persons[place].decode(), line))


def _shown(places: NDArray[np.int64], findings: Findings, code: str) -> list[int]:
    """Choose the rows of a kind of problem that are named, and count the others."""
    shown = places[: findings.room(code)].tolist()
    if len(places) > len(shown):
        findings.count(code, len(places) - len(shown))
    return shown


def _persons(register: Register) -> Bytes:
    if register.persons is None:
        raise InputError([Problem("no_person_column", register.name)])
    return register.persons
