"""Seating those who were drawn, their codes, and what happens when somebody leaves."""

from observatory.panel.services.seating import (
    NobodySeated,
    NotDrawn,
    SeatsTaken,
    fill_seat,
    issue_codes,
    seat_panel,
    seat_recruited,
)
from observatory.panel.services.vacancies import (
    UnknownLetterNumber,
    leave_seat,
    strike_letter,
    take_seat,
)

__all__ = [
    "NobodySeated",
    "NotDrawn",
    "SeatsTaken",
    "UnknownLetterNumber",
    "fill_seat",
    "issue_codes",
    "leave_seat",
    "seat_panel",
    "seat_recruited",
    "strike_letter",
    "take_seat",
]
