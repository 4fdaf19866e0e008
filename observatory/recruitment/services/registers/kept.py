"""A kept register: its first rows, who in it is eligible, and the compact file that stays."""

import csv
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import reduce
from typing import Any, BinaryIO, TextIO

from observatory import storage
from observatory.bodies.models import Body
from observatory.database import session
from observatory.errors import N_, RuleBroken
from observatory.recruitment.models import Recruitment, RegisterSnapshot
from observatory.recruitment.services.refusals import Report, silent
from sortition.errors import InputError
from sortition.quotas import fold
from sortition.register import (
    Eligibility,
    EligibilityRules,
    Exclusions,
    Preview,
    Register,
    RegisterCheck,
    RegisterColumns,
    check_register,
    earliest_birth,
    find_eligible,
    latest_birth,
    make_frame,
    preview_register,
    read_exclusions,
)
from sortition.register.content import decode

READING = N_("Reading the register")
MOST_STRATA = 60  # more are not planned one by one
ROWS = 50_000  # written at once
ENCODINGS = {"utf-8-sig": "UTF-8", "utf-16": "UTF-16", "cp1252": "Windows-1252"}


class RegisterChanged(RuleBroken):
    """The kept file is not the one that was counted."""

    code = "register_changed"
    message = N_("The kept register is not the one that was imported. Ask the administrator.")


@dataclass(frozen=True)
class FileView:
    """How a file begins and how it is written; None for what a workbook does not have."""

    preview: Preview
    encoding: str | None
    separator: str | None


def look_into(snapshot: RegisterSnapshot) -> FileView:
    """Return how a sent file begins; its rows are read anew each time and kept nowhere.

    Raises InputError for what is no table.
    """
    with opened(snapshot) as stream:
        preview = preview_register(stream, snapshot.file_name)
    encoding = preview.encoding and ENCODINGS.get(preview.encoding, preview.encoding.upper())
    return FileView(preview, encoding, preview.separator)


def columns_of(snapshot: RegisterSnapshot) -> RegisterColumns:
    """Return which column holds what, as confirmed, else as guessed."""
    if snapshot.columns:
        return RegisterColumns(**{**snapshot.columns, "others": tuple(snapshot.columns["others"])})
    with opened(snapshot) as stream:
        return preview_register(stream, snapshot.file_name).guess or RegisterColumns()


def as_data(columns: RegisterColumns) -> dict[str, Any]:
    """Return columns as the database keeps them."""
    return {**asdict(columns), "others": list(columns.others)}


def default_rules(recruitment_id: int) -> dict[str, Any]:
    """Return the rules that hold unless others are set: the body's smallest age."""
    recruitment = session.get_one(Recruitment, recruitment_id)
    smallest_age = session.get_one(Body, recruitment.body_id).rules.smallest_age
    return {
        "age_from": smallest_age,
        "age_to": None,
        "districts": None,
        "largest_household": None,
        "lists": [],
        "list_key": None,
    }


def eligibility_rules(snapshot: RegisterSnapshot) -> EligibilityRules:
    """Return who may be written to, as the clerk set it."""
    rules = snapshot.rules or default_rules(snapshot.recruitment_id)
    age_from, age_to, districts = rules["age_from"], rules["age_to"], rules["districts"]
    return EligibilityRules(
        born_on_or_before=latest_birth(age_from, snapshot.on_date) if age_from else None,
        born_on_or_after=earliest_birth(age_to, snapshot.on_date) if age_to else None,
        districts=frozenset(districts) if districts else None,
        excluded=reduce(_union, lists_of(rules).values()) if rules["lists"] else None,
        largest_household=rules["largest_household"],
    )


def lists_of(rules: Mapping[str, Any]) -> dict[str, Exclusions]:
    """Read the exclusion lists again, by the kind of people on them."""
    key = bytes.fromhex(rules["list_key"]) if rules["list_key"] else None
    found = {}
    for one in rules["lists"]:
        with storage.locate(one["path"]).open("rb") as stream:
            found[one["kind"]] = read_exclusions(stream, one["file"], key)
    return found


def _union(one: Exclusions, other: Exclusions) -> Exclusions:
    return Exclusions(one.digests | other.digests, one.key)


def read_kept(snapshot: RegisterSnapshot, report: Report = silent) -> RegisterCheck:
    """Read a sent or kept file: all that is wrong in it, or the whole register."""
    with opened(snapshot) as stream:
        return check_register(
            stream,
            columns_of(snapshot),
            snapshot.file_name,
            lambda _stage, fraction: report(READING, 0.7 * fraction),
        )


def read_eligible(
    snapshot: RegisterSnapshot, report: Report = silent
) -> tuple[Register, Eligibility]:
    """Read the register in use, and who in it is eligible."""
    check = read_kept(snapshot, report)
    check.findings.refuse()
    register = check.register
    if register is None or register.snapshot != snapshot.digest:
        raise RegisterChanged
    return register, find_eligible(register, eligibility_rules(snapshot))


def count_strata(register: Register, found: Eligibility) -> dict[str, dict[str, int]]:
    """Count the households by each column that letters can be spread over.

    A column of many values is only named, and so is a district that some household has two of:
    asked for letters by it, the draw says which. Other such columns, like sex, cut households.
    """
    strata: dict[str, dict[str, int]] = {}
    for name in (register.columns.district, *register.columns.others):
        if name is None:
            continue
        try:
            households = make_frame(register, found, [name]).households_by_stratum
        except InputError:
            if name == register.columns.district:
                strata[name] = {}
            continue
        strata[name] = households if len(households) <= MOST_STRATA else {}
    return strata


def write_compact(register: Register, file: TextIO) -> None:
    """Write only the columns that are used; read again, they give the same snapshot hash."""
    columns = register.columns
    coded = (columns.district, *columns.others)
    names = [columns.household, columns.person, columns.born, *coded]
    csv.writer(file, quoting=csv.QUOTE_ALL).writerow(name for name in names if name)
    rows = csv.writer(file)
    for start in range(0, register.rows, ROWS):
        part = slice(start, start + ROWS)
        cells = [decode(register.households[part])]
        if register.persons is not None:
            cells.append(decode(register.persons[part]))
        if register.born is not None:
            cells.append([_iso(number) for number in register.born[part].tolist()])
        for name in coded:
            if name:
                column = register.coded[fold(name)]
                cells.append([column.values[code] for code in column.codes[part].tolist()])
        rows.writerows(zip(*cells, strict=True))


def _iso(number: int) -> str:
    text = str(number)
    return f"{text[:4]}-{text[4:6]}-{text[6:]}" if number else ""


@contextmanager
def opened(snapshot: RegisterSnapshot) -> Iterator[BinaryIO]:
    """Open the file of a register."""
    with storage.locate(snapshot.path).open("rb") as stream:
        yield stream
