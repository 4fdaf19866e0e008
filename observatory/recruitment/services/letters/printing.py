"""Batches of letters: files that a job writes, downloads give out, and time removes."""

import io
from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import Row

from observatory import codes, jobs, record, storage
from observatory.database import now, session
from observatory.errors import N_, RuleBroken
from observatory.recruitment import queries
from observatory.recruitment.models import LetterBatch, Recruitment
from observatory.recruitment.services.letters import texts
from observatory.recruitment.services.letters.press import Press
from observatory.recruitment.services.refusals import Report, silent
from sortition.tables import write_table

PRINTING = N_("Printing the letters")
PART = 500  # letters in a file; setting them takes 0.5 GB
KEPT = timedelta(days=14)
ADDRESS_CELLS = 7
COLUMNS = ("letter", "stratum", "household", "person")
MORE_COLUMNS = ("code", "qr", "reply_address", "deadline", "rank", "leaf", "phone")


class NoDeadline(RuleBroken):
    """A letter says until when."""

    code = "no_deadline"
    message = N_("Set the last day and hour for replies first. The letters name it.")


class NobodyToRemind(RuleBroken):
    """Everybody answered, or the post brought the letters back."""

    code = "nobody_to_remind"
    message = N_("There is no letter left without an answer.")


def request_batch(
    recruitment: Recruitment, kind: str, languages: Sequence[str], *, is_reminder: bool = False
) -> LetterBatch:
    """Order letters as PDF, or as a list for a printer; a job writes the files."""
    Press(recruitment, languages)
    if recruitment.replies_close_at is None:
        raise NoDeadline
    if not queries.count_letters(recruitment, is_reminder=is_reminder):
        raise NobodyToRemind
    batch = LetterBatch(
        recruitment_id=recruitment.id,
        kind=kind,
        is_reminder=is_reminder,
        languages=list(languages),
    )
    session.add(batch)
    session.flush()
    batch.job_id = jobs.request_job("recruitment.print_letters", batch.id).id
    return batch


def folder_of(batch: LetterBatch) -> str:
    """Return where a batch's files are kept, below DATA_DIR."""
    return f"letters/{batch.id}"


def print_batch(batch: LetterBatch, report: Report = silent) -> None:
    """Write a batch's files; begun again after a fault, it writes the same files once more."""
    if batch.files is not None:
        return
    recruitment = session.get_one(Recruitment, batch.recruitment_id)
    press = Press(recruitment, batch.languages, is_reminder=batch.is_reminder)
    write = _write_list if batch.kind == "list" else _write_parts
    files = list(write(press, batch, report))
    batch.files, batch.letters = files, sum(file["letters"] for file in files)
    content = {
        "recruitment": recruitment.id,
        "letters": batch.letters,
        "is_reminder": batch.is_reminder,
        "is_list": batch.kind == "list",
    }
    record.append("letters_printed", content, recruitment.body_id)


def _parts(press: Press, batch: LetterBatch, report: Report) -> Iterator[Sequence[Row[Any]]]:
    """Yield the letters in parts and report how far they are."""
    how = {"is_reminder": batch.is_reminder}
    total, done, last = queries.count_letters(press.recruitment, **how), 0, 0
    while rows := queries.list_printed(press.recruitment, last, PART, **how):
        report(PRINTING, min(done / total, 1.0))
        yield rows
        done, last = done + len(rows), rows[-1].number


def _write_parts(press: Press, batch: LetterBatch, report: Report) -> Iterator[dict[str, Any]]:
    moment = batch.requested_at
    for rows in _parts(press, batch, report):
        name = f"letters-{rows[0].number:05d}-{rows[-1].number:05d}.pdf"
        yield _keep(batch, name, press.print(rows, moment), len(rows))


def _write_list(press: Press, batch: LetterBatch, report: Report) -> Iterator[dict[str, Any]]:
    stream, count = io.StringIO(), 0
    address = tuple(f"address_{place}" for place in range(1, ADDRESS_CELLS + 1))
    rows = [row for part in _parts(press, batch, report) for row in part]
    cells = (_cells(press, row) for row in rows)
    write_table(stream, (*COLUMNS, *address, *MORE_COLUMNS), cells)
    count = len(rows)
    yield _keep(batch, "letters.csv", stream.getvalue().encode("utf-8-sig"), count)


def _cells(press: Press, row: Row[Any]) -> tuple[Any, ...]:
    lines = [*(row.lines or []), *[""] * ADDRESS_CELLS][:ADDRESS_CELLS]
    code, language = press.code(row), press.languages[0]
    return (
        row.number,
        row.stratum,
        row.household,
        row.person,
        *lines,
        codes.show(code),
        press.payload(language, code),
        texts.short(texts.reply_address(press.body, language)),
        press.sheets[0]["deadline"],
        row.rank,
        row.leaf,
        press.settings.phone,
    )


def _keep(batch: LetterBatch, name: str, data: bytes, letters: int) -> dict[str, Any]:
    storage.write(f"{folder_of(batch)}/{name}", data)
    return {"name": name, "letters": letters, "bytes": len(data)}


def drop_batch(batch: LetterBatch) -> None:
    """Remove a batch's files: they hold codes."""
    if batch.dropped_at is None:
        batch.dropped_at = now()
        storage.drop_folder(folder_of(batch))


def drop_old_batches() -> int:
    """Remove the files of batches that nobody needs any more; return how many."""
    old = queries.list_old_batches(now() - KEPT)
    for batch in old:
        drop_batch(batch)
    return len(old)
