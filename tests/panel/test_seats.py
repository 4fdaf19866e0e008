"""Seats: filled by a draw and by nothing else; each member signs in by a code."""

import pytest

from observatory.access import PREDICATES
from observatory.accounts.models import Account
from observatory.accounts.services import check_code, create_account
from observatory.lottery import services as lottery
from observatory.lottery.models import Place
from observatory.lottery.queries import list_alternates, list_drawn
from observatory.panel import queries, services
from observatory.panel.models import Seat
from observatory.record import RecordEntry
from tests import factories

DICE = "137141592653589793238462"


@pytest.fixture
def body(session):
    return factories.body()


@pytest.fixture
def solved(body, session):
    """A draw whose panels are fixed."""
    draw = lottery.freeze_draw(factories.pooled(body))
    session.commit()
    return draw


@pytest.fixture
def drawn(solved):
    """A draw whose dice are thrown."""
    return lottery.draw_panel(solved, DICE, DICE, "Ana")


def test_seats_are_numbered_by_the_order_of_the_draw(body, drawn):
    seats = services.seat_panel(drawn)
    assert [seat.number for seat in seats] == [1, 2, 3, 4, 5]
    assert [seat.place for seat in seats] == list(list_drawn(drawn))
    assert [seat.account.label for seat in seats] == [f"Seat {n}" for n in range(1, 6)]
    assert drawn.state == "seated"


def test_seating_twice_changes_nothing(drawn, session):
    first = services.seat_panel(drawn)
    assert services.seat_panel(drawn) == first
    assert session.query(Account).count() == 5
    assert session.query(RecordEntry).filter_by(kind="panel_seated").count() == 1


def test_nobody_is_seated_before_the_dice(solved, session):
    with pytest.raises(services.NotDrawn):
        services.seat_panel(solved)
    assert session.query(Seat).count() == 0


def test_somebody_who_was_not_drawn_cannot_take_a_seat(body, drawn, session):
    with pytest.raises(services.NotDrawn):
        services.fill_seat(body, 6, list_alternates(drawn)[0])
    assert session.query(Seat).count() == 0


def test_somebody_drawn_for_one_body_cannot_take_a_seat_in_another(drawn):
    with pytest.raises(services.NotDrawn):
        services.fill_seat(factories.body(), 1, list_drawn(drawn)[0])


def test_a_second_panel_needs_free_seats_and_gets_new_numbers(body, drawn, session):
    services.seat_panel(drawn)
    second = lottery.freeze_draw(factories.pooled(body))
    session.commit()
    lottery.draw_panel(second, DICE, DICE, "Ana")
    with pytest.raises(services.SeatsTaken):
        services.seat_panel(second)
    for seat in queries.list_seats(body):
        seat.left_on = seat.seated_on
    assert [seat.number for seat in services.seat_panel(second)] == [6, 7, 8, 9, 10]


def test_a_member_is_one_who_fills_a_seat_of_this_body(body, drawn):
    seat = services.seat_panel(drawn)[0]
    is_member = PREDICATES["member"]
    assert is_member(seat.account, body)
    assert not is_member(seat.account, factories.body())
    assert not is_member(seat.account, None)
    assert not is_member(create_account("Somebody"), body)
    seat.left_on = seat.seated_on
    assert not is_member(seat.account, body)


def test_each_member_signs_in_with_the_code_of_the_letter(body, drawn):
    services.seat_panel(drawn)
    issued = services.issue_codes(body)
    assert [check_code(code, "10.0.0.1") for _, code in issued] == [
        seat.account for seat, _ in issued
    ]
    assert queries.count_codes(body) == 5


def test_new_codes_make_the_former_void(body, drawn):
    services.seat_panel(drawn)
    former = [code for _, code in services.issue_codes(body)]
    services.issue_codes(body)
    assert [check_code(code, "10.0.0.1") for code in former] == [None] * 5
    assert queries.count_codes(body) == 5


def test_there_are_no_codes_without_members(body):
    with pytest.raises(services.NobodySeated):
        services.issue_codes(body)


def test_every_seat_stands_on_a_drawn_place(drawn, session):
    services.seat_panel(drawn)
    places = session.query(Place).join(Seat, Seat.place_id == Place.id).all()
    assert len(places) == 5
    assert all(place.is_drawn for place in places)
