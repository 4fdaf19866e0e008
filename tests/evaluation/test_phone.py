"""Grading, voting and reading a statement on a small phone, and voting without a script."""

from typing import Any

import pytest
from flask import Flask

from observatory.accounts.models import Account
from observatory.ballots import queries as ballot_queries
from observatory.ballots import services as ballots
from observatory.bodies.models import Body
from observatory.database import session as db
from observatory.deliberation.models import File
from observatory.evaluation import services
from observatory.panel.models import Seat
from tests import factories
from tests.evaluation import acts
from tests.plugins.browser import LiveServer, axe, is_wider_than_window


def sign_in(page: Any, app: Flask, account: Account) -> None:
    """Give a browser the session cookie of an account."""
    client, name = app.test_client(), app.config["SESSION_COOKIE_NAME"]
    factories.sign_in(client, account)
    cookie = client.get_cookie(name)
    assert cookie is not None
    page.context.add_cookies([{"name": name, "value": cookie.value, "url": page.server}])


@pytest.fixture
def page(phone_page: Any, live_server: LiveServer) -> Any:
    phone_page.server = live_server.url
    return phone_page


def faults(page: Any) -> list[str]:
    return axe(page) + (["too wide"] if is_wider_than_window(page) else [])


def test_a_member_votes_without_script_and_without_cookie(
    page_without_script: Any, body: Body, file: File, seats: list[Seat]
) -> None:
    acts.grade(file, seats[:1], [3])
    acts.draft(file)
    ballot = services.open_vote(file, seats)
    code = ballots.collect_code(ballot, seats[0])
    db.commit()
    page = page_without_script
    page.goto(f"/en/{body.slug}/booth/{ballot.id}")
    page.get_by_label("Your voting code").fill(code.lower())
    page.get_by_label("Yes, this is so").check()
    page.get_by_label("I can live with it").check()
    page.get_by_role("button", name="Check my answers").click()
    page.get_by_role("button", name="Cast my vote").click()
    page.get_by_role("heading", name="Your vote is in the urn").wait_for()
    assert page.context.cookies() == []
    db.expire_all()
    assert len(ballot_queries.list_used_slips(ballot.questions[1])) == 1


def test_the_booth_reads_well_on_a_small_phone_with_errors_and_without(
    page: Any, body: Body, file: File, seats: list[Seat]
) -> None:
    acts.grade(file, seats[:1], [3])
    acts.draft(file)
    ballot = services.open_vote(file, seats)
    db.commit()
    page.goto(f"/en/{body.slug}/booth/{ballot.id}")
    assert faults(page) == []
    page.get_by_role("button", name="Check my answers").click()
    page.wait_for_selector("#error-summary:focus")
    assert faults(page) == []


def test_grades_and_statement_read_well_on_a_small_phone(
    page: Any, app: Flask, body: Body, file: File, seats: list[Seat]
) -> None:
    waiting = factories.file(body)
    acts.choose(waiting)
    services.open_grading(waiting)
    acts.evaluate(file, seats, against=3)
    db.commit()
    sign_in(page, app, db.get_one(Account, seats[0].account_id))
    addresses = [f"{waiting.number}/grades/mine", f"{file.number}/grades", f"{file.number}/vote"]
    for address in [*addresses, f"{file.number}/statement"]:
        page.goto(f"/en/{body.slug}/files/{address}")
        assert page.locator("h1").count() == 1
        assert faults(page) == []
