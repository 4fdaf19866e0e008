"""A ballot from opening to count, on a real database."""

from collections import Counter
from typing import Any

import pytest
from sqlalchemy import select, text

from observatory import inspection, record
from observatory.ballots import queries, rules, services
from observatory.ballots.models import Ballot, RollEntry, SealedCode, Slip
from observatory.ballots.rules import QuestionDraft
from observatory.bodies.models import Body
from observatory.panel.models import Seat
from sortition import proofs
from tests import factories

DRAFTS = [QuestionDraft("support", "Run more buses"), QuestionDraft("agree", "Buses run late")]
VOTE = {1: "support", 2: "yes"}
OTHER = {1: "against", 2: "abstain"}


@pytest.fixture
def seats(session: Any) -> list[Seat]:
    body = factories.body()
    return [factories.seat(body) for _ in range(12)]


@pytest.fixture
def ballot(session: Any, seats: list[Seat]) -> Ballot:
    body = session.get_one(Body, seats[0].body_id)
    return services.open_ballot(body, "Night buses", DRAFTS, seats)


def stored_leaves(session: Any) -> list[str]:
    """The leaves as SQLite numbers its rows; PostgreSQL gives rows no number to order by."""
    is_sqlite = session.get_bind().dialect.name == "sqlite"
    return list(session.scalars(select(Slip.leaf).order_by(text("rowid" if is_sqlite else "leaf"))))


def test_opening_writes_a_leaf_for_each_seat_and_question_in_order(
    session: Any, ballot: Ballot
) -> None:
    leaves = stored_leaves(session)
    assert len(leaves) == 24
    assert leaves == sorted(leaves)


def test_voting_leaves_the_slips_in_the_order_of_their_leaves(
    session: Any, ballot: Ballot, seats: list[Seat]
) -> None:
    before = stored_leaves(session)
    for seat in seats:
        services.cast_ballot(ballot, services.collect_code(ballot, seat), VOTE)
    assert stored_leaves(session) == before


def test_a_slip_has_no_time_and_nothing_that_joins_it_to_a_person() -> None:
    assert {column.name for column in Slip.__table__.columns} == {
        "leaf",
        "question_id",
        "choice",
        "nonce",
        "commitment",
    }


def test_the_quorum_is_two_thirds_of_the_roll(ballot: Ballot) -> None:
    assert ballot.quorum == 8


def test_a_code_is_handed_out_once_and_then_forgotten(
    session: Any, ballot: Ballot, seats: list[Seat]
) -> None:
    services.collect_code(ballot, seats[0])
    assert len(session.scalars(select(SealedCode)).all()) == 11
    with pytest.raises(services.CodeAlreadyCollected):
        services.collect_code(ballot, seats[0])
    assert len(session.scalars(select(SealedCode)).all()) == 11


def test_all_members_get_different_codes(ballot: Ballot, seats: list[Seat]) -> None:
    assert len({services.collect_code(ballot, seat) for seat in seats}) == 12


def test_who_is_not_on_the_roll_gets_no_code(session: Any, ballot: Ballot) -> None:
    late = factories.seat(session.get_one(Body, ballot.body_id))
    with pytest.raises(services.NotOnRoll):
        services.collect_code(ballot, late)


def test_the_roll_knows_who_collected_a_code_but_not_who_voted(
    session: Any, ballot: Ballot, seats: list[Seat]
) -> None:
    codes = [services.collect_code(ballot, seat) for seat in seats[:3]]

    def roll() -> list[tuple[int, bool]]:
        rows = session.execute(select(RollEntry.seat_id, RollEntry.is_collected))
        return [tuple(row) for row in rows]

    before = roll()
    services.cast_ballot(ballot, codes[0], VOTE)
    assert roll() == before
    assert Counter(is_collected for _, is_collected in before) == {True: 3, False: 9}


def test_the_same_vote_sent_twice_counts_once_and_has_one_receipt(
    ballot: Ballot, seats: list[Seat]
) -> None:
    code = services.collect_code(ballot, seats[0])
    first = services.cast_ballot(ballot, code, VOTE)
    assert services.cast_ballot(ballot, code, VOTE) == first
    services.close_ballot(ballot)
    assert [sum((question.counts or {}).values()) for question in ballot.questions] == [1, 1]


def test_a_second_vote_replaces_the_first(ballot: Ballot, seats: list[Seat]) -> None:
    code = services.collect_code(ballot, seats[0])
    first = services.cast_ballot(ballot, code, VOTE)
    assert services.cast_ballot(ballot, code, OTHER) != first
    services.close_ballot(ballot)
    assert ballot.questions[0].counts == {"support": 0, "accept": 0, "against": 1, "abstain": 0}


def test_a_code_may_be_typed_in_small_letters_without_hyphens(
    ballot: Ballot, seats: list[Seat]
) -> None:
    code = services.collect_code(ballot, seats[0])
    typed = code.replace("-", " ").lower()
    assert services.cast_ballot(ballot, typed, VOTE) == services.cast_ballot(ballot, code, VOTE)


def test_a_wrong_code_casts_nothing(ballot: Ballot) -> None:
    with pytest.raises(services.UnknownVotingCode):
        services.cast_ballot(ballot, "0000-0000-0000-0000", VOTE)
    assert queries.list_used_slips(ballot.questions[0]) == []


@pytest.mark.parametrize("choices", [{1: "support"}, {1: "support", 2: "perhaps"}, {}])
def test_every_question_needs_one_of_its_options(
    ballot: Ballot, seats: list[Seat], choices: dict[int, str]
) -> None:
    code = services.collect_code(ballot, seats[0])
    with pytest.raises(services.IncompleteBallot):
        services.cast_ballot(ballot, code, choices)


def test_a_closed_ballot_takes_no_vote_hands_out_no_code_and_is_not_closed_again(
    session: Any, ballot: Ballot, seats: list[Seat]
) -> None:
    code = services.collect_code(ballot, seats[0])
    services.close_ballot(ballot)
    for act in (
        lambda: services.cast_ballot(ballot, code, VOTE),
        lambda: services.collect_code(ballot, seats[1]),
        lambda: services.close_ballot(ballot),
    ):
        with pytest.raises(services.BallotClosed):
            act()
    assert session.scalars(select(SealedCode)).all() == []


def test_before_closing_turnout_is_told_in_steps_and_results_not_at_all(
    ballot: Ballot, seats: list[Seat]
) -> None:
    told = []
    for seat in seats:
        services.cast_ballot(ballot, services.collect_code(ballot, seat), VOTE)
        told.append(queries.turnout(ballot))
    assert told == [0] * 9 + [10] * 3
    assert queries.tally(ballot.questions[0]) is None
    services.close_ballot(ballot)
    assert queries.turnout(ballot) == 12


def cast_some(ballot: Ballot, seats: list[Seat]) -> None:
    for number, seat in enumerate(seats[:11]):
        choice = OTHER if number < 3 else VOTE
        services.cast_ballot(ballot, services.collect_code(ballot, seat), choice)


def test_the_counts_recount_from_the_slips(session: Any, ballot: Ballot, seats: list[Seat]) -> None:
    cast_some(ballot, seats)
    services.close_ballot(ballot)
    for question in ballot.questions:
        used = queries.list_used_slips(question)
        recount = Counter(slip.choice for slip in used)
        assert {k: v for k, v in (question.counts or {}).items() if v} == recount
        unused = session.scalars(
            select(Slip).where(Slip.question_id == question.id, Slip.choice.is_(None))
        ).all()
        assert len(used) + len(unused) == len(seats)
    tally = queries.tally(ballot.questions[0])
    assert isinstance(tally, rules.Tally)
    assert (tally.votes_for, tally.votes_against, tally.is_adopted) == (8, 3, True)


def test_the_record_holds_the_root_of_all_commitments(
    session: Any, ballot: Ballot, seats: list[Seat]
) -> None:
    cast_some(ballot, seats)
    services.close_ballot(ballot)
    commitments = [
        bytes.fromhex(str(slip.commitment))
        for question in ballot.questions
        for slip in queries.list_used_slips(question)
    ]
    root = proofs.merkle_root(commitments).hex()
    entries = session.scalars(select(record.RecordEntry)).all()
    assert [entry.kind for entry in entries] == ["ballot_opened", "ballot_closed"]
    assert root == ballot.slips_root
    assert root in entries[1].content
    assert inspection.check_entries().faults == []


def test_with_fewer_than_ten_voters_the_record_tells_only_the_outcome(
    session: Any, ballot: Ballot, seats: list[Seat]
) -> None:
    for seat in seats[:9]:
        services.cast_ballot(ballot, services.collect_code(ballot, seat), VOTE)
    services.close_ballot(ballot)
    closed = session.scalars(
        select(record.RecordEntry).where(record.RecordEntry.kind == "ballot_closed")
    ).one()
    content = proofs.read_canonical(closed.content.encode())
    assert content["questions"][0]["counts"] == {}
    assert content["questions"][0]["is_adopted"] is True


@pytest.mark.parametrize("drafts", [[], DRAFTS])
def test_a_ballot_needs_questions_and_members(session: Any, drafts: list[QuestionDraft]) -> None:
    body = factories.body()
    seats = [] if drafts else [factories.seat(body)]
    with pytest.raises(services.NothingToVoteOn):
        services.open_ballot(body, "Empty", drafts, seats)
