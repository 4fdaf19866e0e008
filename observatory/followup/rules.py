"""The answers a city can give to a recommendation, and when they are due."""

from datetime import date, timedelta

from observatory.errors import N_

ANSWERS = {
    "accepted": N_("Accepted"),
    "in_part": N_("Accepted in part"),
    "rejected": N_("Rejected"),
}

# Most characters: of reasons and steps, and of who does it.
TEXT, LINE = 4000, 300


def needs_reasons(answer: str) -> bool:
    """Tell whether an answer is saved only with reasons."""
    return answer != "accepted"


def due_date(delivered_on: date, days: int) -> date:
    """Return the last day on which an answer is in time."""
    return delivered_on + timedelta(days=days)


def is_overdue(due_on: date, today: date) -> bool:
    """Tell whether the time is over: it is from the day after the last one."""
    return today > due_on
