"""Importing the register: sent, its columns and rules set, tried, and taken whole or not at all."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, timedelta
from typing import Any, BinaryIO

from observatory import jobs, record, storage
from observatory.database import now, session
from observatory.errors import N_, RuleBroken
from observatory.formats import today
from observatory.recruitment import queries
from observatory.recruitment.models import Recruitment, RegisterSnapshot
from observatory.recruitment.services.refusals import Report, silent
from observatory.recruitment.services.registers import kept
from sortition.errors import InputError, Problem
from sortition.register import Register, RegisterColumns, find_eligible, read_exclusions

FOLDER = "registers"
COUNTING = N_("Counting who can get a letter")
WRITING = N_("Keeping only the columns that are used")
ABANDONED = timedelta(days=1)


class RegisterInUse(RuleBroken):
    """Letters come from one register, which stays."""

    code = "register_in_use"
    message = N_("Letters were already prepared from a register. It cannot change any more.")


class RegisterAtWork(RuleBroken):
    """A register is read once at a time."""

    code = "register_at_work"
    message = N_("The register is being read. Wait until that is done.")


class RegisterUntried(RuleBroken):
    """Only what was read without a problem can be taken."""

    code = "register_untried"
    message = N_("Read the register through first. It can be taken over when nothing is wrong.")


def send_register(recruitment: Recruitment, stream: BinaryIO, file_name: str) -> RegisterSnapshot:
    """Keep a file that was sent and guess its columns; one sent before and not taken is dropped.

    Raises InputError for what is no table; then nothing is kept.
    """
    clean_uploads()
    snapshot = _keep(recruitment, stream, file_name, today())
    try:
        guess = kept.look_into(snapshot).preview.guess
    except InputError:
        storage.drop(snapshot.path)
        raise
    snapshot.columns = kept.as_data(guess) if guess else None
    return snapshot


def _keep(
    recruitment: Recruitment, stream: BinaryIO, file_name: str, on_date: date
) -> RegisterSnapshot:
    if queries.is_register_fixed(recruitment):
        raise RegisterInUse
    former = queries.find_upload(recruitment)
    if former is not None and former.digest is None:
        discard_register(former)
    snapshot = RegisterSnapshot(
        recruitment_id=recruitment.id,
        file_name=file_name,
        path=storage.keep(FOLDER, stream),
        on_date=on_date,
    )
    session.add(snapshot)
    session.flush()
    return snapshot


def import_register(
    recruitment: Recruitment,
    stream: BinaryIO,
    file_name: str,
    on_date: date,
    *,
    columns: RegisterColumns | None = None,
    rules: Mapping[str, Any] | None = None,
    lists: Sequence[tuple[str, str, BinaryIO]] = (),
) -> RegisterSnapshot:
    """Keep a file and send the job that tries it and takes it, where nothing is wrong.

    Without columns they are guessed; without rules the body's smallest age is the only one.
    """
    rules = {**kept.default_rules(recruitment.id), **(rules or {})}
    snapshot = _keep(recruitment, stream, file_name, on_date)
    snapshot.columns = kept.as_data(columns) if columns else None
    snapshot.rules = {**rules, "lists": _keep_lists(lists, rules["list_key"])}
    snapshot.job_id = jobs.request_job("recruitment.import_register", snapshot.id).id
    return snapshot


def set_columns(
    snapshot: RegisterSnapshot,
    columns: RegisterColumns,
    rules: Mapping[str, Any],
    on_date: date,
    lists: Sequence[tuple[str, str, BinaryIO]] = (),
) -> None:
    """Set which column holds what and who may be written to; a job then tries the register.

    `lists` are exclusion lists as (kind, file name, stream); a kind that is not sent again stays.
    Raises InputError where one of them is no list of hashes.
    """
    _refuse_unready(snapshot)
    former = (snapshot.rules or kept.default_rules(snapshot.recruitment_id))["lists"]
    sent = _keep_lists(lists, rules["list_key"])
    kinds = {one["kind"] for one in sent}
    stay = [one for one in former if one["kind"] not in kinds]
    snapshot.columns, snapshot.on_date = kept.as_data(columns), on_date
    snapshot.rules = {**rules, "lists": [*stay, *sent]}
    _drop_findings(snapshot)
    snapshot.job_id = jobs.request_job("recruitment.check_register", snapshot.id).id


def _keep_lists(
    lists: Sequence[tuple[str, str, BinaryIO]], key: str | None
) -> list[dict[str, Any]]:
    made = []
    for kind, name, stream in lists:
        path = storage.keep(FOLDER, stream)
        try:
            with storage.locate(path).open("rb") as copy:
                found = read_exclusions(copy, name, bytes.fromhex(key) if key else None)
        except InputError:
            storage.drop(path)
            raise
        made.append({"kind": kind, "file": name, "path": path, "entries": len(found.digests)})
    return made


def drop_list(snapshot: RegisterSnapshot, kind: str) -> None:
    """Remove an exclusion list that was sent; what was found with it does not count any more."""
    _refuse_unready(snapshot)
    rules = snapshot.rules or kept.default_rules(snapshot.recruitment_id)
    snapshot.rules = {**rules, "lists": [one for one in rules["lists"] if one["kind"] != kind]}
    _drop_findings(snapshot)
    for one in rules["lists"]:
        if one["kind"] == kind:
            storage.drop_later(one["path"])


def _refuse_unready(snapshot: RegisterSnapshot) -> None:
    if snapshot.digest:
        raise RegisterInUse
    if queries.is_at_work(snapshot):
        raise RegisterAtWork


def check_register(snapshot: RegisterSnapshot, report: Report = silent) -> None:
    """Read a sent register through and save what is found; nothing of it is in use yet."""
    if snapshot.digest:
        return
    _drop_findings(snapshot)
    try:
        check = kept.read_kept(snapshot, report)
        found = {"rows": check.rows, "counts": dict(check.findings.counts)}
        problems = check.findings.problems()
        if check.register is not None:
            found |= _count(snapshot, check.register, report)
    except InputError as error:
        found, problems = {"rows": 0, "counts": {}}, list(error.problems)
    snapshot.findings = {**found, "problems": [asdict(problem) for problem in problems]}


def _count(snapshot: RegisterSnapshot, register: Register, report: Report) -> dict[str, Any]:
    report(COUNTING, 0.75)
    snapshot.columns = kept.as_data(register.columns)
    rules = kept.eligibility_rules(snapshot)
    found = find_eligible(register, rules)
    lists = [
        {"kind": kind, "entries": len(own.digests), "found": int(own.holds(register.persons).sum())}
        for kind, own in kept.lists_of(snapshot.rules or {"lists": [], "list_key": None}).items()
        if register.persons is not None
    ]
    strata = kept.count_strata(register, found)
    report(WRITING, 0.85)
    path = storage.new_path(FOLDER)
    with storage.locate(path).open("w", encoding="utf-8", newline="") as file:
        kept.write_compact(register, file)
    return {
        "kept": path,
        "digest": register.snapshot,
        "eligible": found.counts,
        "households": found.households,
        "rules": {name: value for name, value in rules.as_data().items() if value is not None},
        "lists": lists,
        "strata": strata,
    }


def take_register(snapshot: RegisterSnapshot) -> None:
    """Make a register that was tried the recruitment's own; of its file only the columns stay."""
    if snapshot.digest:
        return
    _refuse_unready(snapshot)
    _take(snapshot)


def _take(snapshot: RegisterSnapshot) -> None:
    recruitment = session.get_one(Recruitment, snapshot.recruitment_id)
    if queries.is_register_fixed(recruitment):
        raise RegisterInUse
    found = snapshot.findings or {}
    if "kept" not in found:
        raise RegisterUntried
    sent, snapshot.path = snapshot.path, found["kept"]
    snapshot.persons, snapshot.counts = found["rows"], found["eligible"]
    snapshot.households, snapshot.digest = found["households"], found["digest"]
    snapshot.strata = found["strata"]
    session.flush()
    _enter(snapshot, found["rules"])
    storage.drop_later(sent)
    for former in queries.list_former_registers(snapshot):
        _drop_files(former)


def count_register(snapshot: RegisterSnapshot, report: Report = silent) -> None:
    """Try a kept register and take it at once; a refused file is removed.

    Raises InputError with every problem of the file.
    """
    if snapshot.digest:
        return
    check_register(snapshot, report)
    problems = (snapshot.findings or {})["problems"]
    if problems:
        for path in queries.list_files([snapshot]):
            storage.drop(path)
        raise InputError(Problem(**problem) for problem in problems)
    _take(snapshot)


def discard_register(snapshot: RegisterSnapshot) -> None:
    """Forget a register that was sent and not taken, with its files."""
    _refuse_unready(snapshot)
    _drop_files(snapshot)
    session.delete(snapshot)
    session.flush()


def _drop_findings(snapshot: RegisterSnapshot) -> None:
    if snapshot.findings and "kept" in snapshot.findings:
        storage.drop_later(snapshot.findings["kept"])
    snapshot.findings = None


def _drop_files(snapshot: RegisterSnapshot) -> None:
    for path in queries.list_files([snapshot]):
        storage.drop_later(path)


def clean_uploads() -> int:
    """Forget what was sent a day ago and never taken, and files that no register names."""
    for snapshot in queries.list_untaken(now() - ABANDONED):
        discard_register(snapshot)
    return drop_lost_files()


def drop_lost_files() -> int:
    """Remove files that no register names."""
    named = set(queries.list_files(queries.list_registers()))
    return storage.drop_lost(FOLDER, named, now() - ABANDONED)


def _enter(snapshot: RegisterSnapshot, rules: Mapping[str, Any]) -> None:
    recruitment = session.get_one(Recruitment, snapshot.recruitment_id)
    content = {
        "recruitment": recruitment.id,
        "snapshot": snapshot.digest,
        "ages_on": snapshot.on_date.isoformat(),
        "rules": dict(rules),
        "persons": snapshot.persons,
        "households": snapshot.households,
        "counts": snapshot.counts,
    }
    record.append("register_imported", content, recruitment.body_id)
