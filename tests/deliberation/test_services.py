"""What may be added to a file, and when it may go on."""

from datetime import date

import pytest
from sqlalchemy import select

from observatory.deliberation import queries, services
from observatory.errors import NotFoundError
from observatory.record import RecordEntry
from tests import factories

EVIDENCE = {
    "title": "Rides by line",
    "author": "Transport department",
    "origin": "department",
    "dated_on": date(2025, 5, 1),
    "link": "https://example.org/rides",
    "interest": "",
    "summary": "How many people ride at night.",
}


def test_files_of_a_body_are_numbered_from_one(session):
    body, other = factories.body(), factories.body()
    words = ("Title", "Policy", "City council", "Question?")
    assert [services.open_file(body, *words).number for _ in range(2)] == [1, 2]
    assert services.open_file(other, *words).number == 1


def test_opening_a_file_is_put_into_the_record(session):
    body = factories.body()
    services.open_file(body, "Buses", "Night buses", "City council", "Do they help?")
    entry = session.scalars(select(RecordEntry)).one()
    assert (entry.kind, entry.body_id) == ("file_opened", body.id)
    assert "Do they help?" in entry.content


def test_a_file_of_another_body_is_not_found(session):
    file = factories.file(factories.body())
    with pytest.raises(NotFoundError):
        queries.get_file(factories.body(), file.number)


def test_evidence_is_numbered_within_its_file(session):
    body = factories.body()
    file = factories.file(body, evidence=1)
    added = services.add_evidence(file, factories.staff(body), **EVIDENCE)
    assert added.number == 2
    assert queries.evidence_by_origin(file)["department"] == file.evidence


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"link": "javascript:alert(1)"}, services.UnsafeSource),
        ({"link": ""}, services.SourceMissing),
        ({"author": ""}, services.SourceMissing),
    ],
)
def test_evidence_without_a_safe_source_is_refused(session, change, error):
    body = factories.body()
    file = factories.file(body, evidence=0)
    with pytest.raises(error):
        services.add_evidence(file, factories.staff(body), **(EVIDENCE | change))
    assert file.evidence == []


def test_an_argument_rests_on_evidence_or_on_experience(session):
    body = factories.body()
    file, seat = factories.file(body), factories.seat(body)
    services.write_argument(file, seat, "for", "It helps.", file.evidence[0])
    services.write_argument(file, seat, "against", "It is late.", None)
    sides = queries.arguments_by_side(file)
    assert [one.evidence.number for one in sides["for"]] == [1]
    assert [(one.evidence, one.seat.number) for one in sides["against"]] == [(None, seat.number)]
    assert queries.has_argued(file, seat)


@pytest.mark.parametrize("text", ["", "x" * 1001])
def test_an_argument_is_neither_empty_nor_longer_than_a_thousand_characters(session, text):
    body = factories.body()
    file = factories.file(body)
    with pytest.raises(services.ArgumentLength):
        services.write_argument(file, factories.seat(body), "for", text, None)


def test_an_argument_cannot_rest_on_the_evidence_of_another_file(session):
    body = factories.body()
    file, other = factories.file(body), factories.file(body)
    with pytest.raises(services.OtherFile):
        services.write_argument(file, factories.seat(body), "for", "x", other.evidence[0])


def test_a_seat_of_another_body_cannot_argue(session):
    file = factories.file(factories.body())
    with pytest.raises(services.OtherFile):
        services.write_argument(file, factories.seat(factories.body()), "for", "x", None)


def test_nothing_is_added_once_the_grading_has_begun(session):
    body = factories.body()
    file = factories.file(body, state="grading")
    with pytest.raises(services.FileNotOpen):
        services.write_argument(file, factories.seat(body), "for", "x", None)
    with pytest.raises(services.FileNotOpen):
        services.add_evidence(file, factories.staff(body), **EVIDENCE)


def test_a_file_does_not_jump(session):
    file = factories.file(factories.body())
    with pytest.raises(services.MoveRefused) as refused:
        services.move_file(file, "voting")
    assert refused.value.message == "This file is still open: the grading has not begun."
    assert file.state == "open"


def test_a_file_does_not_go_back(session):
    file = factories.file(factories.body(), state="voting")
    with pytest.raises(services.MoveRefused):
        services.move_file(file, "grading")


def test_grading_needs_something_that_was_read(session):
    body = factories.body()
    with pytest.raises(services.EvidenceMissing):
        services.move_file(factories.file(body, evidence=0), "grading")
    file = factories.file(body)
    services.move_file(file, "grading")
    assert file.state == "grading"
