"""Seating those who were drawn, and their codes for signing in."""

from observatory import record
from observatory.accounts.services import create_account, create_sign_in_code
from observatory.bodies.models import Body
from observatory.database import session
from observatory.errors import N_, RuleBroken
from observatory.formats import today
from observatory.lottery.models import Draw, Place
from observatory.lottery.queries import find_draw, identify_draw, list_sitting, may_sit
from observatory.panel import queries
from observatory.panel.models import Seat
from observatory.recruitment.models import Recruitment


class NotDrawn(RuleBroken):
    """Nobody takes a seat without having been drawn."""

    code = "not_drawn"
    message = N_("Only people whom the dice drew can be seated. Throw the dice first.")


class SeatsTaken(RuleBroken):
    """A body has so many seats and no more."""

    code = "seats_taken"
    message = N_("The body has %(seats)s seats, and %(taken)s of them are taken.")


class NobodySeated(RuleBroken):
    """Codes are for members."""

    code = "nobody_seated"
    message = N_("Nobody is seated yet. Seat the panel first.")


def seat_recruited(recruitment: Recruitment) -> list[Seat]:
    """Seat the panel that a recruitment's dice drew."""
    draw = find_draw(recruitment)
    if draw is None:
        raise NotDrawn
    return seat_panel(draw)


def seat_panel(draw: Draw) -> list[Seat]:
    """Give each who sits now a seat, by rank; a panel that is seated stays as it is."""
    if seated := queries.list_seated(draw):
        return list(seated)
    places = list_sitting(draw)
    if draw.state != "drawn" or not places:
        raise NotDrawn
    body = session.get_one(Body, draw.recruitment.body_id)
    taken = len(queries.list_seats(body))
    if taken and taken + len(places) > body.seats:
        raise SeatsTaken(seats=body.seats, taken=taken)
    first = queries.last_number(body.id) + 1
    seats = [fill_seat(body, number, place) for number, place in enumerate(places, start=first)]
    draw.state = "seated"
    session.flush()
    content = {**identify_draw(draw), "seats": [seat.number for seat in seats]}
    record.append("panel_seated", content, body.id)
    return seats


def fill_seat(body: Body, number: int, place: Place) -> Seat:
    """Return a seat filled by a drawn person; the account knows the seat and no name."""
    if not may_sit(place) or place.draw.recruitment.body_id != body.id:
        raise NotDrawn
    account = create_account(f"Seat {number}")
    seat = Seat(
        body_id=body.id,
        number=number,
        account=account,
        place=place,
        seated_on=today(),
    )
    session.add(seat)
    session.flush()
    return seat


def issue_codes(body: Body, *, only_missing: bool = False) -> list[tuple[Seat, str]]:
    """Return a new sign-in code for each member, for the letters; former codes stop working.

    Or only for those without a code that works: who came since codes were made.
    """
    seats = queries.list_seats(body)
    if not seats:
        raise NobodySeated
    if only_missing:
        seats = queries.list_without_code(body)
    return [(seat, create_sign_in_code(seat.account)) for seat in seats]
