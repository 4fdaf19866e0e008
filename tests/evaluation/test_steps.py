"""What a file's page and people's task lists say, from criteria to statement."""

from typing import Any

import pytest
from flask import Flask, g
from flask_login import login_user

from observatory.accounts.models import Account
from observatory.bodies.models import Body
from observatory.deliberation.models import File
from observatory.evaluation import services, steps
from observatory.panel.models import Seat
from tests import factories
from tests.evaluation import acts


@pytest.fixture
def reader(app: Flask, body: Body) -> Any:
    """Signs an account in on a page of the body."""
    with app.test_request_context(f"/en/{body.slug}/"):
        g.body, g.language = body, "en"
        yield login_user


def states(file: File) -> dict[str, str]:
    return {step.text: step.state for step in steps.file_steps(file)}


def test_steps_go_from_locked_to_done_with_the_file(
    reader: Any, body: Body, file: File, seats: list[Seat]
) -> None:
    reader(factories.staff(body, "facilitator"))
    assert states(file)["Grades"] == "todo"
    assert states(file)["Vote"] == "locked"
    acts.grade(file, seats[:1], [3])
    assert (states(file)["Grades"], states(file)["Findings"]) == ("done", "current")
    acts.draft(file)
    assert (states(file)["Findings"], states(file)["Vote"]) == ("done", "todo")
    services.open_vote(file, seats)
    assert states(file)["Vote"] == "current"
    services.close_vote(file)
    assert (states(file)["Vote"], states(file)["Statement"]) == ("done", "current")


def test_a_step_that_is_not_for_the_reader_has_no_link(
    reader: Any, session: Any, file: File, seats: list[Seat]
) -> None:
    reader(session.get_one(Account, seats[0].account_id))
    found = {step.text: step.url for step in steps.file_steps(file)}
    assert found["Criteria"] is None
    assert str(found["Grades"]).endswith("/grades")


def test_a_facilitator_is_told_the_one_next_act(
    reader: Any, body: Body, file: File, seats: list[Seat]
) -> None:
    account = factories.staff(body, "facilitator")
    reader(account)
    told = [steps.own_tasks(account, body)[0].text]
    acts.grade(file, seats[:1], [3])
    told.append(steps.own_tasks(account, body)[0].text)
    acts.draft(file)
    told.append(steps.own_tasks(account, body)[0].text)
    acts.vote(file, seats)
    told.append(steps.own_tasks(account, body)[0].text)
    services.draft_statement(file, "We met.", "")
    assert steps.own_tasks(account, body) == []
    assert told == [
        "Open the grading",
        "Write the first finding",
        "Open the vote",
        "Write the statement",
    ]


def test_a_member_is_told_to_grade_once_and_to_vote_until_the_end(
    reader: Any, session: Any, body: Body, file: File, seats: list[Seat]
) -> None:
    account = session.get_one(Account, seats[0].account_id)
    reader(account)
    assert steps.own_tasks(account, body) == []
    services.open_grading(file)
    assert [task.text for task in steps.own_tasks(account, body)] == ["Grade each criterion"]
    services.grade_criteria(file, seats[0], acts.all_grades(file, 3))
    assert steps.own_tasks(account, body) == []
    services.close_grading(file)
    acts.draft(file)
    services.open_vote(file, seats)
    told = [task.text for task in steps.own_tasks(account, body)]
    assert told == ["Vote on findings and recommendations"]
    services.close_vote(file)
    assert steps.own_tasks(account, body) == []


def test_nothing_waits_for_a_stranger(reader: Any, body: Body, file: File) -> None:
    account = factories.staff(factories.body(), "facilitator")
    reader(account)
    assert steps.own_tasks(account, body) == []
