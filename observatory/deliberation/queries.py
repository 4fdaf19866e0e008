"""Finding files, and what was said in them."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select

from observatory.bodies.models import Body
from observatory.database import get_one, session
from observatory.deliberation.models import Argument, Evidence, File
from observatory.deliberation.rules import ORIGINS, SIDES, STATES
from observatory.panel.models import Seat


def get_file(body: Body, number: int) -> File:
    """Return a body's file by its number, or raise NotFoundError."""
    file: File = get_one(select(File).where(File.body_id == body.id, File.number == number))
    return file


def list_files(body: Body) -> Sequence[File]:
    """Return a body's files, the newest first."""
    statement = select(File).where(File.body_id == body.id).order_by(File.number.desc())
    return session.scalars(statement).all()


def files_by_state(body: Body) -> Mapping[str, Sequence[File]]:
    """Return {state: files} in the order of the work, without states that have no file."""
    files = list_files(body)
    grouped = {state: [file for file in files if file.state == state] for state in STATES}
    return {state: found for state, found in grouped.items() if found}


def arguments_by_side(file: File) -> Mapping[str, Sequence[Argument]]:
    """Return {side: arguments, the oldest first}; both sides are always there."""
    return {side: [one for one in file.arguments if one.side == side] for side in SIDES}


def evidence_by_origin(file: File) -> Mapping[str, Sequence[Evidence]]:
    """Return {origin: evidence by number}; every origin is always there."""
    return {origin: [one for one in file.evidence if one.origin == origin] for origin in ORIGINS}


def has_argued(file: File, seat: Seat) -> bool:
    """Tell whether a seat has written an argument in a file."""
    return any(argument.seat_id == seat.id for argument in file.arguments)
