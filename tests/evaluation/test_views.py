"""The pages of grading, drafting, voting and the statement."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from observatory.accounts.models import Account
from observatory.bodies.models import Body
from observatory.bodies.services import give_role
from observatory.database import session as db
from observatory.deliberation.models import File
from observatory.deliberation.services import write_argument
from observatory.evaluation import queries, services
from observatory.panel.models import Seat
from tests import factories
from tests.evaluation import acts

Visit = Callable[..., Any]


@pytest.fixture
def facilitator(app: Flask, body: Body) -> FlaskClient:
    return factories.sign_in(app.test_client(), factories.staff(body, "facilitator"))


@pytest.fixture
def member(app: Flask, seats: list[Seat]) -> FlaskClient:
    account = db.get_one(Account, seats[0].account_id)
    return factories.sign_in(app.test_client(), account)


@pytest.fixture
def at(body: Body, file: File) -> Callable[[str], str]:
    """The address of a page of the file."""
    return lambda page: f"/en/{body.slug}/files/{file.number}/{page}"


def show(response: Any) -> str:
    return str(response.get_data(as_text=True))


def all_answers(file: File, grade: str) -> dict[str, str]:
    return {f"grade_{key}": grade for key in acts.all_grades(file, None)}


def test_a_facilitator_chooses_criteria_and_sees_what_each_set_asks(
    facilitator: FlaskClient, file: File, at: Any
) -> None:
    page = show(facilitator.get(at("criteria")))
    assert "Does it do what people need?" in page
    assert "Was it run honestly and without pressure?" in page
    facilitator.post(at("criteria"), data={"criteria_set": "process"})
    chosen = queries.find_criteria(file)
    assert chosen is not None
    assert chosen.key == "process"


def test_the_grading_is_opened_and_closed_by_the_facilitator(
    facilitator: FlaskClient, member: FlaskClient, file: File, at: Any
) -> None:
    assert member.post(at("grades"), data={"act": "open"}).status_code == 403
    facilitator.post(at("grades"), data={"act": "open"})
    assert file.state == "grading"
    early = facilitator.post(at("grades"), data={"act": "close"})
    assert early.status_code == 409
    assert "Nobody has graded yet" in show(early)
    member.post(at("grades/mine"), data={**all_answers(file, "4"), "act": "send"})
    facilitator.post(at("grades"), data={"act": "close"})
    assert file.state == "drafting"


def test_a_form_that_asks_for_nothing_known_is_refused(
    facilitator: FlaskClient, file: File, at: Any
) -> None:
    assert facilitator.post(at("grades"), data={"act": "burn"}).status_code == 400
    assert facilitator.post(at("vote")).status_code == 400


def test_a_member_grades_checks_sends_and_changes(
    member: FlaskClient, file: File, seats: list[Seat], at: Any
) -> None:
    services.open_grading(file)
    page = show(member.get(at("grades/mine")))
    assert not re.search(r"<input[^>]*\schecked", page)
    check = show(member.post(at("grades/mine"), data={**all_answers(file, "5"), "act": "check"}))
    assert "Your grades are not sent yet" in check
    assert queries.own_grades(file, seats[0]) == {}
    member.post(at("grades/mine"), data={**all_answers(file, "none"), "act": "send"})
    assert set(queries.own_grades(file, seats[0]).values()) == {None}
    again = show(member.get(at("grades/mine")))
    assert len(re.findall(r"<input[^>]*\schecked", again)) == 6
    assert "Change my grades" in show(member.get(at("grades")))


def test_a_criterion_without_grade_is_asked_again(
    member: FlaskClient, file: File, seats: list[Seat], at: Any
) -> None:
    services.open_grading(file)
    answers = all_answers(file, "3") | {"act": "send"}
    del answers["grade_impact"]
    page = show(member.post(at("grades/mine"), data=answers))
    assert "Impact: choose a grade. You can choose “I cannot tell”." in page
    assert len(re.findall(r"<input[^>]*\schecked", page)) == 5
    assert queries.own_grades(file, seats[0]) == {}


def test_nobody_reads_grades_before_the_grading_is_closed(
    member: FlaskClient, facilitator: FlaskClient, file: File, seats: list[Seat], at: Any
) -> None:
    services.open_grading(file)
    for seat in seats[:11]:
        services.grade_criteria(file, seat, acts.all_grades(file, 4))
    for page in (show(member.get(at("grades"))), show(facilitator.get(at("grades")))):
        assert "At least 10 of 12 members have graded" in page
        assert "Median" not in page
    services.close_grading(file)
    closed = show(member.get(at("grades")))
    assert "11 members graded" in closed
    assert "Broad agreement (1 of 1)" in closed


def test_findings_and_recommendations_are_added_one_by_one(
    facilitator: FlaskClient, member: FlaskClient, file: File, seats: list[Seat], at: Any
) -> None:
    acts.grade(file, seats[:1], [3])
    facilitator.post(at("findings/new"), data={"text": "Buses run late.", "evidence": "2"})
    facilitator.post(at("recommendations/new"), data={"text": "Run more.", "owner": "Transport"})
    assert "Evidence 2: Report 2" in show(member.get(at("findings")))
    assert "Who should do it: Transport" in show(member.get(at("recommendations")))


def test_a_finding_without_source_keeps_what_was_typed(
    facilitator: FlaskClient, file: File, seats: list[Seat], at: Any
) -> None:
    acts.grade(file, seats[:1], [3])
    page = show(facilitator.post(at("findings/new"), data={"text": "Buses run late."}))
    assert "Choose the evidence that shows it." in page
    assert "Buses run late." in page


def test_the_vote_is_opened_leads_to_the_ballot_and_is_counted(
    facilitator: FlaskClient, member: FlaskClient, file: File, seats: list[Seat], at: Any
) -> None:
    acts.grade(file, seats[:1], [3])
    empty = facilitator.post(at("vote"), data={"act": "open"})
    assert empty.status_code == 409
    acts.draft(file)
    facilitator.post(at("vote"), data={"act": "open"})
    ballot = queries.find_ballot(file)
    assert ballot is not None
    assert f"/ballots/{ballot.id}" in show(member.get(at("vote")))
    facilitator.post(at("vote"), data={"act": "close"})
    assert "0 of 12 members voted" in show(member.get(at("vote")))


def test_the_statement_shows_everything_that_was_evaluated(
    facilitator: FlaskClient, member: FlaskClient, file: File, seats: list[Seat], at: Any
) -> None:
    write_argument(file, seats[0], "against", "It is loud at night.", file.evidence[0])
    acts.evaluate(file, seats, against=3)
    for page in (show(member.get(at("statement"))), show(facilitator.get(at("statement")))):
        for sentence in (
            "The panel met on three Saturdays.",
            "12 of 12 members voted",
            "Broad agreement",
            "Half of the buses run late.",
            "Who should do it: Transport department",
            "It is loud at night.",
            "No member took this position.",
            "Rides on holidays.",
            "https://example.org/report",
        ):
            assert sentence in page


def test_a_process_text_of_more_than_150_words_is_refused_and_kept(
    facilitator: FlaskClient, file: File, seats: list[Seat], at: Any
) -> None:
    acts.grade(file, seats[:1], [3])
    sent = {"how_it_worked": "word " * 151, "not_established": "Rides on holidays."}
    page = facilitator.post(at("statement/edit"), data=sent)
    assert page.status_code == 409
    assert "has 151 words. At most 150 are allowed." in show(page)
    assert "Rides on holidays." in show(page)


def test_a_statement_can_be_read_before_and_while_it_is_written(
    member: FlaskClient, file: File, seats: list[Seat], at: Any
) -> None:
    assert "There is no statement yet." in show(member.get(at("statement")))
    acts.grade(file, seats[:1], [3])
    assert "The panel wrote no findings." in show(member.get(at("statement")))
    acts.draft(file)
    assert "Not voted on yet." in show(member.get(at("statement")))


def test_what_people_typed_is_shown_as_text(
    member: FlaskClient, file: File, seats: list[Seat], at: Any
) -> None:
    acts.grade(file, seats[:1], [3])
    services.add_finding(file, "<script>alert(1)</script>", file.evidence[0])
    for page in ("findings", "vote", "statement"):
        assert "<script>alert" not in show(member.get(at(page)))


@pytest.mark.parametrize(
    "page",
    ["criteria", "grades", "grades/mine", "findings", "findings/new", "recommendations"]
    + ["recommendations/new", "vote", "statement", "statement/edit"],
)
def test_a_file_of_another_body_does_not_exist_here(app: Flask, file: File, page: str) -> None:
    other = factories.body()
    account = db.get_one(Account, factories.seat(other).account_id)
    give_role(other, account, "facilitator")
    stranger = factories.sign_in(app.test_client(), account)
    assert stranger.get(f"/en/{other.slug}/files/{file.number}/{page}").status_code == 404
