"""Importing the register, and counting who is eligible."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import BinaryIO

from observatory import jobs, record, storage
from observatory.bodies.models import Body
from observatory.database import session
from observatory.errors import N_, RuleBroken
from observatory.lottery import queries
from observatory.lottery.models import Recruitment, RegisterSnapshot
from observatory.lottery.services.refusals import Report, silent
from sortition.errors import InputError
from sortition.register import (
    Eligibility,
    EligibilityRules,
    Register,
    RegisterColumns,
    find_eligible,
    latest_birth,
    make_frame,
    read_register,
)
from sortition.tables import Table

READING = N_("Reading the register")
FURTHER = ("section", "sex")  # columns that strata can be made of, beside the district
MOST_STRATA = 60  # more are not planned one by one


class RegisterInUse(RuleBroken):
    """Letters come from one register, which stays."""

    code = "register_in_use"
    message = N_("Letters were already prepared from a register. It cannot change any more.")


class RegisterChanged(RuleBroken):
    """The kept file is not the one that was counted."""

    code = "register_changed"
    message = N_("The kept register is not the one that was imported. Ask the administrator.")


def import_register(
    recruitment: Recruitment, stream: BinaryIO, file_name: str, on_date: date
) -> RegisterSnapshot:
    """Keep a register's file and send the job that reads it; ages are counted on a date."""
    if queries.is_register_fixed(recruitment):
        raise RegisterInUse
    snapshot = RegisterSnapshot(
        recruitment_id=recruitment.id,
        file_name=file_name,
        path=storage.keep("registers", stream),
        on_date=on_date,
    )
    session.add(snapshot)
    session.flush()
    snapshot.job_id = jobs.request_job("lottery.import_register", snapshot.id).id
    return snapshot


def count_register(snapshot: RegisterSnapshot, report: Report = silent) -> None:
    """Read a kept register and save who is eligible; a refused or replaced file is removed.

    Raises InputError with every problem of the file.
    """
    if snapshot.digest:
        return
    try:
        register, found = read_eligible(snapshot, report)
    except InputError:
        storage.drop(snapshot.path)
        raise
    snapshot.persons, snapshot.counts = found.rows, found.counts
    snapshot.households, snapshot.digest = found.households, found.snapshot
    snapshot.strata = _count_strata(register, found)
    session.flush()
    for former in queries.list_former_registers(snapshot):
        storage.drop(former.path)
    _enter(snapshot)


def _count_strata(register: Register, found: Eligibility) -> dict[str, dict[str, int]]:
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


def read_eligible(
    snapshot: RegisterSnapshot, report: Report = silent
) -> tuple[Register, Eligibility]:
    """Read a kept register, and who in it is eligible."""
    columns = columns_of(snapshot)
    with _opened(snapshot) as stream:
        register = read_register(
            stream,
            columns,
            snapshot.file_name,
            lambda _stage, fraction: report(READING, 0.9 * fraction),
        )
    if snapshot.digest and register.snapshot != snapshot.digest:
        raise RegisterChanged
    return register, find_eligible(register, eligibility_rules(snapshot))


def eligibility_rules(snapshot: RegisterSnapshot) -> EligibilityRules:
    """Return who may be written to: whoever has reached the body's smallest age on the date."""
    recruitment = session.get_one(Recruitment, snapshot.recruitment_id)
    smallest_age = session.get_one(Body, recruitment.body_id).rules.smallest_age
    return EligibilityRules(born_on_or_before=latest_birth(smallest_age, snapshot.on_date))


def columns_of(snapshot: RegisterSnapshot) -> RegisterColumns:
    """Return the columns a kept register has; household and birth date are always asked for."""
    with _opened(snapshot) as stream:
        table = Table(stream, snapshot.file_name)
    return RegisterColumns(
        household="household",
        person="person" if table.at("person") is not None else None,
        born="born",
        district="district" if table.at("district") is not None else None,
        others=tuple(name for name in FURTHER if table.at(name) is not None),
    )


@contextmanager
def _opened(snapshot: RegisterSnapshot) -> Iterator[BinaryIO]:
    with storage.locate(snapshot.path).open("rb") as stream:
        yield stream


def _enter(snapshot: RegisterSnapshot) -> None:
    recruitment = session.get_one(Recruitment, snapshot.recruitment_id)
    content = {
        "recruitment": recruitment.id,
        "snapshot": snapshot.digest,
        "ages_on": snapshot.on_date.isoformat(),
        "persons": snapshot.persons,
        "households": snapshot.households,
        "counts": snapshot.counts,
    }
    record.append("register_imported", content, recruitment.body_id)
