"""Dates are those of the place where the observatory is, in the words of each language."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from flask_babel import force_locale

from observatory import formats


@pytest.mark.parametrize(
    ("language", "day", "shown"),
    [
        ("fr", date(2026, 11, 1), "1er novembre 2026"),
        ("fr", date(2026, 11, 2), "2 novembre 2026"),
        ("es", date(2026, 11, 1), "1 de noviembre de 2026"),
        ("en_GB", date(2026, 11, 1), "1 November 2026"),
    ],
)
def test_dates_are_written_as_people_write_them(session, language, day, shown):
    with force_locale(language):
        assert formats.show_date(day) == shown


def test_an_hour_after_midnight_in_madrid_it_is_the_new_day(session):
    moment = datetime(2026, 10, 31, 23, 30, tzinfo=UTC)
    assert formats.day_of(moment) == date(2026, 11, 1)
    with force_locale("fr"):
        assert formats.show_moment(moment) == "1er novembre 2026, 00:30"


@time_machine.travel(datetime(2026, 10, 31, 23, 30, tzinfo=UTC), tick=False)
def test_today_is_the_day_of_the_place(session):
    assert formats.today() == date(2026, 11, 1)


def test_a_minute_names_its_zone_in_each_language(app):
    noon = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)
    named = []
    for language in ("es", "en", "fr"):
        with app.test_request_context(f"/{language}/"), force_locale(language):
            named.append(formats.show_minute(noon).split("12:00 ")[1])
    assert named == ["CET", "GMT+01:00", "UTC+01:00"]
