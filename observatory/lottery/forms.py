"""Forms of a recruitment."""

import re
from collections.abc import Iterable, Sequence

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import (
    DecimalField,
    FieldList,
    Form,
    FormField,
    IntegerField,
    RadioField,
    StringField,
    TextAreaField,
)
from wtforms.fields import SelectChoice
from wtforms.validators import EqualTo, InputRequired, NumberRange

from observatory.fields import DateParts
from sortition.errors import InputError, Problem
from sortition.quotas import Quota, Quotas

WHOLE = re.compile(r"[0-9]{1,6}")
BLANK_ROWS = 5


class RecruitmentForm(FlaskForm):
    """A new recruitment."""

    title = StringField(_l("Name"), [InputRequired(_l("Write a name"))])
    seats = IntegerField(
        _l("Seats on the panel"),
        [
            InputRequired(_l("Write how many seats the panel has")),
            NumberRange(1, 1000, _l("Write a number from 1 to 1000")),
        ],
    )


class QuotaRow(Form):
    """One quota as typed; what is wrong with it is said for all rows at once."""

    feature = StringField(_l("Feature"))
    value = StringField(_l("Value"))
    minimum = StringField(_l("At least"))
    maximum = StringField(_l("At most"))

    def texts(self) -> list[str]:
        """Return the cells without the blanks around them."""
        return [" ".join((field.data or "").split()) for field in self]


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


class FileForm(FlaskForm):
    """A file of quotas or of replies."""

    file = FileField(_l("CSV file"), [FileRequired(_l("Choose a file"))])


class RegisterForm(FlaskForm):
    """A register, and the day on which ages are counted."""

    file = FileField(_l("Register (CSV file)"), [FileRequired(_l("Choose a file"))])
    on_date = DateParts(
        _l("Day on which ages are counted"),
        [InputRequired(_l("Write the day on which ages are counted"))],
    )


class CommaField(DecimalField):
    """A number with a decimal point or a decimal comma."""

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Read the number as half of the world writes it."""
        super().process_formdata([text.replace(",", ".") for text in valuelist])


class PlannerForm(FlaskForm):
    """What the number of letters depends on; a question, so it changes nothing and has no token."""

    class Meta:
        """The form is sent by GET."""

        csrf = False

    @property
    def is_asked(self) -> bool:
        """Tell whether somebody typed other numbers."""
        return any(field.raw_data for field in self)

    ratio = CommaField(
        _l("Replies wanted for each seat"),
        [
            InputRequired(_l("Write how many replies each seat should have")),
            NumberRange(1, 1000, _l("Write a number from 1 to 1000")),
        ],
        places=None,
    )
    response = CommaField(
        _l("Households that answer, in 100"),
        [
            InputRequired(_l("Write how many households in 100 answer")),
            NumberRange(0.01, 100, _l("Write a number from 0.01 to 100")),
        ],
        places=None,
    )


class LettersForm(FlaskForm):
    """How many letters, and over what they are spread."""

    letters = IntegerField(
        _l("Number of letters"),
        [
            InputRequired(_l("Write how many letters go out")),
            NumberRange(1, message=_l("Write a number above zero")),
        ],
    )
    stratum = RadioField(
        _l("How are the letters spread?"),
        [InputRequired(_l("Choose how the letters are spread"))],
        choices=[
            SelectChoice("district", _l("By district: each gets its share")),
            SelectChoice("section", _l("By section: each gets its share")),
            SelectChoice("none", _l("Over all households together")),
        ],
    )


def without_blanks(text: str | None) -> str:
    """Return what was typed without blanks: dice are often read in groups."""
    return "".join((text or "").split())


class LetterDiceForm(FlaskForm):
    """The dice of draw 1, read and typed twice."""

    dice = StringField(
        _l("Dice"), [InputRequired(_l("Type the digits the dice show"))], filters=[without_blanks]
    )
    dice_again = StringField(
        _l("Dice, typed again"),
        [
            InputRequired(_l("Type the digits a second time")),
            EqualTo("dice", _l("The two readings differ. Look at the dice again")),
        ],
        filters=[without_blanks],
    )


class FreezeForm(FlaskForm):
    """Freezing the pool; the reason is asked only where it was frozen before."""

    reason = TextAreaField(_l("Why is the pool frozen again?"))


class CeremonyForm(FlaskForm):
    """What the ceremony gives: who watched, and the dice as two people read them."""

    witnesses = TextAreaField(
        _l("Who watches the dice"), [InputRequired(_l("Write who watches the dice"))]
    )
    dice = StringField(
        _l("The dice, typed by the first person"),
        [InputRequired(_l("The first person types the dice"))],
    )
    dice_again = StringField(
        _l("The dice, typed by the second person"),
        [InputRequired(_l("The second person types the dice"))],
    )
