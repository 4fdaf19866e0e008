"""Dates of birth: how they are written, and who has reached an age on a day."""

import re
from datetime import date

_DAY_FIRST = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})")


def iso_date(text: str) -> str | None:
    """Bring a date to YYYY-MM-DD; None if it is no date, "" if there is none."""
    if not text:
        return ""
    day_first = _DAY_FIRST.fullmatch(text)
    if day_first:
        day, month, year = day_first.groups()
        text = f"{year}-{month:0>2}-{day:0>2}"
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return None


def latest_birth(age: int, on: date) -> date:
    """Return the latest birth date of somebody who has reached `age` on the day `on`."""
    try:
        return on.replace(year=on.year - age)
    except ValueError:  # 29 February: who was born on 1 March is not there yet
        return on.replace(year=on.year - age, day=28)


def earliest_birth(age: int, on: date) -> date:
    """Return the earliest birth date of somebody who is not older than `age` on the day `on`."""
    last_too_old = latest_birth(age + 1, on)
    return date.fromordinal(last_too_old.toordinal() + 1)


def day_number(day: date) -> int:
    """Return a date as the number YYYYMMDD, in which dates are kept and compared."""
    return day.year * 10000 + day.month * 100 + day.day
