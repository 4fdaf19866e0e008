"""Signing in: by code and by password, with a limit to guessing."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from observatory import codes
from observatory.accounts import services
from observatory.accounts.models import SignInAttempt
from observatory.database import now, session
from tests import factories

pytestmark = pytest.mark.usefixtures("session")


def sign_in_staff(client: FlaskClient, email: str, password: str):
    return client.post("/en/sign-in/staff", data={"email": email, "password": password})


@pytest.fixture
def member_code() -> str:
    account = services.create_account("Seat 1")
    code = services.create_sign_in_code(account)
    session.commit()
    return code


@pytest.mark.parametrize("typed", [str.lower, codes.show, lambda code: f" {code} "])
def test_a_code_works_however_it_is_typed(client, member_code, typed):
    answer = client.post("/en/sign-in", data={"sign_in_code": typed(member_code)})
    assert answer.status_code == 302


def test_a_new_code_makes_the_former_void(client):
    account = services.create_account("Seat 1")
    old, new = services.create_sign_in_code(account), services.create_sign_in_code(account)
    session.commit()
    assert client.post("/en/sign-in", data={"sign_in_code": old}).status_code == 200
    assert client.post("/en/sign-in", data={"sign_in_code": new}).status_code == 302


def test_codes_and_passwords_are_not_kept_readable(member_code):
    account = services.create_account("Clerk", "clerk@example.org", factories.PASSWORD)
    kept = [code.digest for code in session.query(services.SignInCode)]
    assert member_code not in "".join(kept)
    assert factories.PASSWORD not in account.password_hash


def test_a_wrong_password_and_an_unknown_address_get_the_same_words(client):
    staff = factories.staff(factories.body(), "clerk")
    known = sign_in_staff(client, staff.email, "wrong")
    unknown = sign_in_staff(client, "nobody@example.org", "wrong")
    assert "E-mail address or password is wrong." in known.text
    assert known.status_code == unknown.status_code == 200
    assert known.text.replace(staff.email, "") == unknown.text.replace("nobody@example.org", "")


def test_the_sixth_guess_is_refused_even_with_the_right_password(client):
    staff = factories.staff(factories.body(), "clerk")
    for _ in range(5):
        sign_in_staff(client, staff.email, "wrong")
    answer = sign_in_staff(client, staff.email, factories.PASSWORD)
    assert answer.status_code == 429
    assert "Wait fifteen minutes" in answer.text
    assert session.query(SignInAttempt).count() == 5


def test_guessing_ends_with_its_window(client, time_machine):
    staff = factories.staff(factories.body(), "clerk")
    for _ in range(5):
        sign_in_staff(client, staff.email, "wrong")
    time_machine.move_to(now() + timedelta(minutes=16))
    assert sign_in_staff(client, staff.email, factories.PASSWORD).status_code == 302


@pytest.mark.parametrize("elsewhere", ["https://evil.example", "//evil.example", "/\\evil"])
def test_sign_in_never_leads_to_another_site(client, member_code, elsewhere):
    answer = client.post(
        "/en/sign-in", query_string={"next": elsewhere}, data={"sign_in_code": member_code}
    )
    assert answer.location == "/en/"


def test_signing_out_needs_a_post(client, member_code):
    client.post("/en/sign-in", data={"sign_in_code": member_code})
    assert client.get("/en/sign-out", follow_redirects=True).status_code == 404
    assert client.post("/en/sign-out").status_code == 302
    assert client.post("/en/sign-out").location.startswith("/en/sign-in")
