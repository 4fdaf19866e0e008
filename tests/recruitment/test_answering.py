"""One way to save a reply for every channel: the same record, the same checks."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from observatory.database import now
from observatory.formats import day_of, today
from observatory.recruitment import queries, services
from observatory.recruitment.models import Contact, Recruitment, Respondent
from observatory.recruitment.services import Reply
from observatory.recruitment.services.replies import saving
from observatory.recruitment.services.replies.checking import Checks
from sortition import personal
from sortition.errors import InputError
from tests import factories
from tests.recruitment import cases

GOOD = Reply({"sex": "Woman"}, " Ana  Ruiz ", "ana@example.org", "web", "24 68")


@pytest.fixture
def made(session):
    draw = cases.with_letters()
    recruitment = session.get_one(Recruitment, draw.recruitment_id)
    recruitment.replies_open_at = now() - timedelta(hours=1)
    recruitment.replies_close_at = now() + timedelta(hours=1)
    return recruitment


@pytest.fixture
def letter(made, session):
    return session.query(factories.Invitation).filter_by(number=1).one()


@pytest.mark.parametrize("channel", ["web", "phone", "paper"])
def test_every_channel_gives_the_same_record(made, letter, channel):
    saved = services.save_reply(letter, replace(GOOD, channel=channel))
    assert (saved.features, saved.own, saved.channel) == ({"sex": "woman"}, "2468", channel)
    assert saved.contact.name == "Ana Ruiz"
    assert saved.pid == personal.pid(queries.draw_name(made), saved.secret, "2468")
    assert queries.list_pool(made) == [saved]


def test_all_that_is_wrong_is_said_at_once_and_nothing_is_saved(letter, session):
    bad = Reply({"sex": "robot"}, "", "nowhere", "fax", "12a")
    with pytest.raises(InputError) as refused:
        services.save_reply(letter, bad)
    assert [(problem.column, problem.code) for problem in refused.value.problems] == [
        ("sex", "unknown_value"),
        ("name", "blank_name"),
        ("contact", "bad_contact"),
        ("channel", "unknown_channel"),
        ("own", "bad_own_digits"),
    ]
    assert session.query(Respondent).count() == session.query(Contact).count() == 0


def test_a_letter_is_answered_once_and_the_day_is_all_that_is_told(letter):
    first = services.save_reply(letter, GOOD)
    with pytest.raises(services.AlreadyAnswered) as refused:
        services.save_reply(letter, replace(GOOD, name="Bea"))
    assert refused.value.params == {"day": first.replied_on}


def test_live_replies_wait_for_the_opening(made, letter):
    for opens in (None, now() + timedelta(minutes=1)):
        made.replies_open_at = opens
        with pytest.raises(services.RepliesNotOpen):
            services.save_reply(letter, GOOD)


def test_after_the_closing_minute_no_live_reply_is_taken(made, letter):
    made.replies_close_at = now() - timedelta(seconds=1)
    for channel in ("web", "phone"):
        with pytest.raises(services.RepliesOver):
            services.save_reply(letter, replace(GOOD, channel=channel))


def test_paper_counts_by_the_day_it_bears(made, letter):
    made.replies_open_at = now() - timedelta(days=5)
    made.replies_close_at = now() - timedelta(days=3)
    paper = replace(GOOD, channel="paper", replied_on=now().date())
    with pytest.raises(services.RepliesOver):
        services.save_reply(letter, paper)
    first = day_of(made.replies_open_at)
    services.save_reply(letter, replace(paper, replied_on=first))


@pytest.mark.parametrize("save", [services.save_reply, saving.admit_forgotten])
def test_no_day_before_the_opening_or_after_today_is_taken(made, letter, save):
    made.replies_close_at = now() + timedelta(days=9)
    before = day_of(made.replies_open_at) - timedelta(days=1)
    for day in (date(1, 1, 1), before):
        with pytest.raises(saving.DayTooEarly):
            save(letter, replace(GOOD, channel="paper", replied_on=day))
    with pytest.raises(saving.DayToCome):
        save(letter, replace(GOOD, channel="paper", replied_on=today() + timedelta(days=1)))


def test_a_frozen_pool_takes_no_reply(made, letter):
    made.frozen_at = now()
    with pytest.raises(services.RepliesClosed):
        services.save_reply(letter, replace(GOOD, replied_on=date(2020, 1, 1)))


@pytest.mark.parametrize("contact", ["ana@example.org", "+34 600 123 456", "(91) 123-45.67"])
def test_one_address_or_one_number_is_a_contact(contact):
    assert not Checks(cases.QUOTAS).of("contact", contact).code


@pytest.mark.parametrize(
    "contact",
    ["ana@", "a@b", "a@b.c\nBcc: all@example.org x", "a@b.c, d@e.f", "<a@b.c>", "600", "call me"],
)
def test_anything_else_is_none(contact):
    assert Checks(cases.QUOTAS).of("contact", contact).code == "bad_contact"


@pytest.mark.parametrize(
    ("name", "code"), [("x" * 201, "too_long"), ("Ana\u202e", "unseen_character")]
)
def test_names_are_text_that_can_be_seen(name, code):
    assert Checks(cases.QUOTAS).of("name", name).code == code
    assert not Checks(cases.QUOTAS).of("name", "O’Neill <b>").code
