"""Form of the letters: how many, and over what they are spread."""

from collections.abc import Sequence

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import FieldList, RadioField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, NumberRange, Optional, ValidationError

from observatory.fields import WholeNumber

NUMBERS = "numbers"
TOGETHER = "none"
BY_COLUMN = {
    "district": _l("By district: each gets its share"),
    "section": _l("By section: each gets its share"),
}


class LettersForm(FlaskForm):
    """How many letters, and over what they are spread."""

    letters = WholeNumber(
        _l("Number of letters"),
        [
            InputRequired(_l("Write how many letters go out")),
            NumberRange(1, message=_l("Write a number above zero")),
        ],
    )
    stratum = RadioField(
        _l("How are the letters spread?"), [InputRequired(_l("Choose how the letters are spread"))]
    )
    unit = RadioField(
        _l("What has the same chance?"),
        choices=[
            SelectChoice("household", _l("Each household")),
            SelectChoice("person", _l("Each person")),
        ],
    )
    n = FieldList(
        WholeNumber(
            _l("Letters"), [Optional(), NumberRange(0, message=_l("Write a number from zero"))]
        )
    )

    def offer(self, columns: Sequence[str], strata: Sequence[str]) -> None:
        """Offer the register's columns, and a number for each stratum of its first one."""
        choices = [
            SelectChoice(
                own, BY_COLUMN.get(own, _l("By “%(column)s”: each gets its share", column=own))
            )
            for own in columns
        ]
        choices.append(SelectChoice(TOGETHER, _l("Over all households together")))
        if strata:
            choices.append(SelectChoice(NUMBERS, _l("By the numbers that are written below")))
        self.stratum.choices, self.strata, self.columns = choices, strata, [*columns, None]
        for _ in range(len(strata) - len(self.n)):
            self.n.append_entry()

    @property
    def column(self) -> str | None:
        """Return the register's column the letters are spread over, None for all together."""
        chosen = self.stratum.data
        return {TOGETHER: None, NUMBERS: self.columns[0]}.get(chosen, chosen)

    @property
    def per_stratum(self) -> dict[str, int] | None:
        """Return the letters written for each stratum, if they are to be used."""
        if self.stratum.data != NUMBERS:
            return None
        return {name: field.data or 0 for name, field in zip(self.strata, self.n, strict=False)}

    def validate_letters(self, field: WholeNumber) -> None:
        """The numbers of the strata add up to all letters."""
        total = sum((self.per_stratum or {}).values())
        if self.per_stratum is not None and total != field.data:
            text = gettext("The numbers below add up to %(total)s letters", total=total)
            raise ValidationError(text)
