"""Forms of the letters: planner, request, dice."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    DecimalField,
    IntegerField,
    RadioField,
    StringField,
)
from wtforms.fields import SelectChoice
from wtforms.validators import EqualTo, InputRequired, NumberRange


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
