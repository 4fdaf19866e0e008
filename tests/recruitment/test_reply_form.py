"""The reply form, page after page, without a script: from the code to the confirmation."""

from datetime import timedelta

import pytest

from observatory import codes
from observatory.database import now
from observatory.recruitment import queries, services
from observatory.recruitment.models import Contact, InvitationDraw, RegisterSnapshot, Respondent
from sortition import personal
from tests import factories
from tests.recruitment import cases
from tests.recruitment.replying import ADDRESS, ANSWERS, Walker, opened


@pytest.fixture
def town(body):
    return opened(body)


@pytest.fixture
def walker(client, town):
    return Walker(client, town.codes[0].lower())


def test_the_start_page_says_what_who_how_long_and_until_when(client, town):
    shown = client.get(ADDRESS).text
    for words in ("drawn by lot", "five minutes", "16 or older", "You can answer until", "CE"):
        assert words in shown
    assert f"{ADDRESS}/privacy" in shown


def test_where_persons_were_drawn_only_they_are_asked(client, town):
    made = town.recruitment
    register = RegisterSnapshot(recruitment_id=made.id, file_name="", path="", on_date=cases.ON)
    drawn = InvitationDraw(
        recruitment_id=made.id,
        snapshot_id=factories.save(register).id,
        letters=4,
        unit="person",
        key="",
    )
    factories.save(drawn)
    shown = client.get(ADDRESS).text
    assert "Only the person to whom the letter is written may answer." in shown
    assert "household" not in shown


def test_a_reply_is_given_page_by_page_and_confirmed_with_the_secret(walker, town):
    assert walker.heading == "What sex does your identity document say?"
    walker.fill().press("send")
    assert walker.heading == "We have your reply"
    saved = queries.find_reply(town.letters[0])
    assert (saved.features, saved.own, saved.channel) == ({"sex": "woman"}, "2468", "web")
    assert (saved.contact.name, saved.contact.reach) == ("Ana Ruiz", "600 123 456")
    assert codes.show(saved.secret) in walker.text
    assert personal.read_secret(codes.show(saved.secret))
    assert saved.nonce[:4] in walker.text
    assert "2468" not in walker.text


def test_no_page_sets_a_cookie_and_only_the_secret_is_never_stored(walker):
    for act in ("next", "send"):
        if act == "send":
            walker.fill().press(act)
        assert "Set-Cookie" not in walker.answer.headers
        wanted = "no-store" if act == "send" else "private, no-cache"
        assert walker.answer.headers["Cache-Control"] == wanted


def test_an_error_is_linked_and_all_that_was_typed_stays(walker):
    walker.press(question_0="man").press(name="Ana", contact="nowhere")
    assert "one e-mail address" in walker.error
    assert 'href="#contact"' in walker.text
    assert 'value="Ana"' in walker.text
    assert 'value="nowhere"' in walker.text
    assert 'name="question_0" value="man"' in walker.text


def test_each_page_asks_for_what_it_lacks(walker):
    assert walker.press().error == "Choose an answer"
    walker.press(question_0="man").press()
    assert "Write your name" in walker.text
    assert "Write one e-mail address or telephone number" in walker.text


def test_blanks_are_no_name_and_no_contact(walker):
    walker.press(question_0="man").press(name="   ", contact=" \u00a0 ")
    assert walker.heading == "Your name and one contact"
    assert walker.error == "Write your name"
    assert "Write one e-mail address or telephone number" in walker.text


def test_the_check_page_says_what_cannot_be_saved(walker, town):
    (question,) = queries.list_questions(town.recruitment)
    question.labels = {"robot": {"en": "Robot"}, **question.labels}
    walker.fill(question_0="robot").press("send")
    assert walker.answer.status_code == 409
    assert walker.error == "There is 1 problem. Nothing was saved."
    assert "There is no quota of sex with this value." in walker.text
    assert queries.find_reply(town.letters[0]) is None


def test_back_loses_nothing(walker):
    walker.press(question_0="man").press("back", name="Ana")
    assert walker.heading == "What sex does your identity document say?"
    assert 'value="man" checked' in " ".join(walker.text.split())
    walker.press(question_0="woman")
    assert 'value="Ana"' in walker.text
    walker.press("back").press("back")
    assert walker.heading == "Answer your letter"
    assert 'name="code"' in walker.text


def test_a_change_leads_back_to_the_check(walker, town):
    walker.fill().press("change:own")
    assert walker.heading == "Digits of your own"
    assert walker.press(own="1").error
    walker.press(own="13579")
    assert walker.heading == "Check your answers"
    walker.press("send")
    assert queries.find_reply(town.letters[0]).own == "13579"


def test_what_was_left_out_is_asked_before_anything_is_sent(walker, session):
    walker.fill()
    walker.press("send", own="")
    assert walker.heading == "Digits of your own"
    assert session.query(Respondent).count() == 0


def test_two_clicks_save_once_and_show_the_same_confirmation(walker, session):
    walker.fill()
    first, second = walker.send("send"), walker.send("send")
    assert first.text == second.text
    assert session.query(Respondent).count() == session.query(Contact).count() == 1


CHANGES = [
    {"question_0": "man"},
    {"name": "Bea Ruiz"},
    {"contact": "bea@example.org"},
    {"own": "13579"},
    {"helped": "yes"},
]


@pytest.mark.parametrize("change", CHANGES)
def test_a_page_changed_and_sent_again_is_told_what_stands(walker, town, change):
    walker.fill(contact="ana@example.org")
    first = walker.send("send")
    assert first.status_code == 200
    assert "We are sending you an e-mail" in first.text
    walker.press("send", **change)
    assert (walker.answer.status_code, walker.heading) == (409, "Your change is not saved")
    assert "Your first reply stands" in walker.text
    assert "We are sending you an e-mail" not in walker.text
    assert ">Woman<" in "".join(walker.text.split())
    assert ">Man<" not in "".join(walker.text.split())
    saved = queries.find_reply(town.letters[0])
    assert (saved.features, saved.own, saved.is_helped) == ({"sex": "woman"}, "2468", False)
    assert (saved.contact.name, saved.contact.reach) == ("Ana Ruiz", "ana@example.org")
    assert codes.show(saved.secret) in walker.text


def test_blanks_between_words_are_no_change(walker):
    walker.fill()
    walker.send("send")
    assert walker.send("send", name=" Ana  Ruiz ", own="24 68").status_code == 200


def test_a_reply_withdrawn_meanwhile_is_not_confirmed_again(walker, town):
    walker.fill()
    walker.send("send")
    saved = queries.find_reply(town.letters[0])
    saved.withdrawn_on, saved.contact = saved.replied_on, None
    assert "already answered on" in walker.press("send").error


def test_another_submission_is_told_the_day_and_nothing_of_the_person(walker, client, town):
    walker.fill().press("send")
    other = Walker(client, town.codes[0])
    assert other.answer.status_code == 409
    assert "already answered on" in other.error
    for word in ("Ana", "600 123 456", "2468"):
        assert word not in other.text


def test_an_old_page_shows_the_secret_no_more(walker, client, town, monkeypatch):
    walker.fill()
    walker.send("send")
    later = now() + timedelta(hours=3)
    monkeypatch.setattr("observatory.recruitment.services.replies.web.now", lambda: later)
    assert "already answered on" in walker.send("send").text


@pytest.mark.parametrize(
    ("typed", "said"), [("", "Type the code"), ("ABCD", "not a code as printed")]
)
def test_a_slip_in_the_code_is_said_and_costs_no_try(client, town, typed, said):
    for _ in range(120):
        shown = client.post(ADDRESS, data={"code": typed})
    assert said in shown.text
    assert Walker(client, town.codes[1]).heading != "Answer your letter"


def test_void_and_invented_codes_get_one_sentence(client, town, body):
    services.reissue_code(town.letters[0], factories.staff(body, "clerk"))
    assert "the old one no longer works" in Walker(client, town.codes[0]).error
    invented = codes.with_check("0" * 11)
    assert "We do not know this code" in Walker(client, invented).error


def test_guessing_has_a_limit(client, town):
    invented = codes.with_check("0" * 11)
    answers = [client.post(ADDRESS, data={"code": invented}).status_code for _ in range(101)]
    assert answers == [200] * 100 + [429]


def test_fifty_people_behind_one_address_can_answer(app, town):
    for number in range(50):
        client = app.test_client()
        client.post(ADDRESS, data={"code": town.codes[0][:-1] + "*"})
        assert Walker(client, town.codes[number % 4]).heading.startswith("What sex")


def test_before_the_opening_and_after_the_closing_the_page_says_so(client, town):
    town.recruitment.replies_open_at = now() + timedelta(hours=1)
    assert "You can answer from" in client.get(ADDRESS).text
    town.recruitment.replies_open_at = now() - timedelta(hours=2)
    town.recruitment.replies_close_at = now() - timedelta(hours=1)
    shown = client.get(ADDRESS).text
    assert "Replies are not taken any more." in shown
    assert 'name="code"' not in shown
    assert "The time to answer ended on" in client.post(ADDRESS, data={"code": town.codes[0]}).text


def test_whoever_checks_at_the_closing_minute_is_told_and_keeps_what_was_typed(walker, town):
    walker.fill()
    town.recruitment.replies_close_at = now()
    walker.press("send")
    assert walker.answer.status_code == 409
    assert walker.error.startswith("The time to answer ended on")
    assert "Ana Ruiz" in walker.text
    assert queries.find_reply(town.letters[0]) is None


def test_a_body_without_letters_takes_no_replies(client, body):
    assert "No replies are taken now." in client.get(ADDRESS).text


def test_hostile_words_are_only_text(walker, town):
    hostile = "<script>alert(1)</script>\"'{{7*7}}"
    walker.fill(name=hostile)
    assert "<script>alert" not in walker.text
    assert "&lt;script&gt;" in walker.text
    walker.press("send")
    assert queries.find_reply(town.letters[0]).contact.name == hostile


def test_nothing_personal_is_in_an_address_or_a_log(walker, caplog):
    walker.fill().press("send")
    assert walker.answer.request.path == ADDRESS
    assert not walker.answer.request.query_string
    for word in ("Ana", "600 123 456", ANSWERS["own"]):
        assert word not in caplog.text


def test_a_helper_is_noted(walker, town):
    walker.fill(helped="yes").press("send")
    assert queries.find_reply(town.letters[0]).is_helped


@pytest.mark.parametrize("language", ["es", "fr"])
def test_questions_and_answers_are_in_the_readers_language(client, town, language):
    walker = Walker(client, town.codes[0], ADDRESS.replace("/en/", f"/{language}/"))
    assert {"es": "Mujer", "fr": "Femme"}[language] in walker.text
