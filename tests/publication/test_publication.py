"""What everybody can read: published statements and draws, as pages and as exact bytes."""

import hashlib
import json

import pytest

from observatory import record
from observatory.bodies.models import Body
from observatory.database import session
from observatory.evaluation import services as evaluation
from observatory.evaluation.models import Evaluation
from observatory.lottery.models import Place
from observatory.publication.services import publish_statement
from tests import factories

pytestmark = pytest.mark.usefixtures("session")


@pytest.fixture
def file():
    """A file whose statement is written and not yet published."""
    body = factories.body("villa")
    made = factories.file(body, state="drafted")
    session.add(Evaluation(file_id=made.id, criteria_set="oecd_dac", criteria_version="1"))
    evaluation.draft_statement(made, "The panel met twice.", "What it costs.")
    return made


@pytest.fixture
def published(file):
    """The published statement of the file."""
    version = publish_statement(file)
    session.commit()
    return version


def test_publishing_freezes_records_and_starts_the_clock(file, client):
    version = publish_statement(file)
    entry = session.query(record.RecordEntry).filter_by(kind="statement_published").one()
    assert file.state == "published"
    assert json.loads(entry.content)["sha256"] == version.digest
    assert "The answers are due" not in client.get("/en/villa/evaluations").text


def test_what_is_downloaded_has_the_published_hash(published, client):
    answer = client.get(f"/en/villa/evaluations/{published.subject}.json")
    assert hashlib.sha256(answer.data).hexdigest() == published.digest


def test_the_page_shows_the_statement_to_a_reader_without_cookie_or_script(published, client):
    answer = client.get(f"/en/villa/evaluations/{published.subject}")
    assert "The panel met twice." in answer.text
    assert "What it costs." in answer.text
    assert "<script" not in answer.text
    assert "Set-Cookie" not in answer.headers


def test_a_later_change_of_the_file_does_not_change_what_was_published(published, file, client):
    file.title = "Another title"
    session.commit()
    answer = client.get(f"/en/villa/evaluations/{published.subject}")
    assert "Buses at night" in answer.text
    assert "Another title" not in answer.text


def test_the_grades_come_as_a_table(published, client):
    answer = client.get(f"/en/villa/evaluations/{published.subject}/grades.csv")
    lines = answer.text.splitlines()
    assert lines[0].startswith("criterion,grade_1,grade_2")
    assert len(lines) == 1 + 6


def test_an_unpublished_file_and_another_bodys_number_are_not_found(file, client):
    factories.body("other")
    publish_statement(file)
    assert client.get(f"/en/other/evaluations/{file.number}").status_code == 404
    assert client.get(f"/en/villa/evaluations/{file.number + 1}").status_code == 404
    assert client.get("/en/villa/draws/1/1").status_code == 404


def test_only_a_facilitator_publishes_and_only_once(file, client):
    facilitator = factories.staff(factories.session.query(factories.Body).one(), "facilitator")
    path = f"/en/villa/files/{file.number}/publish"
    assert client.post(path).location.startswith("/en/sign-in")
    client.post(
        "/en/sign-in/staff", data={"email": facilitator.email, "password": factories.PASSWORD}
    )
    assert "Read it once more" in client.get(path).text
    assert client.post(path).location == f"/en/villa/evaluations/{file.number}"
    assert client.post(path).status_code == 409


def test_a_written_statement_waits_for_its_publication_in_the_facilitators_list(file, client):
    body = session.get_one(Body, file.body_id)
    facilitator = factories.sign_in(client, factories.staff(body, "facilitator"))
    assert "Publish the statement" in facilitator.get("/en/villa/tasks").text
    assert "Publish the statement" in facilitator.get(f"/en/villa/files/{file.number}").text
    publish_statement(file)
    assert "Publish the statement" not in facilitator.get("/en/villa/tasks").text


def test_the_files_of_both_draws_are_public_byte_for_byte(client):
    body = factories.body("villa")
    seat = factories.seat(body)
    place = session.get_one(Place, seat.place_id)
    draw = place.draw
    draw.panels_record, draw.panels_digest = '{"m":1000}', "1" * 64
    session.commit()
    page = client.get(f"/en/villa/draws/{draw.recruitment_id}/1")
    file = client.get(f"/en/villa/draws/{draw.recruitment_id}/1/panels.json")
    assert "panels.json" in page.text
    assert "commit1.json" not in page.text
    assert file.text == '{"m":1000}'
    assert client.get(f"/en/villa/draws/{draw.recruitment_id}/1/commit1.json").status_code == 404
