"""The city's time to answer, and what an answer needs."""

from datetime import date

import pytest
from sqlalchemy import select

from observatory.ballots.rules import QuestionDraft
from observatory.ballots.services import close_ballot, open_ballot
from observatory.errors import NotFoundError
from observatory.followup import queries, services
from observatory.record import RecordEntry
from tests import factories


@pytest.fixture
def published(session):
    """A published and delivered file with two recommendations."""
    file = factories.file(factories.body(), state="published")
    factories.delivery(file)
    return file, [factories.recommendation(file, number) for number in (1, 2)]


def answer(recommendation, answer="accepted", reasons="", steps="Two more lines."):
    clerk = factories.create_account("Convener")
    return services.answer_recommendation(recommendation, answer, reasons, steps, clerk)


def test_an_answer_is_due_ninety_days_after_the_delivery(session):
    file = factories.file(factories.body(), state="published")
    services.deliver(file, date(2026, 11, 23))
    assert queries.get_delivery(file).due_on == date(2027, 2, 21)


def test_a_body_sets_its_own_time_to_answer(session):
    body = factories.body()
    body.parameters = {"response_days": 30}
    delivery = services.deliver(factories.file(body), date(2026, 11, 1))
    assert delivery.due_on == date(2026, 12, 1)


def test_a_statement_is_delivered_once(published):
    file, _ = published
    with pytest.raises(services.AlreadyDelivered):
        services.deliver(file, date(2026, 12, 1))


@pytest.mark.parametrize("kind", ["rejected", "in_part"])
@pytest.mark.parametrize("reasons", ["", "  \n "])
def test_a_rejection_without_reasons_is_not_saved(published, kind, reasons):
    file, (first, _) = published
    with pytest.raises(services.ReasonsMissing):
        answer(first, kind, reasons)
    assert queries.responses_of(file) == {}


def test_an_answer_is_given_once(published):
    file, (first, _) = published
    given = answer(first)
    with pytest.raises(services.AlreadyAnswered):
        answer(first, "rejected", "We changed our mind.")
    assert queries.responses_of(file) == {first.id: given}


def test_what_is_not_published_cannot_be_answered(session):
    file = factories.file(factories.body(), state="drafted")
    with pytest.raises(services.NotDelivered):
        answer(factories.recommendation(file))


def test_the_last_answer_ends_the_follow_up(published):
    file, (first, second) = published
    answer(first)
    assert (file.state, queries.list_unanswered(file)) == ("published", [second])
    answer(second, "rejected", "There is no money for it.")
    assert (file.state, queries.list_unanswered(file)) == ("answered", [])


def test_answers_are_put_into_the_record_without_who_typed_them(published, session):
    file, (first, _) = published
    given = answer(first, "in_part", "Only on Saturdays.")
    entry = session.scalars(select(RecordEntry)).one()
    assert (entry.kind, entry.body_id) == ("response_given", file.body_id)
    assert "Only on Saturdays." in entry.content
    assert "answered_by" not in entry.content
    assert given.answered_by


def test_an_answer_is_overdue_from_the_day_after_its_last_day(published, session):
    file, recommendations = published
    body = session.get_one(factories.Body, file.body_id)
    due = queries.get_delivery(file).due_on
    assert queries.list_overdue(body, due) == []
    assert queries.list_overdue(body, date.fromordinal(due.toordinal() + 1)) == [file]
    for recommendation in recommendations:
        answer(recommendation)
    assert queries.list_overdue(body, date(2030, 1, 1)) == []


def test_nothing_of_another_body_is_overdue(published):
    assert queries.list_overdue(factories.body(), date(2030, 1, 1)) == []


def test_a_statement_without_recommendations_waits_for_nothing(session):
    body = factories.body()
    factories.delivery(factories.file(body, state="published"))
    assert queries.list_waiting(body) == []
    assert queries.list_overdue(body, date(2030, 1, 1)) == []


def test_what_the_vote_did_not_adopt_needs_no_answer(published, session):
    file, (first, second) = published
    body = session.get_one(factories.Body, file.body_id)
    seats = [factories.seat(body)]
    drafts = [QuestionDraft("support", first.text)]
    ballot = open_ballot(body, "Vote", drafts, seats)
    first.question_id = ballot.questions[0].id
    close_ballot(ballot)
    assert queries.list_recommendations(file) == [second]
    with pytest.raises(NotFoundError):
        queries.get_recommendation(file, first.number)
