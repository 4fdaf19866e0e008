"""The convener's pages: what is to be answered, and the answer."""

import pytest

from observatory.followup import queries
from observatory.pages import tasks_of
from tests import factories

HOSTILE = '<script>alert("x")</script>'
ANSWER = {
    "answer": "in_part",
    "reasons": "There is money for one line.\nNot for two.",
    "steps": "One more line.",
    "owner": "Transport department",
    "until-day": "31",
    "until-month": "3",
    "until-year": "2027",
}


@pytest.fixture
def body(session):
    return factories.body()


@pytest.fixture
def file(body):
    """A published file with one recommendation to answer."""
    made = factories.file(body, state="published")
    factories.delivery(made)
    factories.recommendation(made)
    return made


@pytest.fixture
def convener(client, body):
    """A convener's browser."""
    return factories.sign_in(client, factories.staff(body, "convener"))


def address(file, body, *parts):
    return "/".join(["/en", body.slug, "files", str(file.number), "answers", *map(str, parts)])


def test_the_convener_answers_and_everybody_inside_reads_it(convener, file, body):
    assert address(file, body, 1) in convener.get(address(file, body)).text
    answer = convener.post(address(file, body, 1), data=ANSWER)
    assert answer.location == address(file, body)
    page = convener.get(answer.location).text
    expected = ("Accepted in part", "one line.<br>Not for two.", "2027")
    assert all(text in page for text in expected)
    assert file.state == "answered"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"answer": ""}, "Choose the answer."),
        ({"reasons": " "}, "A rejection without reasons is not saved."),
        ({"answer": "rejected", "reasons": ""}, "A rejection without reasons is not saved."),
        ({"until-month": "13"}, "Write a real date"),
        ({"owner": "x" * 301}, "Write at most 300 characters."),
    ],
)
def test_an_answer_against_the_rules_keeps_what_was_typed(convener, file, body, change, sentence):
    page = convener.post(address(file, body, 1), data=ANSWER | change).text
    assert sentence in page
    assert ANSWER["steps"] in page
    assert queries.responses_of(file) == {}


def test_an_accepted_recommendation_needs_no_reasons_and_no_date(convener, file, body):
    convener.post(address(file, body, 1), data={"answer": "accepted"})
    assert [one.until for one in queries.responses_of(file).values()] == [None]
    assert convener.get(address(file, body)).status_code == 200


def test_a_second_answer_is_refused_and_stays_on_the_page(convener, file, body):
    convener.post(address(file, body, 1), data={"answer": "accepted"})
    again = convener.post(address(file, body, 1), data=ANSWER)
    assert again.status_code == 409
    assert "already has its answer" in again.text
    assert ANSWER["steps"] in again.text


def test_hostile_words_are_shown_as_words(convener, file, body):
    factories.recommendation(file, 2).text = HOSTILE
    words = dict.fromkeys(("reasons", "steps", "owner"), HOSTILE)
    convener.post(address(file, body, 1), data={"answer": "rejected"} | words)
    for parts in ((), (2,)):
        page = convener.get(address(file, body, *parts)).text
        assert "<script>alert" not in page
        assert "&lt;script&gt;" in page


@pytest.mark.parametrize("state", ["open", "drafted"])
def test_before_publication_the_page_says_that_there_is_nothing_to_answer(convener, body, state):
    unpublished = factories.file(body, state=state)
    assert "There is nothing to answer yet." in convener.get(address(unpublished, body)).text


@pytest.mark.parametrize("parts", [(), (1,)])
def test_answers_of_another_body_are_not_found(convener, body, parts):
    other = factories.file(factories.body(), state="published")
    factories.recommendation(other)
    assert convener.get(address(other, body, *parts)).status_code == 404


def test_a_recommendation_that_does_not_exist_is_not_found(convener, file, body):
    assert convener.get(address(file, body, 7)).status_code == 404


def test_the_convener_is_reminded_until_everything_is_answered(app, convener, file, body):
    account = factories.staff(body, "convener")
    with app.test_request_context(f"/en/{body.slug}/files"):
        app.preprocess_request()
        assert [task.url for task in tasks_of(account, body)] == [address(file, body)]
    convener.post(address(file, body, 1), data=ANSWER)
    with app.test_request_context(f"/en/{body.slug}/files"):
        app.preprocess_request()
        assert tasks_of(account, body) == []


def test_the_page_says_when_the_answer_is_overdue(convener, file, body, session):
    queries.get_delivery(file).due_on = factories.date(2020, 1, 2)
    page = convener.get(address(file, body)).text
    assert "Overdue: the time to answer ended on" in page
