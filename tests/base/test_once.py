"""A form that makes something, sent twice as a second click does, is saved once."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest

from observatory.once import SentForm
from observatory.recruitment.models import Recruitment
from tests import factories

ADDRESS = "/en/town/recruitments/new"


@pytest.fixture
def clerk(client, session):
    body = factories.body("town", seats=2)
    return factories.sign_in(client, factories.staff(body, "clerk"))


def typed(clerk, title="Panel", seats="2"):
    """What a browser sends: the page's token and what was typed."""
    token = re.search(r'name="once"[^>]*value="([^"]+)"', clerk.get(ADDRESS).text).group(1)
    return {"once": token, "title": title, "seats": seats}


def test_a_form_sent_twice_is_saved_once_and_leads_to_the_same_page(clerk, session):
    data = typed(clerk)
    first, second = clerk.post(ADDRESS, data=data), clerk.post(ADDRESS, data=data)
    assert (first.status_code, second.status_code) == (302, 302)
    assert first.location == second.location
    assert session.query(Recruitment).count() == 1
    assert "This was sent twice. It is saved once." in clerk.get(second.location).text


def test_two_clicks_at_the_same_moment_save_once(app, clerk, session):
    data = typed(clerk)
    session.commit()
    account = session.query(factories.Account).one()
    browsers = [factories.sign_in(app.test_client(), account) for _ in range(4)]
    session.commit()
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda one: one.post(ADDRESS, data=data), browsers))
    assert {answer.status_code for answer in answers} <= {302, 409}
    assert session.query(Recruitment).count() == 1


def test_who_goes_back_and_writes_something_else_is_saved_too(clerk, session):
    data = typed(clerk)
    clerk.post(ADDRESS, data=data)
    clerk.post(ADDRESS, data=data | {"title": "Second panel"})
    assert session.query(Recruitment).count() == 2


def test_a_form_with_a_mistake_can_be_sent_again(clerk, session):
    data = typed(clerk, seats="0")
    assert clerk.post(ADDRESS, data=data).status_code == 200
    assert session.query(SentForm).count() == 0
    assert clerk.post(ADDRESS, data=data).status_code == 200


def test_strangers_leave_no_trace(app, session):
    app.test_client().post(ADDRESS, data={"once": "x" * 22})
    assert session.query(SentForm).count() == 0


@pytest.mark.parametrize("address", ["files/new", "files/1/evidence/new"])
def test_files_and_evidence_carry_a_token(app, session, address):
    body = factories.body("town", seats=2)
    factories.file(body).number = 1
    facilitator = factories.sign_in(app.test_client(), factories.staff(body, "facilitator"))
    assert 'name="once"' in facilitator.get(f"/en/town/{address}").text
