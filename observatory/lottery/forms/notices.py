"""Forms for telling people: how, until when they answer, and which e-mails came back."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, TextAreaField, ValidationError
from wtforms.validators import InputRequired

from observatory.fields import DateParts
from observatory.formats import today


class TellForm(FlaskForm):
    """How people are told."""

    with_unconfirmed = BooleanField(
        _l("Write by e-mail also to addresses that nobody confirmed"), default=False
    )

    def choices(self) -> dict[str, Any]:
        """Return what the service `tell` takes."""
        return {"with_unconfirmed": self.with_unconfirmed.data}


class TellResultForm(TellForm):
    """How people are told the result, and until when those who were drawn answer."""

    answer_by = DateParts(
        _l("Until when do the drawn people say whether they take the seat?"),
        [InputRequired(_l("Write a date"))],
    )

    def choices(self) -> dict[str, Any]:
        """Return what the service `tell` takes."""
        return {**super().choices(), "answer_by": self.answer_by.data}

    def validate_answer_by(self, field: Any) -> None:
        """A day that has passed leaves nobody time."""
        if field.data and field.data <= today():
            raise ValidationError(_l("Write a day that is still to come"))


class TellSeatForm(TellResultForm):
    """How somebody is told that a seat is free, and until when they answer."""

    answer_by = DateParts(
        _l("Until when does this person say whether they take the seat?"),
        [InputRequired(_l("Write a date"))],
    )


class BouncedForm(FlaskForm):
    """E-mail addresses whose messages came back."""

    addresses = TextAreaField(
        _l("E-mail addresses, one on each line"), [InputRequired(_l("Write at least one address"))]
    )


TELL_FORMS: dict[str, type[TellForm]] = {"pool": TellForm, "result": TellResultForm}
