"""The planner's form: a question, so it changes nothing, has no token and is sent by GET."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    FieldList,
    Form,
    FormField,
    HiddenField,
    RadioField,
    StringField,
)
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, NumberRange, Optional, ValidationError

from observatory.fields import CommaField, WholeNumber
from sortition.planning import Stratum

BLANK_STRATA = 4
# Where no strata are known, letters never run out of households.
ANY_NUMBER = 10**9
_ONE_TO_HUNDRED = _l("Write a number from 1 to 100")
LEAST_RATE = Decimal("0.01")
MOST_HOMES = 10**8
_RATE = _l("Write a number from 0.01 to 100")


class StratumRow(Form):
    """A stratum: in the register its name and households are known, before they are typed."""

    name = StringField(_l("Name"))
    homes = WholeNumber(
        _l("Households"),
        [Optional(), NumberRange(1, MOST_HOMES, _l("Write a number from 1 to 100,000,000"))],
    )
    rate = CommaField(
        _l("Answer, in 100"), [Optional(), NumberRange(LEAST_RATE, 100, _RATE)], places=None
    )
    more = BooleanField(_l("Extra letters"))

    def validate_name(self, field: StringField) -> None:
        """A stratum that is named has households."""
        if field.data and not self.homes.data and not any(self.homes.raw_data or ()):
            raise ValidationError(gettext("Write how many households there are"))


class PlannerForm(FlaskForm):
    """What the number of letters depends on."""

    class Meta:
        """The form is sent by GET."""

        csrf = False

    ratio = CommaField(
        _l("Replies wanted for each seat"),
        [
            InputRequired(_l("Write how many replies each seat should have")),
            NumberRange(1, 100, _ONE_TO_HUNDRED),
        ],
        places=None,
    )
    response = CommaField(
        _l("Households that answer, in 100"),
        [
            InputRequired(_l("Write how many households in 100 answer")),
            NumberRange(LEAST_RATE, 100, _RATE),
        ],
        places=None,
    )
    price = CommaField(
        _l("What a letter costs, in euros"),
        [Optional(), NumberRange(0, 1000, _l("Write a number from 0 to 1000"))],
        places=None,
    )
    aim = RadioField(
        _l("How sure must it be?"),
        choices=[
            SelectChoice("average", _l("Enough replies on average")),
            SelectChoice("total", _l("Enough replies in all, 95 times in 100")),
            SelectChoice("each", _l("Enough replies in each part of the city, 95 times in 100")),
        ],
    )
    spread = RadioField(
        _l("How are the letters spread?"),
        choices=[
            SelectChoice("need", _l("More letters where fewer answer")),
            SelectChoice("equal", _l("Each household has the same chance of a letter")),
        ],
    )
    extra = CommaField(
        _l("Extra letters, in 100"),
        [Optional(), NumberRange(0, 90, _l("Write a number from 0 to 90"))],
        places=None,
    )
    s = FieldList(FormField(StratumRow))
    more = HiddenField()

    @property
    def is_asked(self) -> bool:
        """Tell whether somebody typed other numbers."""
        return any(field.raw_data for field in self)

    def fit(self, households: Mapping[str, int]) -> None:
        """Give each stratum of the register its row; without them, leave blank rows to write in."""
        while households and len(self.s) > len(households):
            self.s.pop_entry()
        missing = len(households) - len(self.s)
        if not households and (self.more.data or not self.is_asked):
            missing = BLANK_STRATA
        for _ in range(missing):
            self.s.append_entry()
        for row, (name, count) in zip(self.s, households.items(), strict=False):
            row.form.name.data, row.form.homes.data = name, count
            row.form.homes.process_errors = []

    def strata(self) -> list[Stratum]:
        """Return the strata that have households, else one for the whole city."""
        everywhere = Fraction(self.response.data) / 100
        found = [
            Stratum(
                row.form.name.data.strip(),
                row.form.homes.data,
                Fraction(row.form.rate.data) / 100 if row.form.rate.data else everywhere,
                bool(row.form.more.data),
            )
            for row in self.s
            if row.form.homes.data
        ]
        return found or [Stratum("", ANY_NUMBER, everywhere)]

    def validate_s(self, field: FieldList) -> None:
        """Two strata of one name would be one."""
        seen: set[str] = set()
        for row in field:
            name = (row.form.name.data or "").strip()
            if name in seen and row.form.homes.data:
                row.form.name.errors = [gettext("Another line has the same name")]
                raise ValidationError
            if row.form.homes.data:
                seen.add(name)


class SecondWaveForm(FlaskForm):
    """How many letters were answered so far; sent by GET with the planner's numbers."""

    class Meta:
        """The form is sent by GET."""

        csrf = False

    sent = WholeNumber(
        _l("Letters sent so far"),
        [
            InputRequired(_l("Write how many letters were sent")),
            NumberRange(1, MOST_HOMES, _l("Write a number from 1 to 100,000,000")),
        ],
    )
    replied = WholeNumber(
        _l("Replies so far"),
        [
            InputRequired(_l("Write how many replies came")),
            NumberRange(1, message=_l("Write a number above zero")),
        ],
    )

    def validate_replied(self, field: WholeNumber) -> None:
        """No more replies than letters."""
        if field.data and self.sent.data and field.data > self.sent.data:
            raise ValidationError(gettext("There cannot be more replies than letters"))
