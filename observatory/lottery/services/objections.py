"""Objections to a frozen pool: taken until a fixed minute, decided in public, each correction
with a commitment that takes the place of the former one, under the same attempt.
"""

import json

from sqlalchemy import update

from observatory import record
from observatory.database import is_changed, now, session
from observatory.errors import N_, RuleBroken
from observatory.lottery import queries, rules
from observatory.lottery.models import Draw, FormerCommitment, Objection
from observatory.lottery.services.committing import (
    commit_pool,
    list_entries,
    shown_moment,
)
from observatory.lottery.services.correcting import Correction, NothingCorrected, correct
from observatory.recruitment.models import Respondent
from observatory.recruitment.queries import list_withdrawn
from observatory.recruitment.services.replies.entering import find_typed_letter
from observatory.recruitment.services.replies.saving import Reply, admit_forgotten
from observatory.recruitment.services.replies.withdrawing import leave_out_withdrawn
from sortition import proofs


class NoObjections(RuleBroken):
    """The rules gave no time for objections, or nothing is frozen, or the panels are fixed."""

    code = "no_objections"
    message = N_("There is no list that objections can be made to now.")


class ObjectionsOver(RuleBroken):
    """Objections are taken up to the minute that the commitment names."""

    code = "objections_over"
    message = N_("Objections were taken until %(moment)s. This one was not saved.")


class NoText(RuleBroken):
    """What is public and waits for a decision says something."""

    code = "no_text"
    message = N_("Write what they object to.")


class OtherAttempt(RuleBroken):
    """Objections are counted anew for each attempt: the same number is another objection."""

    code = "other_attempt"
    message = N_(
        "The pool was frozen again after this page was opened. Nothing was saved. Open the"
        " objections to attempt %(attempt)s, and read them before you decide."
    )


class AlreadyDecided(RuleBroken):
    """What was decided in public stays decided."""

    code = "already_decided"
    message = N_("This objection is decided. A decision does not change.")


class ReasonForDecision(RuleBroken):
    """Whoever decides tells the public why."""

    code = "reason_for_decision"
    message = N_("Write the reason for the decision; everybody reads it.")


def refuse_other(draw: Draw, attempt: str | None) -> None:
    """Raise OtherAttempt for what was written on a page of another attempt than this one."""
    if attempt != str(draw.attempt):
        raise OtherAttempt(attempt=draw.attempt)


def enter_objection(draw: Draw, role: str, text: str) -> Objection:
    """Take an objection to the list as it is now; it is public at once."""
    if not text.strip():
        raise NoText
    record.read_anew(draw)
    if draw.state != "frozen" or draw.objections_until is None or queries.is_superseded(draw):
        raise NoObjections
    if not draw.is_open_to_objections:
        raise ObjectionsOver(moment=draw.objections_until)
    objection = Objection(
        draw_id=draw.id,
        number=len(queries.list_objections(draw)) + 1,
        role=role,
        text=proofs.nfc(text.strip()),
        received_at=now(),
    )
    session.add(objection)
    session.flush()
    content = {
        **queries.identify_draw(draw),
        "commit": draw.commitment_digest,
        "objection": objection.number,
        "from": role,
        # The record never forgets, and people write names: it binds the text without having it.
        "text_sha256": proofs.sha256(objection.text.encode()).hex(),
    }
    record.append("objection_received", content, draw.recruitment.body_id)
    return objection


def refuse_objection(objection: Objection, reason: str) -> None:
    """Leave the list as it is, and say why."""
    _decide(objection, rules.REFUSED, reason)
    _enter(objection)


def accept_objection(objection: Objection, reason: str, correction: Correction) -> None:
    """Correct what was wrong with one person; a new list takes the place of the former one.

    It is open to objections as long as the first list was: nobody corrects in the last minute.
    """
    _decide(objection, correction.kind, reason)
    correct(objection.draw.recruitment, correction)
    _supersede(objection.draw, objection.reason or "")
    _enter(objection)


def admit_reply(objection: Objection, reason: str, typed: str, reply: Reply) -> Respondent:
    """Enter a reply that came in time and was forgotten; a new list has its sender.

    `typed` is the number or code of the letter: whoever got none can never be admitted.
    """
    _decide(objection, rules.FORGOTTEN, reason)
    letter = find_typed_letter(objection.draw.recruitment, typed)
    admitted = admit_forgotten(letter, reply)
    objection.reply_id = admitted.id
    _supersede(objection.draw, objection.reason or "")
    _enter(objection)
    return admitted


def _decide(objection: Objection, decision: str, reason: str) -> None:
    draw = objection.draw
    record.read_anew(draw)
    if draw.state != "frozen" or queries.is_solving(draw) or queries.is_superseded(draw):
        raise NoObjections
    if not reason.strip():
        raise ReasonForDecision
    decided = {"decision": decision, "reason": proofs.nfc(reason.strip()), "decided_at": now()}
    open_one = update(Objection).where(Objection.id == objection.id, Objection.decision.is_(None))
    if not is_changed(open_one.values(**decided)):
        raise AlreadyDecided
    session.refresh(objection)
    draw.job_id = None  # work that broke off is asked for anew, once nobody can object any more


def _supersede(draw: Draw, reason: str) -> None:
    """Keep the former commitment with the reason, and commit to the corrected pool."""
    withdrawn = _leave_out(draw)
    former = FormerCommitment(
        draw_id=draw.id,
        number=len(queries.list_former(draw)) + 1,
        commitment=draw.commitment,
        digest=draw.commitment_digest,
        reason=reason,
    )
    session.add(former)
    session.flush()
    members = commit_pool(draw)
    session.flush()
    content = {
        **queries.identify_draw(draw),
        "supersedes": former.digest,
        "commit": draw.commitment_digest,
        "pool": members,
        "withdrawn": withdrawn,  # not veiled: the two lists, which are public, give it away
        "panels": draw.panels,
        "reason": reason,
        "objections_until": shown_moment(draw.objections_until),
    }
    record.append("commitment_superseded", content, draw.recruitment.body_id)


def _leave_out(draw: Draw) -> int:
    """Leave out who withdrew since the list was committed to; return how many they were.

    Raise NothingCorrected if the list would be the same without the correction.
    """
    committed = [tuple(entry) for entry in json.loads(draw.commitment)["pool"]]
    gone = {one.pid for one in list_withdrawn(draw.recruitment)}
    staying = [entry for entry in committed if entry[0] not in gone]
    leave_out_withdrawn(draw.recruitment)
    if staying == list_entries(draw.recruitment):
        raise NothingCorrected
    return len(committed) - len(staying)


def _enter(objection: Objection) -> None:
    draw = objection.draw
    content = {
        **queries.identify_draw(draw),
        "objection": objection.number,
        "decision": objection.decision,
        "reason": objection.reason,
        "commit": draw.commitment_digest,
    }
    record.append("objection_decided", content, draw.recruitment.body_id)
