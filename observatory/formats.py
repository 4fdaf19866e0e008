"""How dates, numbers and shares are shown, in the reader's language."""

from contextlib import AbstractContextManager
from datetime import UTC, date, datetime
from typing import Any

from flask import Flask
from flask_babel import (
    force_locale,
    format_currency,
    format_date,
    format_datetime,
    format_decimal,
    format_percent,
    get_locale,
    to_user_timezone,
)

# Babel's plain English is American: "November 23, 2026".
LONG = {"en": "d MMMM y"}
FIRST = {"fr": "d'er' MMMM y"}  # the first of a month is said as an ordinal


def locale_of(language: str) -> str:
    """Return the locale of dates and numbers: days stand before months in all three languages."""
    return "en_GB" if language == "en" else language


def in_language(language: str) -> AbstractContextManager[None]:
    """Write in a language of somebody else than the reader of this page, as letters are."""
    made: AbstractContextManager[None] = force_locale(locale_of(language))
    return made


def day_of(moment: datetime) -> date:
    """Return the day of an instant where the observatory is: before 1:00 its day is not UTC's."""
    day: date = to_user_timezone(moment).date()
    return day


def today() -> date:
    """Return the day that it is where the observatory is."""
    return day_of(datetime.now(UTC))


def show_date(value: date | datetime | str | None) -> str:
    """Return "23 November 2026" in the reader's language, or an empty text.

    A text is a date as records write it: "2026-11-23".
    """
    if isinstance(value, str):
        value = date.fromisoformat(value)
    if value is None:
        return ""
    day = day_of(value) if isinstance(value, datetime) else value
    language = get_locale().language
    return format_date(day, (day.day == 1 and FIRST.get(language)) or LONG.get(language, "long"))


def show_moment(value: datetime | None) -> str:
    """Return date and time to the minute, in the body's time zone."""
    return "" if value is None else f"{show_date(value)}, {format_datetime(value, 'HH:mm')}"


def show_minute(value: datetime | None) -> str:
    """Return date, minute and time zone: the same instant for whoever reads it elsewhere."""
    if value is None:
        return ""
    zone = format_datetime(value, "zzz")  # a name where the language has one: else "+0100"
    named = format_datetime(value, "OOOO") if zone.startswith(("+", "-")) else zone
    return f"{show_moment(value)} {named}"


def show_in_sentence(value: Any) -> Any:
    """Return a day or an instant as a sentence says it; anything else as it is."""
    if isinstance(value, datetime):
        return show_minute(value)
    return show_date(value) if isinstance(value, date) else value


def show_number(value: float) -> str:
    """Return a number with the separators of the reader's language."""
    return format_decimal(value)


def show_euros(value: float) -> str:
    """Return an amount of euros with cents, as the reader's language writes it."""
    return format_currency(value, "EUR")


def show_share(value: float, digits: int = 1) -> str:
    """Return a share in [0, 1] as a percentage with the given digits."""
    # A blank that does not break: a line never begins with the sign.
    return format_percent(value, "#,##0." + "0" * digits + "\u00a0%" if digits else "#,##0\u00a0%")


def show_hash(value: str) -> str:
    """Return a hash in groups of four, easier to read aloud and to compare."""
    return " ".join(value[i : i + 4] for i in range(0, len(value), 4))


def init_app(app: Flask) -> None:
    """Add the filters date, moment, minute, number, euros, share and hash."""
    app.jinja_env.filters.update(
        date=show_date,
        moment=show_moment,
        minute=show_minute,
        number=show_number,
        euros=show_euros,
        share=show_share,
        hash=show_hash,
    )
