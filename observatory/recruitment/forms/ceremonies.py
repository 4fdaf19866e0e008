"""Forms of a ceremony, one for each of its steps."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from observatory.recruitment.services.ceremonies import People

MOST, MOST_DIGITS = 500, 200


class PeopleForm(FlaskForm):
    """Who is here, where, and by which law."""

    place = StringField(_l("Place"), [DataRequired(_l("Write where the dice are thrown"))])
    presided_by = StringField(_l("Who presides"), [DataRequired(_l("Write who presides"))])
    certified_by = StringField(
        _l("Who certifies"), [DataRequired(_l("Write who certifies what happens"))]
    )
    witnesses = TextAreaField(
        _l("Witnesses"), [DataRequired(_l("Write who watches the dice, one name on each line"))]
    )
    legal_basis = StringField(
        _l("Legal basis"), [DataRequired(_l("Write by which rule the dice are thrown"))]
    )
    first_typist = StringField(
        _l("First person who types"), [DataRequired(_l("Write who types the dice first"))]
    )
    second_typist = StringField(
        _l("Second person who types"), [DataRequired(_l("Write who types the dice again"))]
    )

    @property
    def people(self) -> People:
        """Return what was written, without blanks around it and without blank lines."""
        typed = {field.name: field.data.strip() for field in self if field.name in PEOPLE}
        lines = (" ".join(line.split()) for line in typed["witnesses"].splitlines())
        return People(**{**typed, "witnesses": "\n".join(filter(None, lines))})


PEOPLE = frozenset(People.__dataclass_fields__)


class ReadingForm(FlaskForm):
    """Somebody says that the fingerprint was read aloud; or that a step goes on."""


class DiceForm(FlaskForm):
    """The dice as one person types them."""

    dice = StringField(
        _l("The dice"),
        [
            DataRequired(_l("Type the digits the dice show")),
            Length(max=MOST_DIGITS, message=_l("Write at most %(max)d characters.")),
        ],
    )


class IncidentForm(FlaskForm):
    """What happened that the minutes should tell."""

    text = TextAreaField(
        _l("What happened?"),
        [
            DataRequired(_l("Write what happened")),
            Length(max=MOST, message=_l("Write at most %(max)d characters.")),
        ],
    )
