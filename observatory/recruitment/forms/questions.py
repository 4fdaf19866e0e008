"""Forms of the reply form itself: a question's words, opening and closing."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from flask_babel import gettext, to_user_timezone, to_utc
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import Field, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, ValidationError

from observatory.fields import DateParts
from observatory.formats import show_date, today
from observatory.pages import LANGUAGE_NAMES
from observatory.recruitment.models import ReplyQuestion
from observatory.recruitment.services.replies.questions import LANGUAGES

HOUR = re.compile(r"([01]?[0-9]|2[0-3])[:.h]([0-5][0-9])", re.IGNORECASE)
LONGEST = 300
FARTHEST = timedelta(days=2 * 366)


class QuestionForm(FlaskForm):
    """The words of one question; fields for each language and answer are added."""

    def words(self, kind: str) -> dict[str, str]:
        """Return {language: words} of the texts or hints."""
        return {own: clean(self[f"{kind}_{own}"].data) for own in LANGUAGES}

    def labels(self, values: list[str]) -> dict[str, dict[str, str]]:
        """Return {value: {language: answer}}."""
        return {
            value: {own: clean(self[f"label_{number}_{own}"].data) for own in LANGUAGES}
            for number, value in enumerate(values)
        }


def clean(text: str | None) -> str:
    """Return a text without the blanks around and between its words."""
    return " ".join((text or "").split())


def question_form(question: ReplyQuestion) -> Any:
    """Return the form of a question, filled with its words."""
    fields: dict[str, Field] = {}
    data: dict[str, str] = {}
    kinds = {"text": (_l("Question"), question.texts), "hint": (_l("Hint"), question.hints)}
    for kind, (label, words) in kinds.items():
        add_fields(fields, data, kind, str(label), words)
    for number, (value, words) in enumerate(question.labels.items()):
        add_fields(fields, data, f"label_{number}", value, words)
    return type("Form", (QuestionForm,), fields)(data=data)


def add_fields(
    fields: dict[str, Field], data: dict[str, str], name: str, label: str, words: Mapping[str, str]
) -> None:
    """Add a field for each language."""
    too_long = gettext("Write at most %(most)s characters.", most=LONGEST)
    for own in LANGUAGES:
        text = f"{label} ({LANGUAGE_NAMES[own]})"
        fields[f"{name}_{own}"] = StringField(text, [Length(max=LONGEST, message=too_long)])
        data[f"{name}_{own}"] = words.get(own, "")


def is_hour(form: Any, field: Field) -> None:
    """Refuse what is no hour."""
    if not HOUR.fullmatch((field.data or "").strip()):
        raise ValidationError(gettext("Write the hour as 20:00."))


def is_near(form: Any, field: Field) -> None:
    """Refuse a year that is a slip: nobody plans replies for so late."""
    last = today() + FARTHEST
    if field.data and field.data > last:
        raise ValidationError(
            gettext("Choose a day up to %(day)s. Look at the year.", day=show_date(last))
        )


def is_not_past(form: Any, field: Field) -> None:
    """Refuse a day before yesterday: what is not fixed yet, nobody answered by then."""
    first = today() - timedelta(days=1)
    if field.data and field.data < first:
        raise ValidationError(
            gettext("Choose a day from %(day)s on. Look at the year.", day=show_date(first))
        )


def moment_of(day: date, hour: str) -> datetime:
    """Return the instant of a day and an hour where the observatory is."""
    match = HOUR.fullmatch(hour.strip())
    assert match  # noqa: S101  (the form has checked it)
    local = datetime.combine(day, time(int(match[1]), int(match[2])))
    return to_utc(local).replace(tzinfo=UTC)


def parts_of(moment: datetime | None) -> tuple[date | None, str]:
    """Return the day and the hour of an instant where the observatory is."""
    if moment is None:
        return None, ""
    local = to_user_timezone(moment)
    return local.date(), f"{local:%H:%M}"


class ClosingForm(FlaskForm):
    """A new closing, and why."""

    closes_on = DateParts(
        _l("Last day to answer"), [InputRequired(_l("Write the last day to answer")), is_near]
    )
    closes_at = StringField(
        _l("Hour of the closing"), [InputRequired(_l("Write the hour of the closing")), is_hour]
    )
    reason = TextAreaField(_l("Why does the closing move?"))

    def closing(self) -> datetime:
        """Return the instant of the closing."""
        return moment_of(self.closes_on.data or date.max, self.closes_at.data or "")


class OpeningForm(ClosingForm):
    """From when to when replies are taken."""

    reason = None
    opens_on = DateParts(
        _l("First day to answer"),
        [InputRequired(_l("Write the first day to answer")), is_not_past, is_near],
    )
    opens_at = StringField(
        _l("Hour of the opening"), [InputRequired(_l("Write the hour of the opening")), is_hour]
    )

    def opening(self) -> datetime:
        """Return the instant of the opening."""
        return moment_of(self.opens_on.data or date.max, self.opens_at.data or "")
