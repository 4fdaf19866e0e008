"""Opening a ballot, handing out voting codes, casting and closing."""

import secrets
from collections.abc import Mapping, Sequence

from sqlalchemy import delete, insert, select, update

from observatory import codes, record
from observatory.ballots import queries, rules, slips
from observatory.ballots.models import Ballot, Question, RollEntry, SealedCode, Slip
from observatory.ballots.rules import QuestionDraft
from observatory.bodies.models import Body
from observatory.database import is_changed, now, session
from observatory.errors import N_, RuleBroken
from observatory.panel.models import Seat
from sortition import proofs

PURPOSE = "voting code"


class NothingToVoteOn(RuleBroken):
    """A ballot needs a question and somebody who may answer it."""

    code = "nothing_to_vote_on"
    message = N_("A vote needs at least one question and one member who may vote.")


class NotOnRoll(RuleBroken):
    """The roll is frozen at opening: who came later does not vote."""

    code = "not_on_roll"
    message = N_("You were not a member when this vote was opened, so you cannot vote in it.")


class CodeAlreadyCollected(RuleBroken):
    """A seat gets one voting code."""

    code = "code_already_collected"
    message = N_("You already have your voting code. It was shown once and cannot be shown again.")


class UnknownVotingCode(RuleBroken):
    """No leaf of the ballot belongs to the code: mistyped, of another vote, or void."""

    code = "unknown_voting_code"
    message = N_("This code does not fit this vote. Check it, and type it again.")


class IncompleteBallot(RuleBroken):
    """Every question needs an answer; "I abstain" is one."""

    code = "incomplete_ballot"
    message = N_("Answer every question. If you do not want to choose, choose “I abstain”.")


class BallotClosed(RuleBroken):
    """After closing nothing changes."""

    code = "ballot_closed"
    message = N_("This vote is closed. Nothing was changed.")


def open_ballot(
    body: Body, title: str, drafts: Sequence[QuestionDraft], seats: Sequence[Seat]
) -> Ballot:
    """Return a new ballot: roll frozen, all leaves written, all codes sealed."""
    if not drafts or not seats:
        raise NothingToVoteOn
    ballot = Ballot(
        body_id=body.id, title=title, quorum=body.rules.quorum(len(seats)), opened_at=now()
    )
    numerator, denominator = body.rules.adopted
    for position, draft in enumerate(drafts, start=1):
        question = Question(position=position, kind=draft.kind, text=draft.text)
        question.adopted_numerator, question.adopted_denominator = numerator, denominator
        ballot.questions.append(question)
    ballot.roll.extend(RollEntry(seat_id=seat.id) for seat in seats)
    session.add(ballot)
    session.flush()
    leaves = write_codes(ballot, len(seats))
    record.append("ballot_opened", opening_record(ballot, leaves), body.id)
    return ballot


def write_codes(ballot: Ballot, number: int) -> list[str]:
    """Write sealed codes and their leaves, each sorted, so that no order tells of the making."""
    made = [codes.new(slips.CODE_LENGTH) for _ in range(number)]
    sealed = [
        {
            "digest": codes.digest(PURPOSE, f"{ballot.id}|{code}"),
            "ballot_id": ballot.id,
            "sealed": codes.seal(PURPOSE, code),
        }
        for code in made
    ]
    leaves = [
        {"leaf": slips.leaf(code, ballot.id, question.position), "question_id": question.id}
        for code in made
        for question in ballot.questions
    ]
    session.execute(insert(SealedCode), sorted(sealed, key=lambda row: str(row["digest"])))
    session.execute(insert(Slip), sorted(leaves, key=lambda row: str(row["leaf"])))
    return sorted(str(row["leaf"]) for row in leaves)


def opening_record(ballot: Ballot, leaves: Sequence[str]) -> dict[str, object]:
    """Return what the record says of an opened ballot; a leaf added later shows in the root."""
    return {
        "ballot": ballot.id,
        "title": proofs.nfc(ballot.title),
        "roll": len(ballot.roll),
        "quorum": ballot.quorum,
        "leaves_root": proofs.merkle_root(bytes.fromhex(leaf) for leaf in leaves).hex(),
        "questions": [
            {
                "number": question.position,
                "kind": question.kind,
                "text": proofs.nfc(question.text),
                "threshold": f"{question.adopted_numerator}/{question.adopted_denominator}",
            }
            for question in ballot.questions
        ],
    }


def collect_code(ballot: Ballot, seat: Seat | None) -> str:
    """Return a voting code, this once: the roll is marked, without a time, and the code deleted.

    Which code a seat gets is random, and no row says it.
    """
    if ballot.closed_at is not None:
        raise BallotClosed
    if seat is None or queries.find_roll_entry(ballot, seat) is None:
        raise NotOnRoll
    free = update(RollEntry).where(
        RollEntry.ballot_id == ballot.id,
        RollEntry.seat_id == seat.id,
        RollEntry.is_collected.is_(False),
    )
    if not is_changed(free.values(is_collected=True)):
        raise CodeAlreadyCollected
    return codes.show(take_code(ballot))


def take_code(ballot: Ballot) -> str:
    """Delete a sealed code chosen at random and return what it hid; two never get the same."""
    while True:
        rows = select(SealedCode.digest, SealedCode.sealed).where(SealedCode.ballot_id == ballot.id)
        digest, sealed = secrets.choice(session.execute(rows).all())
        # Else another request was faster: try another code.
        if is_changed(delete(SealedCode).where(SealedCode.digest == digest)):
            return codes.unseal(PURPOSE, sealed)


def check_ballot(ballot: Ballot, code: str, choices: Mapping[int, str]) -> str:
    """Return the code as it was meant, or raise the rule that a vote would break."""
    if ballot.closed_at is not None:
        raise BallotClosed
    for question in ballot.questions:
        if choices.get(question.position) not in rules.KINDS[question.kind].keys:
            raise IncompleteBallot
    meant = codes.read(code)
    first = slips.leaf(meant, ballot.id, ballot.questions[0].position)
    if session.scalar(select(Slip.leaf).where(Slip.leaf == first)) is None:
        raise UnknownVotingCode
    return meant


def cast_ballot(ballot: Ballot, code: str, choices: Mapping[int, str]) -> str:
    """Write a vote into its slips and return the receipt; a second vote replaces the first.

    choices: {position of the question: key of the option}, for every question.
    """
    # Whoever closes the ballot waits for votes under way, and they for the closing.
    session.refresh(ballot, with_for_update={"read": True})
    meant = check_ballot(ballot, code, choices)
    commitments = [
        fill_slip(ballot, question, meant, choices[question.position])
        for question in ballot.questions
    ]
    return slips.receipt(ballot.id, commitments)


def fill_slip(ballot: Ballot, question: Question, code: str, choice: str) -> str:
    """Fill a slip in place, only while the ballot is open, and return its commitment."""
    leaf = slips.leaf(code, ballot.id, question.position)
    nonce = slips.nonce(code, ballot.id, question.position, choice)
    commitment = slips.commitment(ballot.id, question.position, leaf, choice, nonce)
    is_open = select(Ballot.id).where(Ballot.id == ballot.id, Ballot.closed_at.is_(None)).exists()
    slip = update(Slip).where(Slip.leaf == leaf, Slip.question_id == question.id, is_open)
    if not is_changed(slip.values(choice=choice, nonce=nonce, commitment=commitment)):
        raise BallotClosed
    return commitment


def close_ballot(ballot: Ballot) -> None:
    """Close a ballot: count the slips, fix their commitments, void the codes left over."""
    still_open = update(Ballot).where(Ballot.id == ballot.id, Ballot.closed_at.is_(None))
    if not is_changed(still_open.values(closed_at=now())):
        raise BallotClosed
    session.refresh(ballot)
    session.execute(delete(SealedCode).where(SealedCode.ballot_id == ballot.id))
    commitments = []
    for question in ballot.questions:
        used = queries.list_used_slips(question)
        question.counts = rules.count_choices(question.kind, [str(slip.choice) for slip in used])
        commitments += [bytes.fromhex(str(slip.commitment)) for slip in used]
    ballot.slips_root = proofs.merkle_root(commitments).hex()
    session.flush()
    record.append("ballot_closed", closing_record(ballot), ballot.body_id)


def closing_record(ballot: Ballot) -> dict[str, object]:
    """Return what the record says of a closed ballot: outcome, counts, root of the slips."""
    results = []
    for question in ballot.questions:
        tally = queries.tally(question)
        assert tally is not None  # noqa: S101  (counted above)
        results.append(
            {
                "number": question.position,
                "votes": tally.votes,
                "counts": {} if tally.is_withheld else tally.counts,
                "has_quorum": tally.has_quorum,
                "is_adopted": tally.is_adopted,
                "is_strong": tally.is_strong,
            }
        )
    return {"ballot": ballot.id, "slips_root": str(ballot.slips_root), "questions": results}
