from datetime import date

import pytest
from flask import Flask
from flask_babel import Babel
from werkzeug.datastructures import MultiDict
from wtforms import Form
from wtforms.validators import InputRequired, NumberRange, Optional

from observatory.fields import DateParts, WholeNumber


class Required(Form):
    due = DateParts("Due", [InputRequired("Write a date.")])


class Voluntary(Form):
    due = DateParts("Due", [Optional()])


@pytest.fixture(autouse=True)
def language():
    app = Flask("fields")
    Babel(app, default_locale="en")
    with app.test_request_context():
        yield


def typed(day: str, month: str, year: str) -> MultiDict[str, str]:
    return MultiDict([("due-day", day), ("due-month", month), ("due-year", year)])


def test_three_boxes_make_a_date():
    form = Required(typed("7", " 3 ", "2027"))
    assert form.validate()
    assert form.due.data == date(2027, 3, 7)


def test_a_date_given_by_the_page_fills_the_boxes():
    form = Required(data={"due": date(2027, 12, 1)})
    assert form.due.parts == {"day": "1", "month": "12", "year": "2027"}


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        (("31", "2", "2027"), "Write a real date, for example 27 3 2027."),
        (("x", "2", "2027"), "Write a real date, for example 27 3 2027."),
        (("1", "2", "27"), "Write the year with four digits, for example 2027."),
        (("", "2", "2027"), "Write the day too."),
        (("1", "", "2027"), "Write the month too."),
        (("1", "2", ""), "Write the year too."),
        (("", "", ""), "Write a date."),
    ],
)
def test_a_wrong_date_says_what_is_wrong_and_keeps_what_was_typed(parts, sentence):
    form = Required(typed(*parts))

    assert not form.validate()
    assert form.due.errors == [sentence]
    assert tuple(form.due.parts.values()) == parts


def test_an_empty_date_is_none_where_it_may_be():
    form = Voluntary(typed("", "", ""))
    assert form.validate()
    assert form.due.data is None


def test_a_form_sent_without_the_boxes_lacks_the_date():
    form = Required(MultiDict([("other", "1")]))
    assert not form.validate()
    assert form.due.errors == ["Write a date."]


class Counts(Form):
    letters = WholeNumber("Letters", [InputRequired("Write it."), NumberRange(1, 99_999, "Bad.")])
    homes = WholeNumber("Homes", [Optional(), NumberRange(0)], default=7)


def counts(letters: str, homes: str = "") -> Counts:
    return Counts(MultiDict([("letters", letters), ("homes", homes)]))


@pytest.mark.parametrize(
    "text",
    ["12000", " 12000 ", "012000", "12.000", "12,000", "12 000", "12’000", "12'000"]
    + ["12\N{NO-BREAK SPACE}000", "12\N{NARROW NO-BREAK SPACE}000"],
)
def test_a_whole_number_is_read_as_people_write_it(text):
    form = counts(text)
    assert form.validate()
    assert (form.letters.data, form.homes.data) == (12_000, None)


@pytest.mark.parametrize(
    "text",
    ["many", "1_0", "12.5", "1.20", "1,000.000", "1000.000", "1e3", "0x10", "١٢", "½", "--1"]
    + ["1" * 5000, "\N{SUPERSCRIPT TWO}", "12 .000", ".000"],
)
def test_what_is_no_whole_number_is_said_once_and_stays_typed(text):
    form = counts(text, homes=text)
    assert not form.validate()
    sentence = ["Write a whole number in digits, for example 12000."]
    assert form.errors == {"letters": sentence, "homes": sentence}
    assert form.letters._value() == text


@pytest.mark.parametrize(("text", "error"), [("", "Write it."), ("0", "Bad."), ("-1", "Bad.")])
def test_the_rules_of_a_number_hold_as_before(text, error):
    form = counts(text)
    assert not form.validate()
    assert form.errors == {"letters": [error]}


def test_blanks_are_no_number():
    form = counts("  ", homes="  ")
    assert not form.validate()
    assert form.errors["letters"][0].startswith("Write a whole number")
    assert (form.homes.data, form.homes.errors) == (None, [])
