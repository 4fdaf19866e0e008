"""Forms of a recruitment and its quotas."""

import re
from collections.abc import Iterable

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import (
    FieldList,
    Form,
    FormField,
    StringField,
)
from wtforms.validators import (
    DataRequired,
    InputRequired,
    Length,
    NumberRange,
    Optional,
    ValidationError,
)

from observatory.fields import DateParts, WholeNumber
from observatory.formats import today
from observatory.recruitment.rules import MOST_OBJECTION_DAYS, OBJECTION_DAYS
from observatory.recruitment.services import DrawRules
from sortition import proofs
from sortition.errors import InputError, Problem
from sortition.quotas import Quota, Quotas


class RecruitmentForm(FlaskForm):
    """A new recruitment."""

    title = StringField(
        _l("Name"),
        [
            DataRequired(_l("Write a name")),
            Length(max=200, message=_l("Write at most %(max)d characters.")),
        ],
    )
    seats = WholeNumber(
        _l("Seats on the panel"),
        [
            InputRequired(_l("Write how many seats the panel has")),
            NumberRange(1, 1000, _l("Write a number from 1 to 1000")),
        ],
    )


WHOLE = re.compile(r"[0-9]{1,6}")


BLANK_ROWS = 5


class QuotaRow(Form):
    """One quota as typed; what is wrong with it is said for all rows at once."""

    feature = StringField(_l("Feature"))
    value = StringField(_l("Value"))
    minimum = StringField(_l("At least"))
    maximum = StringField(_l("At most"))

    def texts(self) -> list[str]:
        """Return the cells without the blanks around them, accents written in one way."""
        return [proofs.nfc(" ".join((field.data or "").split())) for field in self]


class QuotasForm(FlaskForm):
    """All quotas, a row each; rows left blank do not count."""

    rows = FieldList(FormField(QuotaRow))

    def add_blank_rows(self) -> None:
        """Add a few rows to write in."""
        for _ in range(BLANK_ROWS):
            self.rows.append_entry()

    def read(self, file: str) -> Quotas:
        """Return the quotas, or raise InputError with every cell that cannot be used."""
        written = [
            (number, row.form.texts())
            for number, row in enumerate(self.rows, start=1)
            if any(row.form.texts())
        ]
        problems = [problem for line, cells in written for problem in _wrong(file, line, cells)]
        if problems:
            raise InputError(problems)
        quotas = (
            Quota(feature, value, int(least), int(most))
            for _, (feature, value, least, most) in written
        )
        return Quotas(tuple(quotas), tuple(number for number, _ in written))


def _wrong(file: str, line: int, cells: list[str]) -> Iterable[Problem]:
    names = ("feature", "value", "min", "max")
    for name, text in zip(names, cells, strict=True):
        if not text:
            yield Problem("blank_name", file, line, name)
        elif name in ("min", "max") and not WHOLE.fullmatch(text):
            yield Problem("not_whole_number", file, line, name, text)


def _days(form: FlaskForm, field: StringField) -> None:
    if not (
        re.fullmatch(r"[0-9]{1,3}", field.data or "") and int(field.data) <= MOST_OBJECTION_DAYS
    ):
        raise ValidationError(
            gettext("Write a number of days from 0 to %(most)s", most=MOST_OBJECTION_DAYS)
        )


def _is_ahead(form: FlaskForm, field: DateParts) -> None:
    if field.data and field.data <= today():
        raise ValidationError(gettext("Write a day after today: it cannot be changed later"))


class RulesForm(FlaskForm):
    """The rules of the draw that lock with the quotas."""

    objection_days = StringField(
        _l("Days for objections"),
        [_days],
        default=str(OBJECTION_DAYS),
        filters=[lambda text: (text or "").strip()],
    )
    replacements_until = DateParts(
        _l("Last day on which a vacant seat is filled"), [Optional(), _is_ahead]
    )
    signed_by = StringField(_l("Who signs for the observatory"), [Length(max=200)])

    def rules(self) -> DrawRules:
        """Return the rules as typed."""
        days = int(self.objection_days.data)
        return DrawRules(days, self.replacements_until.data, self.signed_by.data or "")


class FileForm(FlaskForm):
    """A file of quotas or of replies."""

    file = FileField(_l("CSV file"), [FileRequired(_l("Choose a file"))])
