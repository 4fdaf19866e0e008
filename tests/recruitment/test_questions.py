"""The questions of the reply form: proposed, finished in every language, fixed at the opening."""

import json
from datetime import date, timedelta

import pytest

from observatory.database import now
from observatory.record import RecordEntry
from observatory.recruitment import queries, services
from observatory.recruitment.services.replies import questions
from sortition.quotas import Quota, Quotas
from tests import factories

HOURS = timedelta(hours=1)


def typed(name, day):
    return {f"{name}-{part}": str(getattr(day, part)) for part in ("day", "month", "year")}


TODAY = now().date()
LAST = TODAY + timedelta(days=700)
TIMES = {
    **typed("opens_on", TODAY),
    **typed("closes_on", LAST),
    **{"opens_at": "9:00", "closes_at": "20.00"},
}


def address(made, more=""):
    return f"/en/town/recruitments/{made.id}/questions{more}"


@pytest.fixture
def locked(made):
    services.lock_quotas(made)
    return made


def with_quotas(made, *pairs):
    services.set_quotas(made, Quotas(tuple(Quota(*pair, 0, 2) for pair in pairs)))
    return services.propose_questions(made)


def test_known_features_have_words_in_every_language_from_the_start(made):
    sex, age = with_quotas(made, ("sexo", "mujer"), ("edad", "16-29"), ("edad", "75+"))
    assert services.is_finished(sex)
    assert sex.labels["mujer"] == {"es": "Mujer", "en": "Woman", "fr": "Femme"}
    assert age.labels["16-29"]["es"] == "De 16 a 29 años"
    assert age.labels["75+"]["fr"] == "75 ans ou plus"


def test_an_unknown_feature_waits_for_its_words(made):
    pets, sex = with_quotas(made, ("pets", "cat"), ("sex", "woman"))
    assert (services.is_finished(pets), services.is_finished(sex)) == (False, True)


def test_two_answers_cannot_have_the_same_words(made):
    (own,) = with_quotas(made, ("sex", "woman"), ("sex", "man"))
    own.labels = {value: {"es": "Mujer", "en": value, "fr": value} for value in ("woman", "man")}
    assert not services.is_finished(own)


def test_an_unfinished_form_cannot_open(locked):
    (own,) = services.propose_questions(locked)
    services.set_question(own, {"es": "¿?"}, {}, own.labels)
    with pytest.raises(questions.QuestionsUnfinished):
        services.open_replies(locked, now(), now() + HOURS)


def test_opening_waits_for_the_lock_and_comes_before_a_closing_to_come(made):
    with pytest.raises(services.QuotasUnlocked):
        services.open_replies(made, now(), now() + HOURS)
    services.lock_quotas(made)
    with pytest.raises(questions.ClosesBeforeOpening):
        services.open_replies(made, now(), now() - HOURS)
    with pytest.raises(questions.ClosesInPast):
        services.open_replies(made, now() - 2 * HOURS, now() - HOURS)


def test_opening_fixes_questions_and_enters_the_record(locked, session):
    services.open_replies(locked, now(), now() + HOURS)
    (own,) = queries.list_questions(locked)
    with pytest.raises(questions.QuestionsFixed):
        services.set_question(own, {}, {}, {})
    with pytest.raises(questions.ClosingFixed):
        services.open_replies(locked, now(), now() + HOURS)
    entry = session.query(RecordEntry).filter_by(kind="replies_opened").one()
    assert set(json.loads(entry.content)) == {"recruitment", "opens", "closes", "questions"}


def test_the_closing_moves_only_with_a_reason_that_the_record_keeps(locked, session):
    with pytest.raises(questions.NotOpened):
        services.move_closing(locked, now() + HOURS, "Post was late")
    services.open_replies(locked, now(), now() + HOURS)
    with pytest.raises(questions.ReasonForMoving):
        services.move_closing(locked, now() + 2 * HOURS, " ")
    services.move_closing(locked, now() + 2 * HOURS, "Post was late")
    entry = session.query(RecordEntry).filter_by(kind="closing_moved").one()
    assert json.loads(entry.content)["reason"] == "Post was late"


def test_a_clerk_writes_looks_and_opens(clerk, locked):
    assert "What sex does your identity document say?" in clerk.get(address(locked)).text
    form = {"text_es": "¿Sexo?", "text_en": "Sex?", "text_fr": "Sexe ?"}
    form |= {f"label_{n}_{own}": f"{own} {n}" for n in (0, 1) for own in ("es", "en", "fr")}
    clerk.post(address(locked, "/1"), data=form)
    assert "en 1" in clerk.get(address(locked, "/preview")).text
    shown = clerk.post(address(locked), data=TIMES, follow_redirects=True).text
    assert f"{LAST:%-d %B %Y}, 20:00 CE" in shown
    assert clerk.post(address(locked, "/1"), data=form).status_code == 409


def test_hours_that_are_none_keep_what_was_typed(clerk, locked):
    shown = clerk.post(address(locked), data=TIMES | {"closes_at": "25:00"}).text
    assert "Write the hour as 20:00." in shown
    assert 'value="25:00"' in shown


def test_the_page_moves_the_closing(clerk, locked):
    services.open_replies(locked, now(), now() + HOURS)
    closing = {name: text for name, text in TIMES.items() if name.startswith("closes")}
    assert "Write why" in clerk.post(address(locked, "/closing"), data=closing).text
    clerk.post(address(locked, "/closing"), data=closing | {"reason": "The post was late"})
    assert locked.replies_close_at.date() == LAST


@pytest.mark.parametrize(
    ("name", "day", "said"),
    [
        ("opens_on", date(1001, 1, 1), "Choose a day from"),
        ("opens_on", TODAY - timedelta(days=3), "Choose a day from"),
        ("opens_on", date(9999, 12, 31), "Choose a day up to"),
        ("closes_on", date(9999, 12, 31), "Choose a day up to"),
        ("closes_on", TODAY + timedelta(days=740), "Choose a day up to"),
    ],
)
def test_a_year_that_is_a_slip_opens_nothing(clerk, locked, name, day, said):
    assert said in clerk.post(address(locked), data=TIMES | typed(name, day)).text
    assert locked.replies_open_at is None


def test_the_closing_does_not_move_out_of_sight(clerk, locked):
    services.open_replies(locked, now(), now() + HOURS)
    closing = {"closes_at": "20:00", "reason": "Late"} | typed("closes_on", date(9999, 12, 31))
    assert "Choose a day up to" in clerk.post(address(locked, "/closing"), data=closing).text
    assert locked.replies_close_at < now() + 2 * HOURS


@pytest.mark.parametrize("more", ["", "/1", "/preview", "/closing"])
def test_questions_of_another_body_do_not_exist(clerk, more):
    other = services.create_recruitment(factories.body("village"), "Panel", 2)
    assert clerk.get(address(other, more)).status_code == 404
