"""The register: its rows, who in it is eligible, and the households that can be written to."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from typing import NamedTuple

from sortition import proofs
from sortition.errors import InputError, Problem
from sortition.tables import Source, Table

SHOWN = 200
"""So many problems are named one by one; of the others only the number."""
ELIGIBLE = "eligible"
RULES = ("blank_household", "born_unknown", "too_young", "other_district", ELIGIBLE)
"""What can become of a row; the first that applies counts it."""

_DAY_FIRST = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})")


@dataclass(frozen=True)
class RegisterColumns:
    """The name of each column in the file; None for what the register does not have."""

    household: str = "household"
    person: str | None = "person"
    district: str | None = "district"
    section: str | None = None
    sex: str | None = None
    born: str | None = "born"


class Resident(NamedTuple):
    """One row: text as in the file, "" where it is blank; `born` as YYYY-MM-DD."""

    household: str
    person: str
    district: str
    section: str
    sex: str
    born: str
    line: int = 0


@dataclass(frozen=True)
class EligibilityRules:
    """Who can be written to.

    Attributes
    ----------
    born_on_or_before
        The last birth date that counts, or None for every age (see `latest_birth`).
    districts
        The only districts that count, or None for all.
    """

    born_on_or_before: date | None = None
    districts: frozenset[str] | None = None

    def verdict(self, resident: Resident) -> str:
        """Return the first of `RULES` that applies to a row."""
        if not resident.household:
            return "blank_household"
        if self.born_on_or_before is not None:
            if not resident.born:
                return "born_unknown"
            if resident.born > self.born_on_or_before.isoformat():
                return "too_young"
        if self.districts is not None and resident.district not in self.districts:
            return "other_district"
        return ELIGIBLE


@dataclass(frozen=True)
class Eligibility:
    """What a register gives under the rules.

    Attributes
    ----------
    rows
        How many rows the register has.
    counts
        How many rows each of `RULES` counts; they add up to `rows`.
    households
        The stratum of each household with at least one eligible person, in the file's order.
    snapshot
        The hash of the register's content, as 64 hex digits (see `snapshot_hash`).
    """

    rows: int
    counts: dict[str, int]
    households: dict[str, str]
    snapshot: str

    @property
    def strata(self) -> dict[str, int]:
        """How many such households each stratum has, by name."""
        return dict(sorted(Counter(self.households.values()).items()))


def latest_birth(age: int, on: date) -> date:
    """Return the latest birth date of somebody who has reached `age` on the day `on`."""
    try:
        return on.replace(year=on.year - age)
    except ValueError:  # 29 February: who was born on 1 March is not there yet
        return on.replace(year=on.year - age, day=28)


def read_register(source: Source, columns: RegisterColumns, name: str) -> Iterator[Resident]:
    """Read a register row by row; whoever saves rows must drop them if this raises.

    Parameters
    ----------
    source, name
        The table, and how problems call the file.
    columns
        Where its content stands; other columns are never looked at.

    Raises
    ------
    InputError
        Before the first row where columns are missing; after the last one with every date that is
        none and every row that is too long (the first 200 and the number of the others).
    """
    table = Table(source, name)
    places = _places(table, columns)
    problems: list[Problem] = []
    more = 0
    for line, row in table:
        cells = ["" if at is None else row[at] for at in places]
        born = iso_date(cells[5])
        if born is None and len(problems) < SHOWN:
            problems.append(Problem("not_a_date", name, line, columns.born, cells[5]))
        elif born is None:
            more += 1
        household, person, district, section, sex, _ = cells
        yield Resident(household, person, district, section, sex, born or "", line)
    problems += table.problems
    _raise_if_any(sorted(problems, key=lambda problem: problem.line or 0), more, name)


def _places(table: Table, columns: RegisterColumns) -> list[int | None]:
    named = asdict(columns)
    places = [None if own is None else table.at(own) for own in named.values()]
    missing = [
        own
        for own, at in zip(named.values(), places, strict=True)
        if own is not None and at is None
    ]
    if missing:
        raise InputError([table.missing(own) for own in missing])
    return places


def _raise_if_any(problems: list[Problem], more: int, name: str) -> None:
    if not problems:
        return
    more += max(0, len(problems) - SHOWN)
    rest = [Problem("more_problems", name, params={"count": more})] if more else []
    raise InputError(problems[:SHOWN] + rest)


def iso_date(text: str) -> str | None:
    """Bring a date to YYYY-MM-DD; None if it is no date, "" if there is none."""
    if not text:
        return ""
    day_first = _DAY_FIRST.fullmatch(text)
    if day_first:
        day, month, year = day_first.groups()
        text = f"{year}-{month:0>2}-{day:0>2}"
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return None


def eligible(
    residents: Iterable[Resident],
    rules: EligibilityRules,
    stratum: str | None = "district",
    name: str = "register",
) -> Eligibility:
    """Count the rows by rule, and find the households with at least one eligible person.

    Parameters
    ----------
    residents
        The register's rows, read once.
    rules
        Who is eligible.
    stratum
        The field of `Resident` that is a household's stratum; None for one stratum, "".
    name
        How problems call the file.

    Raises
    ------
    InputError
        For each household with eligible persons in two strata.
    """
    counts = dict.fromkeys(RULES, 0)
    households: dict[str, str] = {}
    hashes: list[bytes] = []
    problems: list[Problem] = []
    for resident in residents:
        hashes.append(_row_hash(resident))
        verdict = rules.verdict(resident)
        counts[verdict] += 1
        if verdict == ELIGIBLE:
            own = getattr(resident, stratum) if stratum else ""
            first = households.setdefault(resident.household, own)
            if first != own:
                params = {"first": first}
                problems.append(Problem("two_strata", name, resident.line, stratum, own, params))
    _raise_if_any(problems, 0, name)
    return Eligibility(len(hashes), counts, households, _snapshot(hashes))


def snapshot_hash(residents: Iterable[Resident]) -> str:
    """Return the hash of a register's content, as 64 hex digits.

    The same rows give the same hash, whatever the encoding, the separator, the order of columns
    and of rows, or the way dates are written: H("snapshot", sorted SHA-256 of each row's six
    fields, each with its length).
    """
    return _snapshot([_row_hash(resident) for resident in residents])


def _row_hash(resident: Resident) -> bytes:
    return hashlib.sha256(proofs.length_prefixed(*resident[:6])).digest()


def _snapshot(hashes: list[bytes]) -> str:
    return proofs.H("snapshot", b"".join(sorted(hashes))).hex()
