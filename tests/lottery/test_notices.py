"""Everybody in the pool is told, once, and nobody who withdrew."""

import json
from datetime import date

import pytest
import time_machine
from flask_babel import force_locale

from observatory import mail
from observatory.formats import show_moment
from observatory.lottery import queries, services
from observatory.lottery.models import Notice
from observatory.lottery.services.notices import telling
from observatory.record import RecordEntry
from observatory.recruitment import services as recruitment
from observatory.recruitment.queries import list_pool
from observatory.recruitment.services.letters.press import NoSettings
from tests import factories
from tests.lottery.telling import counts, drawn, frozen, told

BY = date(2027, 1, 31)


@pytest.fixture(autouse=True)
def box(session):
    mail.MEMORY.clear()
    return mail.MEMORY


def entries(session, kind):
    return [json.loads(one.content) for one in session.query(RecordEntry).filter_by(kind=kind)]


def to(box, address):
    [found] = [message for message in box if message["To"] == address]
    return found.get_content()


def test_the_pool_gets_fingerprint_size_code_and_how_to_object(box):
    draw = frozen(days=7)
    told(draw, "pool")
    first = list_pool(draw.recruitment)[0]
    text = " ".join(to(box, first.contact.reach).split())
    digest = draw.commitment_digest
    assert " ".join(digest[place : place + 4] for place in range(0, 64, 4)) in text
    assert "There are 24 people in this list. 5 of them will be drawn by lot." in text
    assert f"{first.pid[:4]} {first.pid[4:8]} {first.pid[8:12]}" in text
    with force_locale("en_GB"):
        assert f"You can object until {show_moment(draw.objections_until)}:" in text
    assert "Call 010 or write to panel@metropolis.example." in text
    assert "Or write to: Plaza Mayor 1 · 28001 Metropolis. It must be there before." in text
    assert "Have your letter at hand and say its number" in text
    assert f"/en/town/draws/{draw.recruitment_id}/1/objections" in text
    assert f"https://observatory.example/en/town/draws/{draw.recruitment_id}/1" in text


def test_nobody_is_invited_to_object_once_the_time_is_over(box):
    draw = frozen(days=7)
    with time_machine.travel(draw.objections_until, tick=False):
        told(draw, "pool")
    text = to(box, list_pool(draw.recruitment)[0].contact.reach)
    assert "You can object" not in text
    assert "Tell us, and we will look at it." in text


def test_everybody_is_told_once_in_their_own_language(box):
    made = told(frozen(), "pool")
    assert counts(made) == (18, 0, 0, 6)
    assert len({message["Message-ID"] for message in box}) == len(box) == 18
    subjects = {message["Subject"].partition(" – ")[2] for message in box}
    assert len(subjects) == 3
    assert "You are in the list for the draw" in subjects


def test_the_result_says_drawn_or_not_own_chance_and_what_comes_next(box):
    draw = drawn(letters=0)
    told(draw, "result", answer_by=BY)
    order = json.loads(draw.result)["order"]
    for place in queries.list_places(draw):
        text = to(box, place.respondent.contact.reach)
        if place.respondent.contact.language != "en":
            continue
        assert f"Your chance was {place.chances} in 1,000." in " ".join(text.split())
        assert ("whether you take the seat" in text) == place.is_drawn
        if not place.is_drawn:
            assert f"place {order.index(place.respondent.pid) + 1} in this order" in text


def test_no_notice_holds_a_secret_a_feature_a_name_or_a_token(box):
    draw = drawn(letters=0)
    told(draw, "result", answer_by=BY)
    for message in box:
        text = message.as_string() + message.get_content()
        assert "#" not in message.get_content()
        for one in list_pool(draw.recruitment):
            assert one.secret not in text
            assert one.contact.name not in text
        for word in ("woman", "young", "Person"):
            assert word not in message.get_content()


def test_telling_again_tells_nobody_twice(box, session):
    draw = frozen()
    first = told(draw, "pool")
    again = told(draw, "pool", with_unconfirmed=True)
    services.notices.send_again(first)
    session.commit()
    assert (again.id, len(box)) == (first.id, 18)


def test_who_withdrew_after_the_freeze_is_not_written_to(box, session):
    draw = frozen()
    gone, later = list_pool(draw.recruitment)[0], list_pool(draw.recruitment)[-1]
    recruitment.withdraw_reply(gone)
    made = told(draw, "pool")
    assert "person0@example.org" not in [message["To"] for message in box]
    recruitment.withdraw_reply(later)
    services.notices.print_notices(made)
    assert counts(made) == (17, 0, 5, 0)
    assert session.query(Notice).filter_by(state="withdrawn").count() == 1


def test_an_address_that_nobody_confirmed_gets_a_letter_unless_asked_otherwise(session):
    draw = frozen()
    list_pool(draw.recruitment)[0].contact.reach_confirmed_on = None
    plan = services.notices.plan(draw, "pool")
    assert (plan.email, plan.unconfirmed, plan.letter) == (17, 1, 6)
    assert counts(told(draw, "pool")) == (17, 0, 0, 7)


def test_with_the_tick_unconfirmed_addresses_get_an_email(box):
    draw = frozen()
    list_pool(draw.recruitment)[0].contact.reach_confirmed_on = None
    assert counts(told(draw, "pool", with_unconfirmed=True)) == (18, 0, 0, 6)


def test_the_record_says_once_that_the_pool_was_told(session):
    draw = frozen()
    made = told(draw, "pool")
    assert entries(session, "pool_told") == []
    services.notices.print_notices(made)
    [entry] = entries(session, "pool_told")
    assert (entry["emails"], entry["letters"]) == (18, 6)
    assert entry["commit"] == draw.commitment_digest
    assert made.told_at


def test_the_record_names_the_result_that_was_told(session):
    draw = drawn(letters=0)
    told(draw, "result", answer_by=BY)
    [entry] = entries(session, "panel_announced")
    hashes = [entry[name] for name in ("commit", "panels", "result")]
    assert hashes == [draw.commitment_digest, draw.panels_digest, draw.result_digest]


def test_a_corrected_list_is_told_with_its_reason_also_to_who_left_it(box, session):
    draw = frozen(letters=0)
    told(draw, "pool")
    out = list_pool(draw.recruitment)[0]
    out.is_eligible = False
    box.clear()
    later = services.freeze_draw(draw.recruitment, "One person moved away.")
    session.commit()
    told(later, "pool")
    assert "You are not in the new list." in to(box, out.contact.reach)
    told(later, "pool")
    kinds = [one.kind for one in session.query(Notice).order_by(Notice.id)]
    assert kinds[24:] == ["pool_again"] * 23 + ["left_out"]
    english = [one for one in box if "This is the reason" in one.get_content()]
    assert len(english) == 8
    assert all("One person moved away." in one.get_content() for one in box)


def test_a_correction_in_the_same_attempt_is_told_once_with_its_own_fingerprint(box, session):
    draw = frozen(letters=0)
    first = told(draw, "pool")
    content = json.loads(draw.commitment)
    content["former"] = [{"attempt": 1, "commit": first.subject, "reason": "A slip of the pen."}]
    draw.commitment, draw.commitment_digest = json.dumps(content), "ab" * 32
    box.clear()
    again = [told(draw, "pool").id for _ in range(2)]
    assert first.id not in again
    assert len(box) == 24
    assert all("A slip of the pen." in one.get_content() for one in box)
    assert all("abab abab" in one.get_content().replace("\n", " ") for one in box)
    assert first.subject != "ab" * 32


def test_a_replacement_is_told_by_name_of_the_vacancy_once(box, session):
    draw = drawn(letters=0)
    person = queries.list_alternates(draw)[0].respondent
    for _ in range(2):
        told(draw, "replacement", people=[person], subject="seat 3", answer_by=BY)
    [message] = box
    assert message["To"] == person.contact.reach
    other = queries.list_alternates(draw)[1].respondent
    told(draw, "replacement", people=[other], subject="seat 4", answer_by=BY)
    assert len(box) == 2


@pytest.mark.parametrize("occasion", ["result", "replacement"])
def test_before_the_dice_no_result_is_told(occasion):
    with pytest.raises(telling.NothingToTell):
        services.notices.tell(frozen(), occasion)


def test_after_the_dice_the_list_is_told_no_more():
    with pytest.raises(telling.NothingToTell):
        services.notices.tell(drawn(), "pool")


def test_without_a_telephone_to_call_nobody_is_told(session):
    draw = services.freeze_draw(factories.pooled(factories.body()))
    session.commit()
    with pytest.raises(NoSettings):
        services.notices.tell(draw, "pool")


def test_when_everybody_withdrew_there_is_nobody_to_tell(session):
    draw = frozen()
    for one in list_pool(draw.recruitment):
        recruitment.withdraw_reply(one)
    with pytest.raises(telling.NobodyToTell):
        services.notices.tell(draw, "pool")
