"""Forms of minutes: what only people know, the signed copy, and a stranger's file to check."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import StringField, TextAreaField
from wtforms.fields import SelectChoice, SelectMultipleField
from wtforms.validators import Length, Optional, Regexp

from observatory.fields import DateParts

MOST_IN_LINE, MOST_IN_TEXT = 200, 5000
MOST_INCIDENTS = 20_000  # as the ceremony noted them, which nobody can shorten there
CLOCK = r"^([01]?[0-9]|2[0-3]):[0-5][0-9]$"


def _line(label: str) -> StringField:
    too_long = _l("Write at most %(max)d characters.")
    return StringField(label, [Length(max=MOST_IN_LINE, message=too_long)])


def _text(label: str, most: int = MOST_IN_TEXT) -> TextAreaField:
    too_long = _l("Write at most %(max)d characters.")
    return TextAreaField(label, [Length(max=most, message=too_long)])


def _clock(label: str) -> StringField:
    wrong = _l("Write hours and minutes, for example 10:30.")
    return StringField(label, [Optional(), Regexp(CLOCK, message=wrong)], filters=[_stripped])


def _stripped(value: str | None) -> str | None:
    return value.strip() if value else value


class MinutesForm(FlaskForm):
    """What only people know of an act; what is left blank stands in the minutes as not given."""

    place = _line(_l("Place"))
    held_on = DateParts(_l("Day"), [Optional()])
    began = _clock(_l("Began at"))
    ended = _clock(_l("Ended at"))
    presided_by = _line(_l("Presided over by"))
    certified_by = _line(_l("Certified by"))
    witnesses = _text(_l("Witnesses"))
    attended_by = _text(_l("Who else was there"))
    legal_basis = _text(_l("Legal basis"))
    incidents = _text(_l("Incidents"), MOST_INCIDENTS)
    reason = _text(_l("Why is there a new version?"))

    def values(self) -> dict[str, object]:
        """Return what was typed, by name; blank texts for fields that were not sent."""
        return {
            name: value if name == "held_on" else value or ""
            for name, value in self.data.items()
            if name != "csrf_token"
        }


class SignedCopyForm(FlaskForm):
    """The minutes as people signed them."""

    file = FileField(_l("The signed minutes (PDF file)"), [FileRequired(_l("Choose a file"))])
    signers = SelectMultipleField(_l("Who signed?"))

    def offer(self, people: Sequence[tuple[str, str]]) -> "SignedCopyForm":
        """Offer whom the minutes name, each with their role in words."""
        self.signers.choices = [
            SelectChoice(str(place), f"{name} ({role})")
            for place, (role, name) in enumerate(people)
        ]
        return self


class CheckMinutesForm(FlaskForm):
    """A file that somebody has; it is hashed and not kept."""

    class Meta:
        """Nothing is changed by checking, and the reader has no cookie."""

        csrf = False

    file = FileField(
        _l("The minutes you have (PDF or text file)"), [FileRequired(_l("Choose a file"))]
    )
