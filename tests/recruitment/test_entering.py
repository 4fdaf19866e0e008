"""Replies by telephone and on paper: the same record, and a confirmation by letter."""

from datetime import timedelta

import pytest

from observatory import codes
from observatory.formats import today
from observatory.recruitment import queries, services
from tests import factories
from tests.recruitment import paper
from tests.recruitment.replying import ANSWERS, opened


def dated(day):
    """What somebody types for the day on the paper."""
    year, month, number = day.isoformat().split("-")
    return {"replied_on-day": number, "replied_on-month": month, "replied_on-year": year}


@pytest.fixture
def town(body):
    return opened(body)


@pytest.fixture
def operator(app, body):
    return factories.sign_in(app.test_client(), factories.staff(body, "operator"))


def address(town, room):
    return f"/en/town/recruitments/{town.recruitment.id}/{room}"


def enter(client, town, channel="phone", code="1", **other):
    data = ANSWERS | {"code": code} | (dated(today()) if channel == "paper" else {}) | other
    return client.post(address(town, f"replies/{channel}"), data=data, follow_redirects=True)


def test_an_operator_takes_a_reply_by_code(operator, town):
    assert "Take replies by telephone" in operator.get("/en/town/tasks").text
    shown = enter(operator, town, code=town.codes[1].lower()).text
    assert "The reply to letter 2 is saved." in shown
    saved = queries.find_reply(town.letters[1])
    assert (saved.channel, saved.own, saved.features) == ("phone", "2468", {"sex": "woman"})
    assert saved.secret not in shown


def test_a_clerk_types_paper_by_the_number_and_the_day_on_it(clerk, town):
    enter(clerk, town, "paper")
    saved = queries.find_reply(town.letters[0])
    assert (saved.channel, saved.replied_on) == ("paper", today())


@pytest.mark.parametrize(
    ("days", "said"),
    [(-3, "Check the day of this one."), (-365, "Replies are taken from"), (1, "still to come")],
)
def test_a_day_on_paper_that_cannot_be_is_a_slip(clerk, town, days, said):
    town.recruitment.replies_close_at += timedelta(days=9)
    wrong = dated(today() + timedelta(days=days))
    shown = enter(clerk, town, "paper", **wrong).text
    assert said in shown
    assert f'value="{wrong["replied_on-year"]}"' in shown
    assert queries.count_replies(town.recruitment) == 0


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"code": "99"}, "No letter of this recruitment"),
        ({"code": "ABCD"}, "not a code as printed"),
        ({"own": "12"}, "at least 4 digits"),
        ({"own": ""}, "Choose at least four digits"),
        ({"contact": "nowhere"}, "one e-mail address"),
        ({"question_0": ""}, "Choose an answer"),
    ],
)
def test_the_checks_are_those_of_the_web_and_nothing_typed_is_lost(clerk, town, wrong, said):
    shown = enter(clerk, town, **wrong).text
    assert said in shown
    assert 'value="Ana Ruiz"' in shown
    assert queries.count_replies(town.recruitment) == 0


def test_a_letter_is_answered_once_by_whatever_channel(clerk, town):
    enter(clerk, town)
    assert "already answered on" in enter(clerk, town, "paper").text


def test_confirmations_wait_until_they_are_printed(clerk, town):
    enter(clerk, town)
    saved = queries.find_reply(town.letters[0])
    assert "no sender yet" in clerk.get(address(town, "confirmations")).text
    services.save_settings(town.recruitment, **paper.SETTINGS)
    shown = clerk.get(address(town, "confirmations")).text
    assert "English: 1 letter (PDF)" in shown
    assert saved.secret[:4] not in shown
    printed = clerk.get(address(town, "confirmations-en.pdf"))
    assert printed.headers["Cache-Control"] == "no-store"
    [sheet] = paper.texts(printed.data)
    assert codes.show(saved.secret) in sheet
    assert "Woman" in sheet
    done = clerk.post(address(town, "confirmations"), data={"last": str(saved.id)})
    assert done.status_code == 302
    assert saved.printed_on
    assert "Nothing to print." in clerk.get(address(town, "confirmations")).text


def test_who_came_after_the_printing_stays_on_the_list(clerk, town):
    enter(clerk, town)
    enter(clerk, town, code="2")
    first = queries.find_reply(town.letters[0])
    assert services.mark_printed(town.recruitment, first.id) == 1
    assert len(queries.list_unprinted(town.recruitment)) == 1


def test_the_staff_withdraws_for_somebody_by_letter_and_name(clerk, town):
    enter(clerk, town)
    path = address(town, "replies/withdraw")
    assert "has this name" in clerk.post(path, data={"code": "1", "person": "Bea"}).text
    assert "has this name" in clerk.post(path, data={"code": "2", "person": "Ana Ruiz"}).text
    assert clerk.post(path, data={"code": "1", "person": "ana ruiz"}).status_code == 302
    assert queries.find_reply(town.letters[0]).withdrawn_on
    assert "was withdrawn on" in clerk.post(path, data={"code": "1", "person": "Ana Ruiz"}).text


def test_hostile_names_and_words_are_only_text_on_the_staffs_pages(clerk, town):
    hostile = "<script>alert(1)</script>"
    (question,) = queries.list_questions(town.recruitment)
    question.texts = {**question.texts, "en": hostile}
    shown = enter(clerk, town, name=hostile, contact="nowhere").text
    shown += enter(clerk, town, name=hostile).text
    shown += clerk.get(address(town, "confirmations")).text
    shown += clerk.get(address(town, "questions/preview")).text
    assert hostile not in shown
    assert shown.count("&lt;script&gt;") >= 3


ROOMS = ["replies/phone", "replies/paper", "replies/withdraw", "confirmations"]


@pytest.mark.parametrize("room", ROOMS)
def test_rooms_of_another_body_do_not_exist(clerk, room):
    other = services.create_recruitment(factories.body("village"), "Panel", 2)
    assert clerk.get(f"/en/town/recruitments/{other.id}/{room}").status_code == 404
