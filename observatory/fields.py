"""Form fields that the form library lacks: a date in three boxes, numbers as people type them."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from flask_babel import gettext
from werkzeug.datastructures import MultiDict
from wtforms import DecimalField, Field, IntegerField
from wtforms.form import BaseForm
from wtforms.utils import unset_value
from wtforms.validators import StopValidation

PARTS = ("day", "month", "year")
MOST_SIGNS = 20
# Digits, or groups of three with one sign between them: 12000, 12.000, 12,000, 12 000, 12’000.
WHOLE = re.compile(r"-?(?:[0-9]+|[0-9]{1,3}(?:(?P<sign>[.,'’\s])[0-9]{3})(?:(?P=sign)[0-9]{3})*)")


class DateParts(Field):
    """A date typed as day, month and year; `data` is a date or None.

    Require it with InputRequired: DataRequired would hide what is wrong with the date.
    What was typed stays in `parts`, right or wrong.
    """

    data: date | None

    def __init__(self, label: str | None = None, *args: Any, **kwargs: Any) -> None:
        self.parts: dict[str, str] = dict.fromkeys(PARTS, "")
        super().__init__(label, *args, **kwargs)

    def process(self, formdata: Any, data: Any = unset_value, extra_filters: Any = None) -> None:
        """Read the three boxes of a sent form, else the date the form was made with."""
        names = {part: f"{self.name}-{part}" for part in PARTS}
        joined = None
        if formdata is not None and any(name in formdata for name in names.values()):
            self.parts = {part: str(formdata.get(name, "")) for part, name in names.items()}
            typed = [self.parts[part].strip() for part in reversed(PARTS)]
            joined = MultiDict([(self.name, "-".join(typed) if any(typed) else "")])
        super().process(joined, data, extra_filters)
        if joined is None and self.data is not None:
            self.parts = {part: str(getattr(self.data, part)) for part in PARTS}

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Turn the three boxes into a date, or say which box is wrong."""
        self.data = None
        if valuelist and valuelist[0]:
            self.data = _read(self.parts)

    def _value(self) -> str:
        return self.data.isoformat() if self.data else ""


def _read(parts: Mapping[str, str]) -> date:
    missing = [part for part in PARTS if not parts[part].strip()]
    if missing:
        raise ValueError(_missing(missing[0]))
    digits = [parts[part].strip() for part in reversed(PARTS)]
    if len(digits[0]) != 4:
        raise ValueError(gettext("Write the year with four digits, for example 2027."))
    try:
        year, month, day = map(int, digits)
        return date(year, month, day)
    except ValueError:
        raise ValueError(gettext("Write a real date, for example 27 3 2027.")) from None


def _missing(part: str) -> str:
    return {
        "day": gettext("Write the day too."),
        "month": gettext("Write the month too."),
        "year": gettext("Write the year too."),
    }[part]


class CommaField(DecimalField):
    """A number with a decimal point or a decimal comma."""

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Read the number as half of the world writes it."""
        # "sNaN" is a number to Decimal, and an error to whoever compares it; "nan" is refused.
        plain = ("nan" if "nan" in text.lower() else text.replace(",", ".") for text in valuelist)
        super().process_formdata(list(plain))


class WholeNumber(IntegerField):
    """A whole number in digits, with or without the signs that set thousands apart."""

    data: Any

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Read a number, or say how it is written."""
        if not valuelist:
            return
        self.data, typed = None, valuelist[0].strip()
        if not WHOLE.fullmatch(typed) or len(typed) > MOST_SIGNS:
            raise ValueError(gettext("Write a whole number in digits, for example 12000."))
        self.data = int(re.sub(r"[^-0-9]", "", typed))

    def pre_validate(self, form: BaseForm) -> None:
        """Say one thing: what is no number is not too small as well. A blank may be optional."""
        if self.process_errors and any(text.strip() for text in self.raw_data or ()):
            raise StopValidation
