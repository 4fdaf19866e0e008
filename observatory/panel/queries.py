"""Finding seats and who fills them."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import exists, func, select

from observatory.accounts.models import SignInCode
from observatory.bodies.models import Body
from observatory.database import session
from observatory.lottery.models import Draw, Place
from observatory.panel.models import Seat


def find_seat(account: Any, body: Body | None) -> Seat | None:
    """Return the seat that an account fills in a body, if it fills one."""
    if body is None:
        return None
    statement = select(Seat).where(
        Seat.account_id == account.id, Seat.body_id == body.id, Seat.left_on.is_(None)
    )
    return session.scalars(statement).one_or_none()


def is_member(account: Any, body: Body | None) -> bool:
    """Tell whether an account fills a seat of a body."""
    return find_seat(account, body) is not None


def list_seats(body: Body) -> Sequence[Seat]:
    """Return the seats of a body that nobody has left, by number."""
    statement = select(Seat).where(Seat.body_id == body.id, Seat.left_on.is_(None))
    return session.scalars(statement.order_by(Seat.number)).all()


def find_seat_of(place: Place) -> Seat | None:
    """Return the seat that stands on a place, left or not."""
    return session.scalars(select(Seat).where(Seat.place_id == place.id)).one_or_none()


def map_seats(draw: Draw) -> dict[int, Seat]:
    """Return the seats that a draw filled, by their place's id."""
    return {seat.place_id: seat for seat in list_seated(draw)}


def list_without_code(body: Body) -> Sequence[Seat]:
    """Return the seats whose members hold no code that works, by number."""
    holds = exists().where(
        SignInCode.account_id == Seat.account_id, SignInCode.revoked_at.is_(None)
    )
    statement = select(Seat).where(Seat.body_id == body.id, Seat.left_on.is_(None), ~holds)
    return session.scalars(statement.order_by(Seat.number)).all()


def list_seated(draw: Draw) -> Sequence[Seat]:
    """Return the seats that a draw filled, by number, those left since among them."""
    statement = select(Seat).join(Place, Seat.place_id == Place.id).where(Place.draw_id == draw.id)
    return session.scalars(statement.order_by(Seat.number)).all()


def last_number(body_id: int) -> int:
    """Return the highest seat number that a body ever gave, 0 before the first."""
    return session.scalar(select(func.max(Seat.number)).where(Seat.body_id == body_id)) or 0


def count_codes(body: Body) -> int:
    """Return how many members of a body hold a code that works."""
    statement = (
        select(func.count(func.distinct(Seat.id)))
        .join(SignInCode, SignInCode.account_id == Seat.account_id)
        .where(Seat.body_id == body.id, Seat.left_on.is_(None), SignInCode.revoked_at.is_(None))
    )
    return session.scalar(statement) or 0
