"""An e-mail address is confirmed by a button, from a message that never holds the secret."""

from urllib.parse import urlsplit

import pytest

from observatory import mail
from observatory.jobs import Job
from observatory.recruitment import queries
from tests import factories
from tests.recruitment.replying import ADDRESS, Walker, opened

CONFIRM = f"{ADDRESS}/address"


@pytest.fixture
def town(body):
    mail.MEMORY.clear()
    return opened(body)


@pytest.fixture
def message(client, town):
    Walker(client, town.codes[0]).fill(contact="ana@example.org").press("send")
    (found,) = mail.MEMORY
    return found


def token_of(message):
    return next(line for line in message.get_content().splitlines() if "#" in line)


def test_a_reply_with_an_address_is_written_to_after_the_commit(message, town):
    assert message["To"] == "ana@example.org"
    saved = queries.find_reply(town.letters[0])
    for secret in (saved.secret, "2468", saved.nonce, "Ana"):
        assert secret not in message.get_content()


def test_opening_the_link_confirms_nothing_and_the_button_does(client, town, message):
    path = urlsplit(token_of(message)).path
    assert "This is my address" in client.get(path).text
    contact = queries.find_reply(town.letters[0]).contact
    assert contact.reach_confirmed_on is None
    for _ in range(2):
        shown = client.post(path, data={"code": token_of(message)}).text
        assert "Your address is confirmed" in shown
    assert contact.reach_confirmed_on


def test_a_token_holds_for_its_own_address_and_body_only(client, town, message):
    factories.body("village")
    elsewhere = client.post(CONFIRM.replace("town", "village"), data={"code": token_of(message)})
    assert "confirms no address" in elsewhere.text
    queries.find_reply(town.letters[0]).contact.reach = "eva@example.org"
    assert "confirms no address" in client.post(CONFIRM, data={"code": token_of(message)}).text
    assert "confirms no address" in client.post(CONFIRM, data={"code": "made up"}).text


def test_a_telephone_number_gets_no_message(client, town):
    Walker(client, town.codes[0]).fill().press("send")
    assert mail.MEMORY == []


def test_a_mail_server_that_is_away_loses_no_reply_and_logs_no_address(
    app, client, town, caplog, session
):
    app.config["MAIL_URL"] = "smtp://127.0.0.1:1"
    Walker(client, town.codes[0]).fill(contact="ana@example.org").press("send")
    assert queries.find_reply(town.letters[0])
    assert session.query(Job).filter_by(name="recruitment.ask_address").one().state == "failed"
    assert "ana@" not in caplog.text


def test_a_message_that_failed_is_sent_again_by_a_button_once(app, client, town, clerk):
    app.config["MAIL_URL"] = "smtp://127.0.0.1:1"
    Walker(client, town.codes[0]).fill(contact="ana@example.org").press("send")
    page = f"/en/town/recruitments/{town.recruitment.id}/replies"
    assert "1 person was not asked to confirm" in clerk.get(page).text
    app.config["MAIL_URL"] = "memory://"
    for _ in range(2):
        shown = clerk.post(f"{page}/addresses", follow_redirects=True).text
        assert "was not asked" not in shown
    [message] = mail.MEMORY
    assert message["To"] == "ana@example.org"


def test_an_address_that_is_refused_for_good_is_not_tried_again(client, town, session):
    Walker(client, town.codes[0]).fill(contact="ana@example.org").press("send")
    job = session.query(Job).filter_by(name="recruitment.ask_address").one()
    job.state, job.error = "failed", "address_refused"
    assert queries.list_unasked(town.recruitment) == []
