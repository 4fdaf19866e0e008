"""Forms of letters on paper: what they say, what is printed, what came back."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, RadioField, StringField, TextAreaField
from wtforms.fields import SelectChoice, SelectMultipleField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Regexp

from observatory.fields import WholeNumber
from observatory.recruitment.models import LetterSettings

LANGUAGES = (("es", "Español"), ("en", "English"), ("fr", "Français"))
TEXTS = ("sender", "phone", "email", "website", "window", "keeps_addresses")


def _line(label: str, most: int) -> StringField:
    return StringField(label, [Length(max=most, message=_l("Write at most %(max)d characters."))])


class LetterSettingsForm(FlaskForm):
    """What the clerk writes into the letters."""

    sender = StringField(
        _l("Where letters go back to that cannot be delivered"),
        [
            DataRequired(_l("Write the sender’s address")),
            Length(max=70, message=_l("Write at most %(max)d characters.")),
        ],
    )
    phone = StringField(
        _l("Phone number for answers and questions"),
        [
            DataRequired(_l("Write a phone number: some people answer only by phone")),
            Length(max=30, message=_l("Write at most %(max)d characters.")),
        ],
    )
    email = _line(_l("E-mail address for questions"), 60)
    website = _line(_l("The city’s own web page where people can check the letter"), 60)
    hours_es = _line(_l("Phone hours, in Spanish"), 60)
    hours_en = _line(_l("Phone hours, in English"), 60)
    hours_fr = _line(_l("Phone hours, in French"), 60)
    help_es = TextAreaField(
        _l("What it takes, in Spanish"),
        [Length(max=500, message=_l("Write at most %(max)d characters."))],
    )
    help_en = TextAreaField(
        _l("What it takes, in English"),
        [Length(max=500, message=_l("Write at most %(max)d characters."))],
    )
    help_fr = TextAreaField(
        _l("What it takes, in French"),
        [Length(max=500, message=_l("Write at most %(max)d characters."))],
    )
    window = RadioField(
        _l("Where is the window of your envelopes?"),
        [InputRequired(_l("Choose where the window is"))],
        choices=[SelectChoice("right", _l("Right")), SelectChoice("left", _l("Left"))],
    )
    keeps_addresses = BooleanField(
        _l("Keep names and addresses here until the letters are printed")
    )

    @classmethod
    def of(cls, settings: LetterSettings | None) -> "LetterSettingsForm":
        """Return the form with what is kept."""
        if settings is None:
            return cls()
        data = {name: getattr(settings, name) for name in TEXTS}
        for language, _ in LANGUAGES:
            data[f"hours_{language}"] = settings.hours.get(language, "")
            data[f"help_{language}"] = settings.help.get(language, "")
        return cls(data=data)

    def values(self) -> dict[str, Any]:
        """Return what is kept: texts without blanks around them, by language where they differ."""
        kept = {
            name: data.strip() if isinstance(data, str) else data
            for name, data in self.data.items()
        }
        found = {name: kept[name] for name in TEXTS}
        for name in ("hours", "help"):
            texts = {language: kept[f"{name}_{language}"] for language, _ in LANGUAGES}
            found[name] = {language: text for language, text in texts.items() if text}
        return found


class PrintForm(FlaskForm):
    """An order to print."""

    kind = RadioField(
        _l("What do you need?"),
        [InputRequired(_l("Choose what you need"))],
        choices=[
            SelectChoice("letters", _l("Letters, ready to print (PDF)")),
            SelectChoice("list", _l("A list for a printing house (CSV)")),
        ],
    )
    whom = RadioField(
        _l("For whom?"),
        [InputRequired(_l("Choose for whom"))],
        choices=[
            SelectChoice("all", _l("All letters")),
            SelectChoice("reminder", _l("A reminder to those who have not answered")),
        ],
    )
    languages = SelectMultipleField(
        _l("In which languages?"),
        [InputRequired(_l("Choose at least one language"))],
        choices=[SelectChoice(code, name) for code, name in LANGUAGES],
    )


class ReturnedForm(FlaskForm):
    """Numbers of letters that the post brought back."""

    numbers = TextAreaField(
        _l("Numbers of the letters"), [InputRequired(_l("Write the numbers of the letters"))]
    )


class FindLetterForm(FlaskForm):
    """A letter by its number; a question, so it changes nothing and has no token."""

    class Meta:
        """The form is sent by GET."""

        csrf = False

    number = WholeNumber(
        _l("Number of the letter"),
        [
            InputRequired(_l("Write the number of the letter")),
            NumberRange(1, 999_999_999, _l("Write the number as printed on the letter")),
        ],
    )


class AddressesForm(FlaskForm):
    """A file of addresses."""

    file = FileField(_l("Addresses of the drawn households"), [FileRequired(_l("Choose a file"))])


def _mark(text: str | None) -> str:
    return "".join((text or "").split()).lower()


class MarkForm(FlaskForm):
    """The mark printed on a letter; a question, so it changes nothing and has no token."""

    class Meta:
        """The form is sent by GET."""

        csrf = False

    mark = StringField(
        _l("Mark of your household"),
        [
            Regexp(
                "[0-9a-f]{16,64}$", message=_l("Write the 16 characters as printed: 0 to 9, a to f")
            )
        ],
        filters=[_mark],
    )
