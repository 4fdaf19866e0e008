"""The pages of the panel: seat it, make its codes, read who sits."""

import csv
import io
import re

import pytest

from observatory.accounts.services import check_code
from observatory.lottery import services as lottery
from observatory.panel import queries, services
from tests import factories

DICE = "137141592653589793238462"


@pytest.fixture
def body(session):
    return factories.body()


@pytest.fixture
def drawn(body, session):
    """A draw whose dice are thrown."""
    draw = lottery.freeze_draw(factories.pooled(body))
    session.commit()
    return lottery.draw_panel(draw, DICE, DICE, "Ana")


@pytest.fixture
def clerk(body, client):
    """A clerk's browser."""
    return factories.sign_in(client, factories.staff(body, "clerk"))


def test_a_clerk_seats_the_drawn_panel(clerk, body, drawn):
    address = f"/en/{body.slug}/recruitments/{drawn.recruitment_id}/seats"
    assert "5 people are drawn." in clerk.get(address).text
    assert "5 people are seated." in clerk.post(address, follow_redirects=True).text
    assert "5 people are seated." in clerk.post(address, follow_redirects=True).text
    assert len(queries.list_seats(body)) == 5


def test_nobody_is_seated_by_the_page_before_the_dice(clerk, body, session):
    made = factories.pooled(body)
    address = f"/en/{body.slug}/recruitments/{made.id}/seats"
    assert "Nobody is drawn yet." in clerk.get(address).text
    page = clerk.post(address)
    assert page.status_code == 409
    assert "Only people whom the dice drew can be seated." in page.text
    assert not queries.list_seats(body)


def test_the_file_of_codes_names_seat_letter_and_code_once(clerk, body, drawn):
    services.seat_panel(drawn)
    address = f"/en/{body.slug}/seats/codes"
    answer = clerk.post(address)
    rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))
    letters = [seat.place.respondent.invitation.number for seat in queries.list_seats(body)]
    assert answer.headers["Cache-Control"] == "no-store"
    assert rows[0] == ["Seat", "Letter", "Code"]
    assert [row[:2] for row in rows[1:]] == [
        [str(number), str(letter)] for number, letter in enumerate(letters, start=1)
    ]
    assert all(re.fullmatch(r"\w{4}-\w{4}-\w{4}", row[2]) for row in rows[1:])
    assert "5 members have a code already" in clerk.get(address).text


def test_codes_are_made_anew_only_by_somebody_who_knows_what_that_does(clerk, body, drawn):
    services.seat_panel(drawn)
    former = services.issue_codes(body)[0][1]
    page = clerk.post(f"/en/{body.slug}/seats/codes")
    assert "Confirm that codes made before stop working" in page.text
    assert check_code(former, "10.0.0.1")
    assert clerk.post(f"/en/{body.slug}/seats/codes", data={"is_known": "y"}).mimetype == "text/csv"
    assert check_code(former, "10.0.0.1") is None


def test_there_is_no_code_to_make_before_somebody_is_seated(clerk, body):
    assert "Nobody is seated yet." in clerk.get(f"/en/{body.slug}/seats/codes").text
    page = clerk.post(f"/en/{body.slug}/seats/codes")
    assert page.status_code == 409


def test_a_member_reads_who_sits_and_how_it_came(app, body, drawn):
    member = factories.sign_in(app.test_client(), services.seat_panel(drawn)[2].account)
    page = member.get(f"/en/{body.slug}/seats").text
    assert "5 seats are filled." in page
    assert all(f"Seat {number}" in page for number in range(1, 6))
    assert not [place for place in drawn.places if place.respondent.pid[:8] in page]


def test_a_body_without_seats_says_what_fills_them(clerk, body):
    assert "No seat is filled yet." in clerk.get(f"/en/{body.slug}/seats").text


def test_a_member_cannot_seat_anybody_or_make_codes(app, body, drawn):
    member = factories.sign_in(app.test_client(), services.seat_panel(drawn)[0].account)
    address = f"/en/{body.slug}/recruitments/{drawn.recruitment_id}/seats"
    assert member.post(address).status_code == 403
    assert member.post(f"/en/{body.slug}/seats/codes").status_code == 403


def test_another_bodys_recruitment_is_not_found(clerk, body, session):
    other = factories.pooled(factories.body())
    assert clerk.get(f"/en/{body.slug}/recruitments/{other.id}/seats").status_code == 404
