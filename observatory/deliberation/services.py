"""Opening files, adding evidence, writing arguments, and moving a file on."""

from datetime import date

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.orm import InstrumentedAttribute

from observatory import record
from observatory.accounts.models import Account
from observatory.bodies.models import Body
from observatory.database import is_changed, session
from observatory.deliberation import rules
from observatory.deliberation.models import Argument, Evidence, File
from observatory.errors import N_, RuleBroken
from observatory.panel.models import Seat


class FileNotOpen(RuleBroken):
    """Evidence and arguments are taken only while a file is open."""

    code = "file_not_open"
    message = N_("This file is no longer open: nothing can be added to it.")


class UnsafeSource(RuleBroken):
    """A source is a web address that a reader may follow, or words."""

    code = "unsafe_source"
    message = N_("A link must start with http:// or https://.")


class SourceMissing(RuleBroken):
    """Evidence without a source is hearsay."""

    code = "source_missing"
    message = N_("Evidence needs its author, and a link or the place where it can be read.")


class ArgumentLength(RuleBroken):
    """An argument is read on a phone."""

    code = "argument_length"
    message = N_("An argument has between 1 and %(most)s characters.")


class OtherFile(RuleBroken):
    """What an argument rests on must be in the same file; who writes it, in the same body."""

    code = "other_file"
    message = N_("This evidence or seat does not belong to this file.")


class MoveRefused(RuleBroken):
    """A file goes through its states one after the other (rules.STATES)."""

    code = "move_refused"

    def __init__(self, state: str) -> None:
        super().__init__(state=state)
        self.message = rules.STATES[state].missing


class EvidenceMissing(RuleBroken):
    """Members grade what they have read."""

    code = "evidence_missing"
    message = N_("This file has no evidence yet. Add at least one piece before the grading.")


def open_file(body: Body, title: str, policy: str, asked_by: str, question: str) -> File:
    """Open the body's next file, and put this into the record."""
    file = File(
        body_id=body.id,
        number=next_number(File.number, File.body_id == body.id),
        title=title,
        policy=policy,
        asked_by=asked_by,
        question=question,
        state="open",
    )
    session.add(file)
    session.flush()
    content = {"file": file.number, "title": title, "question": question}
    record.append("file_opened", content, body.id)
    return file


def add_evidence(
    file: File,
    account: Account,
    *,
    title: str,
    author: str,
    origin: str,
    dated_on: date,
    link: str,
    interest: str,
    summary: str,
) -> Evidence:
    """Add a piece of evidence with its source; an empty interest says "none declared"."""
    refuse_unless_open(file)
    if not author or not link:
        raise SourceMissing
    if not rules.is_source(link):
        raise UnsafeSource
    if origin not in rules.ORIGINS:
        raise ValueError(origin)
    evidence = Evidence(
        file=file,
        number=next_number(Evidence.number, Evidence.file_id == file.id),
        title=title,
        author=author,
        origin=origin,
        dated_on=dated_on,
        link=link,
        interest=interest,
        summary=summary,
        added_by=account.id,
    )
    session.add(evidence)
    session.flush()
    return evidence


def write_argument(
    file: File, seat: Seat | None, side: str, text: str, evidence: Evidence | None
) -> Argument:
    """Write a seat's reason for or against; without evidence it is from experience."""
    refuse_unless_open(file)
    if not 1 <= len(text) <= rules.ARGUMENT:
        raise ArgumentLength(most=rules.ARGUMENT)
    if not seat or seat.body_id != file.body_id or (evidence and evidence.file_id != file.id):
        raise OtherFile
    if side not in rules.SIDES:
        raise ValueError(side)
    argument = Argument(file=file, seat=seat, side=side, text=text, evidence=evidence)
    session.add(argument)
    session.flush()
    return argument


def move_file(file: File, state: str) -> None:
    """Move a file to the state that comes next; refuse a jump, and say what is missing."""
    if not rules.can_move(file.state, state):
        raise MoveRefused(file.state)
    if state == "grading" and not file.evidence:
        raise EvidenceMissing
    here = update(File).where(File.id == file.id, File.state == file.state)
    has_moved = is_changed(here.values(state=state))
    session.refresh(file)
    if not has_moved:  # somebody else was faster
        raise MoveRefused(file.state)


def refuse_unless_open(file: File) -> None:
    """Raise FileNotOpen where evidence and arguments are closed."""
    if file.state != "open":
        raise FileNotOpen


def next_number(
    column: InstrumentedAttribute[int], belongs: ColumnElement[bool]
) -> ColumnElement[int]:
    """Return the next number as SQL, counted by the insert itself, so that two do not collide."""
    return select(func.coalesce(func.max(column), 0) + 1).where(belongs).scalar_subquery()
