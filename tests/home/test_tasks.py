"""The page of what waits for somebody."""

from tests import factories


def test_a_member_is_named_by_the_seat_not_by_the_label_of_the_account(client, session):
    body = factories.body()
    seat = factories.seat(body)
    seat.account.label = "Label of the account"
    session.commit()
    page = factories.sign_in(client, seat.account).get(f"/en/{body.slug}/tasks").text
    assert f">Seat {seat.number}</span>" in page
    assert "Label of the account" not in page


def test_staff_are_named_by_their_name(client, session):
    body = factories.body()
    account = factories.staff(body, "clerk")
    clerk = factories.sign_in(client, account)
    assert f">{account.label}</span>" in clerk.get(f"/en/{body.slug}/tasks").text
