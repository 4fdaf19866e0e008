"""The pages of files, evidence and arguments, as facilitators and members use them."""

import pytest

from observatory.deliberation import queries, services
from observatory.deliberation.models import Argument, Evidence, File
from tests import factories

HOSTILE = '<script>alert("x")</script>'
FILE = {
    "title": "Buses at night",
    "policy": "The night bus network of 2025",
    "asked_by": "City council",
    "question": "Do the night buses reach the people who need them?",
}
EVIDENCE = {
    "title": "Rides by line",
    "author": "Transport department",
    "origin": "department",
    "dated_on-day": "1",
    "dated_on-month": "5",
    "dated_on-year": "2025",
    "link": "https://example.org/rides",
    "has_interest": "no",
    "interest": "",
    "summary": "How many people ride at night.",
}
ARGUMENT = {"side": "for", "text": "It helps.\nA lot.", "evidence": "experience"}


@pytest.fixture
def body(session):
    return factories.body()


@pytest.fixture
def facilitator(client, body):
    """A facilitator's browser."""
    return factories.sign_in(client, factories.staff(body, "facilitator"))


@pytest.fixture
def member(client, body, session):
    """A member's browser, and the seat."""
    seat = factories.seat(body)
    return factories.sign_in(client, session.get_one(factories.Account, seat.account_id))


def address(body, *parts):
    return "/".join(["/en", body.slug, "files", *map(str, parts)])


def test_the_empty_list_says_what_to_do_next(facilitator, body):
    page = facilitator.get(address(body)).text
    assert "There is no file yet." in page
    assert address(body, "new") in page
    assert address(body, "new") in facilitator.get(f"/en/{body.slug}/tasks").text


def test_a_facilitator_opens_a_file_and_finds_it_in_the_list(facilitator, body):
    answer = facilitator.post(address(body, "new"), data=FILE)
    assert answer.location == address(body, 1)
    assert FILE["question"] in facilitator.get(address(body, 1)).text
    assert FILE["title"] in facilitator.get(address(body)).text


@pytest.mark.parametrize("name", FILE)
def test_a_file_with_a_missing_or_too_long_text_keeps_what_was_typed(facilitator, body, name):
    for wrong in ("  ", "x" * 301):
        page = facilitator.post(address(body, "new"), data=FILE | {name: wrong}).text
        assert "There is a problem" in page
        assert all(text in page for other, text in FILE.items() if other != name)
    assert queries.list_files(body) == []


def test_evidence_is_shown_with_source_and_declared_interest(facilitator, body):
    file = factories.file(body, evidence=0)
    facilitator.post(address(body, file.number, "evidence", "new"), data=EVIDENCE)
    page = facilitator.get(address(body, file.number, "evidence")).text
    link = ('href="https://example.org/rides"', 'rel="noopener noreferrer"')
    assert all(text in page for text in (*link, "None declared", EVIDENCE["summary"]))


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"link": "javascript:alert(1)"}, "Write an address that starts with http://"),
        ({"link": ""}, "Write the link, or where it can be read."),
        ({"author": ""}, "Write who made it."),
        ({"dated_on-year": "3026"}, "cannot be in the future"),
        ({"dated_on-day": "32"}, "Write a real date"),
        ({"origin": ""}, "Choose where it comes from."),
        ({"origin": "ghost"}, "Not a valid choice"),
        ({"has_interest": ""}, "Choose whether an interest is declared."),
        ({"has_interest": "yes"}, "Write which interest is declared."),
        ({"interest": "Runs it"}, "You chose that no interest is declared."),
    ],
)
def test_evidence_without_its_rules_is_not_saved(facilitator, body, session, change, sentence):
    file = factories.file(body, evidence=0)
    url = address(body, file.number, "evidence", "new")
    page = facilitator.post(url, data=EVIDENCE | change).text
    assert sentence in page
    assert EVIDENCE["summary"] in page
    assert session.query(Evidence).count() == 0


def test_a_member_argues_and_the_page_shows_the_seat_only(member, body, session):
    file = factories.file(body)
    answer = member.post(address(body, file.number, "arguments", "new"), data=ARGUMENT)
    assert answer.location == address(body, file.number, "arguments")
    page = member.get(answer.location).text
    number = session.query(Argument).one().seat.number
    assert "It helps.<br>A lot." in page
    assert all(text in page for text in (f"Seat {number}", "From experience", "For (1)"))
    assert "Nobody has written an argument against yet." in page


def test_an_argument_points_to_its_evidence(member, body):
    file = factories.file(body)
    url = address(body, file.number, "arguments")
    member.post(f"{url}/new", data=ARGUMENT | {"evidence": "1"})
    assert f'{address(body, file.number, "evidence")}#evidence-1"' in member.get(url).text


@pytest.mark.parametrize("name", ARGUMENT)
def test_nothing_is_chosen_beforehand_and_nothing_typed_is_lost(member, body, session, name):
    file = factories.file(body)
    url = address(body, file.number, "arguments", "new")
    assert " checked" not in member.get(url).text
    page = member.post(url, data=ARGUMENT | {name: ""}).text
    assert "There is a problem" in page
    assert name == "text" or ARGUMENT["text"] in page
    assert session.query(Argument).count() == 0


def test_line_ends_of_browsers_count_as_one_character(member, body, session):
    file = factories.file(body)
    url = address(body, file.number, "arguments", "new")
    page = member.post(url, data=ARGUMENT | {"text": "x\r\n" * 500 + "y"}).text
    assert "Write at most 1000 characters." in page
    member.post(url, data=ARGUMENT | {"text": "x\r\n" * 499 + "yz"})
    assert len(session.query(Argument).one().text) == 1000


def test_what_was_typed_too_late_stays_on_the_page(member, body):
    file = factories.file(body, state="grading")
    url = address(body, file.number, "arguments", "new")
    answer = member.post(url, data=ARGUMENT)
    assert answer.status_code == 409
    assert "This file is no longer open" in answer.text
    assert ARGUMENT["text"] in answer.text


def test_two_who_save_at_once_lose_nothing_that_was_typed(facilitator, body, monkeypatch):
    file = factories.file(body, evidence=1)
    monkeypatch.setattr(services, "next_number", lambda *_: 1)  # as the other one counted
    answer = facilitator.post(address(body, file.number, "evidence", "new"), data=EVIDENCE)
    assert answer.status_code == 409
    assert "Somebody else saved something at the same moment. Send it again." in answer.text
    assert EVIDENCE["summary"] in answer.text
    assert len(file.evidence) == 1


def test_hostile_words_are_shown_as_words(member, body, session):
    file = factories.file(body)
    for name in ("title", "policy", "asked_by", "question"):
        setattr(file, name, HOSTILE)
    for name in ("title", "author", "link", "interest", "summary"):
        setattr(file.evidence[0], name, HOSTILE)
    member.post(address(body, file.number, "arguments", "new"), data=ARGUMENT | {"text": HOSTILE})
    for rest in ([], ["evidence"], ["arguments"], ["arguments", "new"]):
        page = member.get(address(body, file.number, *rest)).text
        assert "<script>alert" not in page
        assert "&lt;script&gt;" in page


def test_a_stored_link_that_is_not_http_is_never_followed(member, body):
    file = factories.file(body)
    file.evidence[0].link = "javascript:alert(1)"
    page = member.get(address(body, file.number, "evidence")).text
    assert "javascript:alert(1)" in page
    assert 'href="javascript' not in page


def test_a_member_sees_one_next_thing_until_it_is_done(member, body):
    file = factories.file(body)
    hub = address(body, file.number)
    assert "Read the evidence, then argue" in member.get(hub).text
    member.post(f"{hub}/arguments/new", data=ARGUMENT)
    assert "Nothing waits for you in this file now." in member.get(hub).text


def test_a_facilitator_is_led_to_the_first_evidence(facilitator, body):
    file = factories.file(body, evidence=0)
    assert "Add the first evidence" in facilitator.get(address(body, file.number)).text


@pytest.mark.parametrize("rest", [[], ["evidence"], ["arguments"], ["evidence", "new"]])
def test_a_file_of_another_body_is_not_found(facilitator, body, rest):
    other = factories.file(factories.body())
    assert facilitator.get(address(body, other.number, *rest)).status_code == 404


def test_a_number_that_no_file_can_have_is_not_found(facilitator, body, session):
    assert facilitator.get(address(body, 10**30)).status_code == 404
    assert session.query(File).count() == 0
