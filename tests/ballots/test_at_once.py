"""Votes, codes and the closing at the same moment, each in a connection of its own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask import Flask

from observatory.ballots import queries, services
from observatory.ballots.models import Ballot, Slip
from observatory.ballots.rules import QuestionDraft
from observatory.database import session as db
from observatory.errors import RuleBroken
from observatory.panel.models import Seat
from tests import factories

SEATS = 12
VOTE = {1: "support"}


@pytest.fixture
def ballot_id(session: Any) -> int:
    body = factories.body("city", seats=SEATS)
    seats = [factories.seat(body) for _ in range(SEATS)]
    ballot = services.open_ballot(body, "Buses", [QuestionDraft("support", "More buses")], seats)
    session.commit()
    return ballot.id


def at_once(app: Flask, act: Callable[[Any], Any], items: list[Any]) -> list[Any]:
    """Do an act for all items in threads; a broken rule is an item's result."""

    def do(item: Any) -> Any:
        with app.app_context():
            try:
                result = act(item)
                db.commit()
            except RuleBroken as error:
                db.rollback()
                return error.code
            return result

    with ThreadPoolExecutor(len(items)) as pool:
        return list(pool.map(do, items))


def seat_numbers(session: Any, ballot_id: int) -> list[int]:
    ballot = session.get_one(Ballot, ballot_id)
    numbers = [entry.seat_id for entry in ballot.roll]
    session.commit()
    return numbers


def collect(ballot_id: int) -> Callable[[int], str]:
    return lambda seat: services.collect_code(db.get_one(Ballot, ballot_id), db.get_one(Seat, seat))


def cast(ballot_id: int) -> Callable[[str], str]:
    return lambda code: services.cast_ballot(db.get_one(Ballot, ballot_id), code, VOTE)


def test_members_who_collect_at_once_get_different_codes(
    app: Flask, session: Any, ballot_id: int
) -> None:
    codes = at_once(app, collect(ballot_id), seat_numbers(session, ballot_id))
    assert len(set(codes)) == SEATS


def test_a_member_who_asks_twice_at_once_gets_one_code(
    app: Flask, session: Any, ballot_id: int
) -> None:
    seat = seat_numbers(session, ballot_id)[0]
    answers = at_once(app, collect(ballot_id), [seat] * 4)
    assert answers.count("code_already_collected") == 3


def test_votes_cast_at_once_and_twice_are_all_counted_once(
    app: Flask, session: Any, ballot_id: int
) -> None:
    codes = at_once(app, collect(ballot_id), seat_numbers(session, ballot_id))
    receipts = at_once(app, cast(ballot_id), codes * 2)
    assert receipts[:SEATS] == receipts[SEATS:]
    ballot = session.get_one(Ballot, ballot_id)
    services.close_ballot(ballot)
    assert ballot.questions[0].counts == {"support": SEATS, "accept": 0, "against": 0, "abstain": 0}


def test_a_vote_beside_the_closing_is_counted_or_refused(
    app: Flask, session: Any, ballot_id: int
) -> None:
    codes = at_once(app, collect(ballot_id), seat_numbers(session, ballot_id))

    def act(code: str | None) -> Any:
        ballot = db.get_one(Ballot, ballot_id)
        return cast(ballot_id)(code) if code else services.close_ballot(ballot)

    answers = at_once(app, act, [*codes[:6], None, *codes[6:]])
    refused = answers.count("ballot_closed")
    ballot = session.get_one(Ballot, ballot_id)
    used = queries.list_used_slips(ballot.questions[0])
    assert sum((ballot.questions[0].counts or {}).values()) == len(used) == SEATS - refused
    assert session.query(Slip).count() == SEATS
