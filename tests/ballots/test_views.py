"""The way of a vote through the pages: code, booth, check, receipt, result."""

import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from observatory.ballots import queries, services
from observatory.ballots.models import Ballot
from observatory.ballots.rules import QuestionDraft
from observatory.bodies.models import Body
from observatory.panel.models import Seat
from tests import factories

DRAFTS = [QuestionDraft("agree", "Buses run late"), QuestionDraft("support", "Run more buses")]
ANSWERS = {"question_1": "yes", "question_2": "accept"}
CODE = re.compile(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}")


@pytest.fixture
def seats(session: Any) -> list[Seat]:
    body = factories.body("city", seats=12)
    return [factories.seat(body) for _ in range(12)]


@pytest.fixture
def ballot(session: Any, seats: list[Seat]) -> Ballot:
    body = session.get_one(Body, seats[0].body_id)
    return services.open_ballot(body, "Night buses", DRAFTS, seats)


@pytest.fixture
def member(app: Flask, seats: list[Seat], session: Any) -> FlaskClient:
    """The browser of the first seat's member."""
    return sign_in_seat(app, seats[0])


def sign_in_seat(app: Flask, seat: Seat) -> FlaskClient:
    from observatory.accounts.models import Account
    from observatory.database import session

    return factories.sign_in(app.test_client(), session.get_one(Account, seat.account_id))


def show(response: Any) -> str:
    return str(response.get_data(as_text=True))


def booth(client: FlaskClient, ballot: Ballot, **sent: str) -> Any:
    return client.post(f"/en/city/booth/{ballot.id}", data=sent)


def test_what_counts_is_said_before_anybody_votes(member: FlaskClient, ballot: Ballot) -> None:
    page = show(member.get(f"/en/city/ballots/{ballot.id}"))
    assert "12 members may vote. At least 8 must vote" in page
    assert "at least 2/3 of the votes for and against" in page
    assert "that is 8 votes" in page
    assert "Get my voting code" in page


def test_a_code_is_shown_once(member: FlaskClient, ballot: Ballot) -> None:
    first = member.post(f"/en/city/ballots/{ballot.id}")
    assert CODE.search(show(first))
    assert "no-store" in first.headers["Cache-Control"]
    again = member.post(f"/en/city/ballots/{ballot.id}")
    assert again.status_code == 409
    assert not CODE.search(show(again))
    assert "You already have your voting code" in show(again)
    assert "Go to the booth" in show(member.get(f"/en/city/ballots/{ballot.id}"))


def test_a_vote_is_checked_then_cast_and_gets_a_receipt(
    client: FlaskClient, ballot: Ballot, seats: list[Seat]
) -> None:
    paper = {"voting_code": services.collect_code(ballot, seats[0]), **ANSWERS}
    check = show(booth(client, ballot, **paper, act="check"))
    assert "Your vote is not cast yet" in check
    assert "I can live with it" in check
    assert queries.list_used_slips(ballot.questions[0]) == []
    cast = show(booth(client, ballot, **paper, act="cast"))
    assert "Your vote is in the urn" in cast
    assert CODE.search(cast)
    assert show(booth(client, ballot, **paper, act="cast")) == cast
    assert [len(queries.list_used_slips(question)) for question in ballot.questions] == [1, 1]


def test_going_back_from_the_check_keeps_what_was_answered(
    client: FlaskClient, ballot: Ballot, seats: list[Seat]
) -> None:
    code = services.collect_code(ballot, seats[0])
    page = show(booth(client, ballot, voting_code=code, **ANSWERS, act="change"))
    assert f'value="{code}"' in page
    assert len(re.findall(r"<input[^>]*\schecked", page)) == 2


def test_nothing_is_chosen_beforehand_in_the_booth(client: FlaskClient, ballot: Ballot) -> None:
    page = show(client.get(f"/en/city/booth/{ballot.id}"))
    assert page.count('type="radio"') == 7
    assert not re.search(r"<input[^>]*\schecked", page)
    assert page.count("I abstain") == 2


def test_the_booth_neither_sets_nor_reads_a_cookie(
    client: FlaskClient, member: FlaskClient, ballot: Ballot, seats: list[Seat]
) -> None:
    code = services.collect_code(ballot, seats[1])
    for browser in (client, member):
        answers = [
            browser.get(f"/en/city/booth/{ballot.id}"),
            booth(browser, ballot, voting_code=code, act="check"),
            booth(browser, ballot, voting_code=code, **ANSWERS, act="check"),
            booth(browser, ballot, voting_code=code, **ANSWERS, act="cast"),
        ]
        assert [answer.status_code for answer in answers] == [200] * 4
        assert not any("Set-Cookie" in answer.headers for answer in answers)
        assert not any("Sign out" in show(answer) for answer in answers)


def test_a_wrong_code_gets_one_plain_sentence_and_keeps_the_answers(
    client: FlaskClient, ballot: Ballot
) -> None:
    answer = booth(client, ballot, voting_code="0000 0000 0000 0000", **ANSWERS, act="cast")
    assert answer.status_code == 409
    assert "This code does not fit this vote. Check it, and type it again." in show(answer)
    assert len(re.findall(r"<input[^>]*\schecked", show(answer))) == 2


def test_a_question_without_answer_is_asked_again(
    client: FlaskClient, ballot: Ballot, seats: list[Seat]
) -> None:
    code = services.collect_code(ballot, seats[0])
    page = show(booth(client, ballot, voting_code=code, question_1="yes", act="cast"))
    assert "Question 2: choose an answer. You can choose “I abstain”." in page
    assert queries.list_used_slips(ballot.questions[0]) == []


def test_a_closed_booth_takes_no_vote(
    client: FlaskClient, ballot: Ballot, seats: list[Seat]
) -> None:
    code = services.collect_code(ballot, seats[0])
    services.close_ballot(ballot)
    assert "This vote is closed" in show(client.get(f"/en/city/booth/{ballot.id}"))
    answer = booth(client, ballot, voting_code=code, **ANSWERS, act="cast")
    assert answer.status_code == 409


def test_results_are_shown_after_closing_and_not_before(
    member: FlaskClient, ballot: Ballot, seats: list[Seat]
) -> None:
    choices = {1: "yes", 2: "support"}
    for seat in seats[:11]:
        services.cast_ballot(ballot, services.collect_code(ballot, seat), choices)
    before = show(member.get(f"/en/city/ballots/{ballot.id}"))
    assert "At least 10 have voted so far" in before
    assert "11" not in re.sub(r"<head>.*</head>", "", before, flags=re.DOTALL)
    services.close_ballot(ballot)
    after = show(member.get(f"/en/city/ballots/{ballot.id}"))
    assert "11 of 12 members voted" in after
    assert "Strongly supported" in after


def test_a_ballot_of_another_body_does_not_exist_here(app: Flask, ballot: Ballot) -> None:
    other = factories.body("other")
    stranger = sign_in_seat(app, factories.seat(other))
    assert stranger.get(f"/en/other/ballots/{ballot.id}").status_code == 404
    assert stranger.post(f"/en/other/ballots/{ballot.id}").status_code == 404
    assert stranger.get(f"/en/other/booth/{ballot.id}").status_code == 404
