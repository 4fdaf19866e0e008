"""The clerk's pages for telling everybody: one button, then what is left to do."""

import re

import pytest

from observatory import mail
from observatory.bodies.models import Body
from observatory.jobs import GIVEN_UP, Job
from observatory.lottery import queries, services
from observatory.lottery.models import Announcement
from observatory.recruitment.queries import list_pool
from tests import factories
from tests.lottery.telling import drawn, frozen, told

BY = {"answer_by-day": "31", "answer_by-month": "1", "answer_by-year": "2099"}


@pytest.fixture
def clerk(client, session):
    """Makes a clerk of a draw's body, and the address of its recruitment."""
    mail.MEMORY.clear()

    def sign_in(draw):
        body = session.get_one(Body, draw.recruitment.body_id)
        factories.sign_in(client, factories.staff(body, "clerk"))
        return client, f"/en/{body.slug}/recruitments/{draw.recruitment_id}"

    return sign_in


def test_a_clerk_tells_the_pool_with_one_button(clerk):
    browser, address = clerk(frozen())
    page = browser.get(f"{address}/notices/pool").text
    for text in ("In the list (Español)", "In the list (English)", "In the list (Français)"):
        assert text in page
    assert "0000 0000 0000" in page
    page = browser.post(f"{address}/notices/pool", follow_redirects=True).text
    assert re.search(r"E-mails sent\s*</dt>\s*<dd[^>]*>\s*18", page)
    assert "Print 6 letters" in page
    assert len(mail.MEMORY) == 18


def test_a_form_sent_twice_tells_everybody_once(clerk, session):
    browser, address = clerk(drawn())
    for _ in range(2):
        browser.post(f"{address}/notices/result", data=BY)
    assert len(mail.MEMORY) == 18
    assert session.query(Announcement).count() == 1


def test_the_result_needs_a_day_that_is_still_to_come(clerk):
    browser, address = clerk(drawn())
    assert "Write a date" in browser.post(f"{address}/notices/result").text
    past = BY | {"answer_by-year": "2020"}
    page = browser.post(f"{address}/notices/result", data=past).text
    assert "Write a day that is still to come" in page
    assert 'value="2020"' in page
    assert mail.MEMORY == []


def test_letters_are_printed_and_then_everybody_was_told(clerk):
    draw = frozen()
    browser, address = clerk(draw)
    made = told(draw, "pool")
    page = browser.post(f"{address}/notices/{made.id}/print", follow_redirects=True).text
    assert "Everybody was told on" in page
    files = re.findall(r'href="([^"]+letters-1[^"]*)"', page)
    assert [path.rsplit("-", 1)[-1] for path in files] == ["1.pdf", "1.pdf", "1.pdf", "1.csv"]
    for path in files:
        given = browser.get(path)
        assert (given.status_code, given.headers["Cache-Control"]) == (200, "no-store")
    again = browser.post(f"{address}/notices/{made.id}/print")
    assert "No letter waits." in again.text
    assert "The pool was told about the list on" in browser.get(address).text


def test_the_page_lists_emails_that_became_letters_without_names(clerk):
    draw = frozen()
    browser, address = clerk(draw)
    made = told(draw, "pool")
    where = f"{address}/notices/{made.id}"
    page = browser.post(f"{where}/returned", data={"addresses": "nobody@example.org"}).text
    assert "1 of these addresses are not among" in page
    assert "nobody@example.org</textarea>" in page
    data = {"addresses": "person3@example.org"}
    page = browser.post(f"{where}/returned", data=data, follow_redirects=True).text
    assert "1 letter waits now." in page
    assert "The e-mail came back" in page
    assert "person3@" not in page
    assert "Person" not in page


def test_a_clerk_finds_one_notice_and_prints_it_again(clerk):
    draw = frozen()
    browser, address = clerk(draw)
    made = told(draw, "pool")
    where = f"{address}/notices/{made.id}"
    number = list_pool(draw.recruitment)[0].invitation.number
    page = browser.get(f"{where}/find?number={number}", follow_redirects=True).text
    assert "By e-mail" in page
    assert browser.get(f"{where}/letter-{number}.pdf").data.startswith(b"%PDF")
    assert "Nobody who answered letter 999999" in browser.get(f"{where}/find?number=999999").text


def test_a_mail_server_that_was_away_is_asked_again_by_a_button(app, clerk, session):
    draw = frozen()
    browser, address = clerk(draw)
    app.config["MAIL_URL"] = "smtp://127.0.0.1:1"
    page = browser.post(f"{address}/notices/pool", follow_redirects=True).text
    assert "18 e-mails could not be sent yet." in page
    assert "The mail server did not answer." in page
    app.config["MAIL_URL"] = "memory://"
    [made] = queries.list_announcements(draw.recruitment)
    session.get_one(Job, made.job_id).error = GIVEN_UP
    given_up = browser.get(f"{address}/notices/{made.id}").text
    assert "This work was begun three times" in given_up
    page = browser.post(f"{address}/notices/{made.id}/again", follow_redirects=True).text
    assert "could not be sent" not in page
    assert len(mail.MEMORY) == 18


def test_before_the_freeze_there_is_nothing_to_tell(clerk, session):
    made = factories.pooled(factories.body("town"))
    draw = type("NoDraw", (), {"recruitment": made, "recruitment_id": made.id})
    browser, address = clerk(draw)
    for occasion in ("pool", "result"):
        assert "There is nothing to tell yet." in browser.get(f"{address}/notices/{occasion}").text


def test_notices_of_another_body_are_not_found(clerk):
    made = told(frozen(), "pool")
    other = services.freeze_draw(factories.pooled(factories.body("village")))
    browser, address = clerk(other)
    for rest in ("", "/progress.json", "/letters-1.csv", "/find", "/letter-1.pdf", "/1"):
        assert browser.get(f"{address}/notices/{made.id}{rest}").status_code == 404


def test_a_sample_letter_has_no_real_code(clerk):
    draw = drawn()
    browser, address = clerk(draw)
    given = browser.get(f"{address}/notices/result/drawn-es.pdf")
    assert given.data.startswith(b"%PDF")


def test_the_task_list_of_a_clerk_has_what_is_left_to_tell(clerk):
    draw = drawn()
    browser, address = clerk(draw)
    tasks = f"{address.partition('/recruitments')[0]}/tasks"
    assert "Tell everybody the result" in browser.get(tasks).text
    browser.post(f"{address}/notices/result", data=BY)
    assert "Tell everybody the result" in browser.get(tasks).text  # six letters wait
    [made] = queries.list_announcements(draw.recruitment)
    browser.post(f"{address}/notices/{made.id}/print")
    assert "Tell everybody the result" not in browser.get(tasks).text


def test_the_pool_is_told_after_the_freeze_and_before_the_dice(clerk):
    browser, address = clerk(frozen())
    page = browser.get(address).text
    names = ("Freeze the pool", "Tell the pool about the list", "Throw the dice")
    places = [page.rindex(name) for name in names]
    assert places == sorted(places)


def test_the_page_of_a_list_that_was_replaced_offers_no_letter(clerk):
    draw = frozen()
    browser, address = clerk(draw)
    made = told(draw, "pool")
    services.freeze_draw(draw.recruitment, "One person moved away.")
    where = f"{address}/notices/{made.id}"
    number = list_pool(draw.recruitment)[-1].invitation.number
    page = browser.get(where).text
    assert "A new list has taken the place of this one." in page
    assert re.search(r"a new one took its place\s*</dt>\s*<dd[^>]*>\s*6", page)
    for gone in ("Print 6 letters", "Letter waits", "send letters instead"):
        assert gone not in page
    assert browser.post(f"{where}/print").status_code == 409
    page = browser.get(f"{where}/{number}").text
    assert "Not told about this list" in page
    assert "Print this letter" not in page
    assert browser.get(f"{where}/letter-{number}.pdf").status_code == 404
