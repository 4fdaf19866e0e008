"""Finding ballots, their results and who is on the roll."""

from collections.abc import Sequence
from fractions import Fraction

from sqlalchemy import func, select

from observatory.ballots import rules
from observatory.ballots.models import Ballot, Question, RollEntry, Slip
from observatory.bodies.models import Body
from observatory.database import get_one, session
from observatory.panel.models import Seat


def get_ballot(body: Body, ballot_id: int) -> Ballot:
    """Return a ballot of a body, or raise NotFoundError."""
    ballot: Ballot = get_one(
        select(Ballot).where(Ballot.id == ballot_id, Ballot.body_id == body.id)
    )
    return ballot


def find_roll_entry(ballot: Ballot, seat: Seat | None) -> RollEntry | None:
    """Return a seat's line of the roll; None for who may not vote."""
    if seat is None:
        return None
    statement = select(RollEntry).where(
        RollEntry.ballot_id == ballot.id, RollEntry.seat_id == seat.id
    )
    # Codes are handed out past the session's objects, so this is read anew.
    return session.scalars(statement.execution_options(populate_existing=True)).one_or_none()


def count_roll(ballot: Ballot) -> int:
    """Return how many seats may vote."""
    statement = select(func.count()).where(RollEntry.ballot_id == ballot.id)
    return session.scalar(statement) or 0


def list_used_slips(question: Question) -> Sequence[Slip]:
    """Return a question's slips with a choice, in the order of their leaves."""
    statement = select(Slip).where(Slip.question_id == question.id, Slip.choice.is_not(None))
    # Votes are written past the session's objects, so these are read anew.
    fresh = statement.order_by(Slip.leaf).execution_options(populate_existing=True)
    return session.scalars(fresh).all()


def turnout(ballot: Ballot) -> int:
    """Return how many voted at least; exact only after closing."""
    question = ballot.questions[0]
    if ballot.closed_at is not None and question.counts is not None:
        return sum(question.counts.values())
    statement = select(func.count()).where(
        Slip.question_id == question.id, Slip.choice.is_not(None)
    )
    return rules.show_turnout(session.scalar(statement) or 0)


def tally(question: Question) -> rules.Tally | None:
    """Return the result of a question; None before the ballot is closed."""
    if question.counts is None:
        return None
    body = session.get_one(Body, question.ballot.body_id)
    return rules.count_result(
        question.kind,
        question.counts,
        Fraction(question.adopted_numerator, question.adopted_denominator),
        Fraction(*body.rules.strongly),
        question.ballot.quorum,
    )


def votes_needed(ballot: Ballot) -> int:
    """Return the votes for it that adopt, if everybody on the roll votes for or against."""
    first = ballot.questions[0]
    share = Fraction(first.adopted_numerator, first.adopted_denominator)
    return rules.votes_needed(share, count_roll(ballot))
