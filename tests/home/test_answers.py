"""Made-up households answer as real ones do: some people more than others, each home once."""

from collections import Counter
from datetime import date, timedelta
from itertools import islice

import pytest

from observatory.database import now
from observatory.formats import day_of
from observatory.home.demo import simulating
from observatory.home.demo.answers import as_features, day_weights, make_replies
from observatory.home.demo.city import TODAY, make_register
from observatory.recruitment import queries
from observatory.recruitment.models import Invitation
from tests import factories

LETTERS = [(number, f"H{number:06d}") for number in range(1, 20_001)]
REGISTER = list(make_register(20_000))
QUOTAS = [
    ("sexo", "mujer", 1, 2),
    ("sexo", "hombre", 1, 2),
    ("ocio", "cine", 0, 2),
    ("ocio", "mar", 0, 2),
]


@pytest.fixture(scope="module")
def replies():
    return list(make_replies(LETTERS, REGISTER))


def test_a_household_answers_once_and_only_if_written_to():
    odd = [(number, household) for number, household in LETTERS[:400] if number % 2]
    found = [int(reply["letter"]) for reply in make_replies(odd, REGISTER, rate=0.9)]
    assert len(found) == len(set(found)) > 100
    assert all(number % 2 for number in found)


def test_the_rate_is_the_share_of_the_letters_that_is_answered(replies):
    assert len(replies) == pytest.approx(0.06 * len(LETTERS), rel=0.1)


def test_the_same_seed_chooses_the_same_people():
    first, again, other = (
        list(make_replies(LETTERS[:2000], islice(REGISTER, 6000), seed=seed)) for seed in (1, 1, 2)
    )
    assert first == again
    assert first != other


def test_the_young_and_poor_districts_answer_less(replies):
    bands = Counter(reply["edad"] for reply in replies)
    districts = Counter(reply["distrito"] for reply in replies)
    homes = Counter({row[0]: row[2] for row in REGISTER}.values())
    assert bands["16-29"] < bands["30-44"] < bands["60-74"]
    assert districts["Villaverde"] / homes["Villaverde"] < districts["Chamberí"] / homes["Chamberí"]


def test_the_old_answer_by_telephone_and_on_paper(replies):
    old = Counter(reply["channel"] for reply in replies if reply["edad"] == "75+")
    young = Counter(reply["channel"] for reply in replies if reply["edad"] == "16-29")
    assert old["web"] < old["phone"] + old["paper"]
    assert young["web"] > 10 * (young["phone"] + young["paper"])


def test_answers_ebb_away_and_rise_again_after_the_reminder(replies):
    weights = day_weights(14)
    assert weights[0] == weights[1] == 0
    assert weights[2] > weights[8] < weights[9]
    days = {date.fromisoformat(reply["replied_on"]) for reply in replies}
    assert min(days) >= TODAY + timedelta(days=2)
    assert max(days) <= TODAY + timedelta(days=14)


def test_features_take_the_values_that_the_quotas_know():
    reply = {"sexo": "mujer", "own": "0003"}
    values = {"sexo": ["mujer", "hombre"], "ocio": ["cine", "mar"]}
    assert as_features(reply, values) == {"sexo": "mujer", "ocio": "mar"}


@pytest.fixture
def made(session):
    """A recruitment with letters to the city's first 2,000 households."""
    recruitment = factories.recruitment(factories.body("town", seats=2), QUOTAS)
    for number, household in LETTERS[:2000]:
        row = {"recruitment_id": recruitment.id, "number": number, "household": household}
        session.add(Invitation(**row, stratum="", rank=number, leaf=f"{number:064x}"))
    session.flush()
    return recruitment


def test_letters_are_answered_by_the_way_that_real_replies_take(made):
    done = simulating.simulate(made, REGISTER[:6000], rate=0.2, seed=3)
    found = queries.count_confirmations(made)
    assert done.replies == found.waiting + found.withdrawn == queries.count_replies(made)
    assert done.withdrawn == found.withdrawn > 0
    assert all(one.features.keys() == {"sexo", "ocio"} for one in queries.list_pool(made))
    assert len({one.pid for one in queries.list_pool(made)}) == found.waiting


def test_some_letters_come_back_and_none_of_them_was_answered(made, session):
    done = simulating.simulate(made, REGISTER[:6000], rate=0.2, seed=3)
    back = session.query(Invitation).filter(Invitation.returned_on.is_not(None)).all()
    assert done.returned == len(back) > 0
    assert not {one.number for one in back} & queries.answered_letters(made)


def test_nobody_answers_after_the_closing(made):
    made.replies_close_at = now() - timedelta(days=8)
    simulating.simulate(made, REGISTER[:6000], rate=0.2, seed=3)
    days = {arrival.day for arrival in queries.list_arrivals(made)}
    assert days
    assert max(days) <= day_of(made.replies_close_at)


def test_nobody_answers_before_the_opening(made):
    made.replies_open_at = now() - timedelta(hours=1)
    made.replies_close_at = now() + timedelta(days=1)
    done = simulating.simulate(made, REGISTER[:6000], rate=0.2, seed=3)
    assert done.replies > 0
    assert {one.day for one in queries.list_arrivals(made)} == {day_of(made.replies_open_at)}


def test_done_twice_with_one_seed_nothing_is_added(made):
    simulating.simulate(made, REGISTER[:6000], rate=0.2, seed=3)
    again = simulating.simulate(made, REGISTER[:6000], rate=0.2, seed=3)
    assert (again.replies, again.withdrawn, again.returned) == (0, 0, 0)


def test_the_command_says_where_nothing_waits(app, session):
    runner = app.test_cli_runner()
    result = runner.invoke(args=["demo", "replies"])
    assert result.exit_code == 1
    assert "There is no demonstration city." in result.output
