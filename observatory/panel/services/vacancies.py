"""When somebody cannot come: the seat is left, and whoever comes next takes one."""

from datetime import date

from observatory.accounts.services import close_account
from observatory.bodies.models import Body
from observatory.database import session
from observatory.errors import N_, RuleBroken
from observatory.lottery import services as lottery
from observatory.lottery.models import Draw, Place
from observatory.lottery.queries import find_place_of_letter
from observatory.panel import queries
from observatory.panel.models import Seat
from observatory.panel.services.seating import fill_seat


class UnknownLetterNumber(RuleBroken):
    """Only people of this draw can be struck from its order."""

    code = "unknown_letter_number"
    message = N_("Nobody in this draw answered the letter with this number.")


def leave_seat(
    draw: Draw, place: Place, kind: str, on: date, account_id: int | None = None
) -> None:
    """Let somebody leave a seat, or pass over somebody who was asked and does not take one."""
    lottery.enter_departure(draw, place, kind, on, account_id)
    _empty_seat(place, on)


def strike_letter(
    draw: Draw, letter: int, on: date, reason: str = "", account_id: int | None = None
) -> Place:
    """Strike whoever answered a letter and may not take part; a seat they have becomes vacant."""
    place = find_place_of_letter(lottery.refuse_undrawn(draw), letter)
    if place is None:
        raise UnknownLetterNumber
    lottery.enter_ineligible(draw, place, on, reason, account_id)
    _empty_seat(place, on)
    return place


def take_seat(
    draw: Draw, place: Place, reason: str = "", account_id: int | None = None
) -> Seat | None:
    """Give a vacant seat to somebody who comes next.

    Before the panel is seated there is no seat yet: then they are seated with the others.
    """
    lottery.enter_replacement(draw, place, reason, account_id)
    if draw.state != "seated":
        return None
    body = session.get_one(Body, draw.recruitment.body_id)
    return fill_seat(body, queries.last_number(body.id) + 1, place)


def _empty_seat(place: Place, on: date) -> None:
    """End a seat and all that its account could do; what it voted stays."""
    seat = queries.find_seat_of(place)
    if seat is not None and seat.left_on is None:
        seat.left_on = on
        close_account(seat.account)
        session.flush()
