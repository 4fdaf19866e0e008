"""Access, headers and errors: what holds for every route."""

import pytest
from flask import Flask

from observatory import access
from tests import factories

pytestmark = pytest.mark.usefixtures("session")


def test_the_application_refuses_to_start_with_an_undeclared_route():
    app = Flask(__name__)
    app.add_url_rule("/open", "open", lambda: "")
    with pytest.raises(RuntimeError, match="open declares no known access rule"):
        access.refuse_undeclared(app)


def test_an_unknown_rule_is_refused_too():
    app = Flask(__name__)
    app.add_url_rule("/open", "open", access.allow("everybodyy")(lambda: ""))
    with pytest.raises(RuntimeError, match="everybodyy"):
        access.refuse_undeclared(app)


def test_every_answer_has_a_strict_policy_and_readers_get_no_cookie(client):
    factories.body("madrid")
    for path in ("/en/", "/en/madrid/", "/health", "/nothing/here"):
        answer = client.get(path)
        policy = answer.headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'")
        assert "unsafe" not in policy
        assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("path", ["/es/mu%00/", "/es/mu%00/reply", "/es/madrid/draws/1/%00"])
def test_an_address_with_a_character_that_nobody_types_does_not_exist(client, path):
    factories.body("madrid")
    assert client.get(path).status_code == 404


def test_a_field_with_a_character_that_nobody_types_is_refused(client):
    typed = {"email": "a\0@b.example", "password": "x"}
    answer = client.post("/en/sign-in/staff", data=typed)
    assert answer.status_code == client.get("/en/?q=%00").status_code == 400
    assert "We could not read what was sent" in answer.text


@pytest.mark.parametrize(("language", "words"), [("en", "Page not found"), ("fr", 'lang="fr"')])
def test_a_missing_page_says_so_in_the_language_of_the_address(client, language, words):
    answer = client.get(f"/{language}/no-such-body/")
    assert answer.status_code == 404
    assert words in answer.text


def test_a_reader_is_led_to_sign_in_and_back(client):
    factories.body("madrid")
    answer = client.get("/en/madrid/tasks")
    assert answer.location == "/en/sign-in?next=/en/madrid/tasks"


def test_the_health_check_asks_the_database(client):
    assert client.get("/health").text == "ok\n"
