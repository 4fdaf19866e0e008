"""Withdrawal by the person: what they told goes, and the letter stays answered."""

import pytest

from observatory.database import now
from observatory.lottery import services
from observatory.lottery.services.committing import PoolTooSmall
from observatory.recruitment import queries
from observatory.recruitment.models import Contact, Respondent
from observatory.recruitment.services import withdraw_reply
from sortition import personal
from tests.recruitment.replying import ADDRESS, Walker, opened

WITHDRAW = f"{ADDRESS}/withdraw"


@pytest.fixture
def town(body):
    return opened(body)


@pytest.fixture
def reply(client, town):
    Walker(client, town.codes[0]).fill().press("send")
    return queries.find_reply(town.letters[0])


def ask(client, code, own="2468", act=""):
    return client.post(WITHDRAW, data={"code": code, "own": own, "act": act})


def test_a_person_is_told_what_will_happen_then_it_happens(client, town, reply, session):
    asked = ask(client, town.codes[0])
    assert "Withdraw this reply?" in asked.text
    assert queries.find_reply(town.letters[0]).withdrawn_on is None
    done = ask(client, town.codes[0], act="withdraw")
    assert "everything you told us was deleted" in done.text
    left = session.query(Respondent).one()
    assert (left.features, left.secret, left.own, left.nonce, left.pid) == ({}, "", "", "", "")
    assert not left.is_eligible
    assert session.query(Contact).count() == 0
    assert queries.list_pool(town.recruitment) == []


def test_the_personal_code_does_as_well(client, reply):
    assert "Withdraw this reply?" in ask(client, reply.secret.lower()).text


def test_the_household_cannot_answer_again(client, town, reply):
    withdraw_reply(reply)
    assert "already answered on" in Walker(client, town.codes[0]).error


def test_a_second_withdrawal_is_told_the_first(client, town, reply):
    withdraw_reply(reply)
    assert "This reply was withdrawn on" in ask(client, town.codes[0]).text


def test_after_the_freeze_only_the_contact_goes(client, town, reply, session):
    town.recruitment.frozen_at = now()
    assert "already fixed" in ask(client, town.codes[0]).text
    ask(client, town.codes[0], act="withdraw")
    left = session.query(Respondent).one()
    assert left.withdrawn_on
    assert left.contact is None
    assert left.features == {"sex": "woman"}
    assert queries.list_respondents(town.recruitment) == [left]


def test_a_pool_frozen_again_leaves_out_who_withdrew(town, reply, session):
    reply.withdrawn_on = reply.replied_on
    town.recruitment.seats = 1
    with pytest.raises(PoolTooSmall):
        services.freeze_draw(town.recruitment)
    assert queries.list_pool(town.recruitment) == []


def test_what_does_not_fit_together_is_refused_in_one_sentence(client, town, reply):
    wrong = "Code and digits do not fit together."
    assert wrong in ask(client, town.codes[0], "9999").text
    assert wrong in ask(client, town.codes[1]).text
    assert wrong in ask(client, personal.new_secret()).text
    assert queries.find_reply(town.letters[0]).withdrawn_on is None


def test_own_digits_cannot_be_guessed(client, town, reply):
    answers = [ask(client, town.codes[0], f"{number:04d}").status_code for number in range(6)]
    assert answers == [200] * 5 + [429]
    assert ask(client, town.codes[0]).status_code == 429


def test_notice_and_withdrawal_open_for_everybody(client, town):
    assert "What we keep" in client.get(f"{ADDRESS}/privacy").text
    assert "I have lost my codes or my digits" in client.get(WITHDRAW).text
