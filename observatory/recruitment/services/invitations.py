"""Draw 1: commit to the households, throw the dice, draw the letters."""

from collections.abc import Iterator, Mapping
from itertools import count
from typing import Any

from sqlalchemy import insert, update

from observatory import jobs, record
from observatory.database import is_changed, now, session
from observatory.errors import N_, RuleBroken
from observatory.recruitment import queries
from observatory.recruitment.models import Invitation, InvitationDraw, Recruitment, RegisterSnapshot
from observatory.recruitment.services.letters.codes import first_code_digest
from observatory.recruitment.services.letters.proofs import keep_proofs
from observatory.recruitment.services.quotas import refuse_unlocked
from observatory.recruitment.services.refusals import Report, silent
from observatory.recruitment.services.registers import kept as registers_kept
from sortition import invitation, proofs
from sortition.draw import read_dice
from sortition.invitation import Leaves, Letter
from sortition.quotas import fold
from sortition.register import Eligibility, make_frame

COMMITTING = N_("Making the fingerprint of the list")
DRAWING = N_("Drawing the letters")


class NoRegister(RuleBroken):
    """Letters go to households of a register."""

    code = "no_register"
    message = N_("Import the register first.")


class NoSuchStratum(RuleBroken):
    """Letters can be spread only over a column that the register has."""

    code = "no_such_stratum"
    message = N_("The register has no column “%(column)s”. Choose another way to spread letters.")


class TooManyInStratum(RuleBroken):
    """A household gets one letter, in its stratum too."""

    code = "too_many_in_stratum"
    message = N_("There are only %(households)s households in %(stratum)s. Ask for fewer letters.")


class TooManyLetters(RuleBroken):
    """A household gets one letter."""

    code = "too_many_letters"
    message = N_("There are only %(households)s households. Ask for fewer letters.")


class NoPersons(RuleBroken):
    """Persons are drawn by their keys."""

    code = "no_persons"
    message = N_("The register has no column of persons. Draw households.")


class LettersPrepared(RuleBroken):
    """The list is fixed once; a second list would let somebody choose."""

    code = "letters_prepared"
    message = N_("The list of households is already fixed.")


class LettersNotPrepared(RuleBroken):
    """Dice come after the list."""

    code = "letters_not_prepared"
    message = N_("Fix the list of households first. Then throw the dice.")


class LettersDrawn(RuleBroken):
    """Dice are thrown once."""

    code = "letters_drawn"
    message = N_("The letters are already drawn.")


def prepare_invitations(
    recruitment: Recruitment,
    letters: int,
    stratum: str | None,
    per_stratum: Mapping[str, int] | None = None,
    unit: str = "household",
) -> InvitationDraw:
    """Fix how many letters go out and how they are spread; a job then commits to the list.

    `per_stratum` has a number of letters for each stratum; without it each gets its share. `unit`
    is what has equal chances: "household" or "person".
    """
    refuse_unlocked(recruitment)
    snapshot = queries.find_register(recruitment)
    if snapshot is None:
        raise NoRegister
    _check_request(snapshot, letters, stratum)
    _check_strata(snapshot, stratum, per_stratum or {})
    if unit == "person" and not registers_kept.columns_of(snapshot).person:
        raise NoPersons
    _make_room(recruitment)
    draw = InvitationDraw(
        recruitment_id=recruitment.id,
        snapshot_id=snapshot.id,
        letters=letters,
        stratum=stratum,
        per_stratum=dict(per_stratum) if per_stratum else None,
        unit=unit,
        key=invitation.new_key().hex(),
    )
    session.add(draw)
    session.flush()
    draw.job_id = jobs.request_job("recruitment.commit_letters", draw.id).id
    return draw


def _make_room(recruitment: Recruitment) -> None:
    """Refuse a second list; one whose making failed leaves no trace."""
    former = queries.find_invitation_draw(recruitment)
    if former is None:
        return
    if former.commitment or queries.is_at_work(former):
        raise LettersPrepared
    session.delete(former)
    session.flush()


def _check_request(snapshot: RegisterSnapshot, letters: int, stratum: str | None) -> None:
    if letters > (snapshot.households or 0):
        raise TooManyLetters(households=snapshot.households)
    if stratum and fold(stratum) not in registers_kept.columns_of(snapshot).names:
        raise NoSuchStratum(column=stratum)


def _check_strata(
    snapshot: RegisterSnapshot, stratum: str | None, per_stratum: Mapping[str, int]
) -> None:
    households = (snapshot.strata or {}).get(stratum or "", {})
    for name, letters in per_stratum.items():
        if letters > households.get(name, 0):
            raise TooManyInStratum(households=households.get(name, 0), stratum=name)


def commit_letters(draw: InvitationDraw, report: Report = silent) -> None:
    """Make commit1.json, whose hash is read aloud before the dice, and enter it in the record."""
    if draw.commitment:
        return
    recruitment = session.get_one(Recruitment, draw.recruitment_id)
    snapshot = session.get_one(RegisterSnapshot, draw.snapshot_id)
    leaves, found = _read_leaves(draw, report)
    report(COMMITTING, 0.95)
    content = invitation.commit_invitations(
        draw=f"{queries.draw_name(recruitment)}-letters",
        eligibility=found,
        letters=draw.per_stratum
        or invitation.letters_by_stratum(leaves.frame.households_by_stratum, draw.letters),
        leaves=leaves,
    )
    if not _keep_commitment(draw, proofs.canonical(content)):
        return
    entry = {
        "recruitment": recruitment.id,
        "commitment": draw.commitment_digest,
        "snapshot": snapshot.digest,
        "letters": draw.letters,
        "root": content["root"],
    }
    record.append("letters_prepared", entry, recruitment.body_id)


def _keep_commitment(draw: InvitationDraw, text: bytes) -> bool:
    """Save commit1.json once; of two workers (a computer that slept wakes up) one comes late."""
    unfixed = InvitationDraw.id == draw.id, InvitationDraw.commitment.is_(None)
    own = {"commitment": text.decode(), "commitment_digest": proofs.sha256(text).hex()}
    is_first = is_changed(update(InvitationDraw).where(*unfixed).values(own))
    session.refresh(draw)
    return is_first


def _read_leaves(draw: InvitationDraw, report: Report) -> tuple[Leaves, Eligibility]:
    snapshot = session.get_one(RegisterSnapshot, draw.snapshot_id)
    register, found = registers_kept.read_eligible(snapshot, report)
    frame = make_frame(register, found, [draw.stratum] if draw.stratum else [], draw.unit)
    return invitation.make_leaves(bytes.fromhex(draw.key), frame), found


def draw_invitations(draw: InvitationDraw, dice: str) -> None:
    """Take the dice thrown in public; a job then draws the letters.

    Raises DrawError where the dice are too few or no digits.
    """
    if not draw.commitment:
        raise LettersNotPrepared
    if draw.dice:
        raise LettersDrawn
    draw.dice = read_dice(dice, invitation.LEAST_DICE)
    draw.job_id = jobs.request_job("recruitment.write_letters", draw.id).id
    session.flush()


def repeat_letters(draw: InvitationDraw) -> None:
    """Have the letters written again, where the work broke off; the dice stay."""
    if draw.dice and not draw.drawn_at and not queries.is_at_work(draw):
        draw.job_id = jobs.request_job("recruitment.write_letters", draw.id).id


def write_letters(draw: InvitationDraw, report: Report = silent) -> None:
    """Draw the letters that the dice decide, number them, and enter the counts in the record."""
    if draw.drawn_at or not (draw.commitment and draw.dice):
        return
    leaves, _ = _read_leaves(draw, report)
    report(DRAWING, 0.92)
    commit = draw.commitment.encode()
    letters = invitation.draw_invitations(commit, leaves, invitation.seed_of(commit, draw.dice))
    session.execute(insert(Invitation), list(_rows(draw, letters)))
    keep_proofs(draw, leaves, (letter for cell in letters.values() for letter in cell))
    draw.counts = {stratum: len(cell) for stratum, cell in letters.items()}
    draw.drawn_at = now()
    _enter_letters(draw, letters)


def _rows(draw: InvitationDraw, letters: dict[str, list[Letter]]) -> Iterator[dict[str, Any]]:
    numbers = count(1)
    for cell in letters.values():
        for letter in cell:
            number = next(numbers)
            yield {
                "recruitment_id": draw.recruitment_id,
                "number": number,
                "code_digest": first_code_digest(draw.recruitment_id, number),
                "household": letter.household,
                "person": letter.person or None,
                "stratum": letter.stratum,
                "rank": letter.rank,
                "leaf": letter.leaf,
            }


def _enter_letters(draw: InvitationDraw, letters: dict[str, list[Letter]]) -> None:
    recruitment = session.get_one(Recruitment, draw.recruitment_id)
    strata = [
        {"stratum": own, "letters": len(cell), "cut_off": cell[-1].order if cell else None}
        for own, cell in letters.items()
    ]
    content = {
        "recruitment": recruitment.id,
        "commitment": draw.commitment_digest,
        "dice": draw.dice,
        "strata": strata,
    }
    record.append("letters_drawn", content, recruitment.body_id)
