"""Forms: opening a file, adding evidence, writing an argument."""

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, ValidationError

from observatory.deliberation import rules
from observatory.deliberation.models import Evidence, File
from observatory.fields import DateParts
from observatory.formats import today

EXPERIENCE = "experience"


def at_most(most: int) -> Length:
    """Return the check that a text is not too long."""
    return Length(max=most, message=_l("Write at most %(max)d characters."))


def choices_of(words: dict[str, str]) -> list[SelectChoice]:
    """Return the choices of a table of rules, in the reader's language."""
    return [SelectChoice(value, gettext(text)) for value, text in words.items()]


class FileForm(FlaskForm):
    """What a new file is about."""

    title = StringField(
        _l("Title"),
        [DataRequired(_l("Write a title.")), at_most(rules.SHORT)],
        filters=[rules.plain],
        description=_l("A few words that people will recognise. For example: Buses at night."),
    )
    policy = TextAreaField(
        _l("What is evaluated"),
        [DataRequired(_l("Write what is evaluated.")), at_most(rules.LINE)],
        filters=[rules.plain],
        description=_l("The policy, programme or service, and since when it exists."),
    )
    asked_by = StringField(
        _l("Who asked for it"),
        [DataRequired(_l("Write who asked for it.")), at_most(rules.SHORT)],
        filters=[rules.plain],
        description=_l("For example: the city council, the panel itself, or a citizens’ proposal."),
    )
    question = TextAreaField(
        _l("The question"),
        [DataRequired(_l("Write the question.")), at_most(rules.LINE)],
        filters=[rules.plain],
        description=_l("One question that the panel will answer. Everybody must understand it."),
    )


class EvidenceForm(FlaskForm):
    """A piece of evidence with its source."""

    title = StringField(
        _l("Title"),
        [DataRequired(_l("Write the title of the evidence.")), at_most(rules.LINE)],
        filters=[rules.plain],
        description=_l("The title of the report, article, letter or set of figures."),
    )
    author = StringField(
        _l("Author"),
        [DataRequired(_l("Write who made it.")), at_most(rules.LINE)],
        filters=[rules.plain],
        description=_l("The person or the office that made it."),
    )
    origin = RadioField(
        _l("Where does it come from?"), [InputRequired(_l("Choose where it comes from."))]
    )
    dated_on = DateParts(
        _l("Date of the document"), [InputRequired(_l("Write the date of the document."))]
    )
    link = StringField(
        _l("Link, or where it can be read"),
        [
            DataRequired(_l("Write the link, or where it can be read.")),
            at_most(rules.SOURCE),
        ],
        filters=[rules.plain],
        description=_l(
            "A web address that starts with https://, or in words, for example: "
            "city archive, box 12."
        ),
    )
    has_interest = RadioField(
        _l("Does the author have an interest of their own in this?"),
        [InputRequired(_l("Choose whether an interest is declared."))],
        description=_l("For example: they run the service, or are paid by who runs it."),
    )
    interest = StringField(
        _l("Which interest?"),
        [at_most(rules.LINE)],
        filters=[rules.plain],
        description=_l("Only if an interest is declared."),
    )
    summary = TextAreaField(
        _l("Summary in plain words"),
        [DataRequired(_l("Write a summary in plain words.")), at_most(rules.SUMMARY)],
        filters=[rules.plain],
        description=_l("What does it say? Write so that a person of 12 years understands it."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.origin.choices = choices_of(rules.ORIGINS)
        self.has_interest.choices = [
            SelectChoice("yes", gettext("Yes, an interest is declared")),
            SelectChoice("no", gettext("No, none declared")),
        ]

    def validate_dated_on(self, field: DateParts) -> None:
        """Refuse a document from the future."""
        if field.data and field.data > today():
            raise ValidationError(gettext("The date of the document cannot be in the future."))

    def validate_link(self, field: StringField) -> None:
        """Refuse an address that a reader could not follow safely."""
        if field.data and not rules.is_source(field.data):
            raise ValidationError(
                gettext(
                    "Write an address that starts with http:// or https://, or say in words "
                    "where it can be read."
                )
            )

    def validate_interest(self, field: StringField) -> None:
        """Ask which interest is declared, and refuse one beside "none declared"."""
        if self.has_interest.data == "yes" and not field.data:
            raise ValidationError(gettext("Write which interest is declared."))
        if self.has_interest.data == "no" and field.data:
            raise ValidationError(
                gettext("You chose that no interest is declared. Choose “Yes”, or empty this box.")
            )

    def values(self) -> dict[str, Any]:
        """Return what services.add_evidence takes."""
        return {
            name: value
            for name, value in self.data.items()
            if name not in ("csrf_token", "has_interest")
        }


class ArgumentForm(FlaskForm):
    """A reason for or against, and what it rests on. Nothing is chosen beforehand."""

    side = RadioField(
        _l("Does it speak for or against?"), [InputRequired(_l("Choose for or against."))]
    )
    text = TextAreaField(
        _l("Your argument"),
        [DataRequired(_l("Write your argument.")), at_most(rules.ARGUMENT)],
        filters=[rules.plain],
        description=_l("One reason, in your own words. Do not write names of private people."),
    )
    evidence = RadioField(
        _l("What does it rest on?"), [InputRequired(_l("Choose what your argument rests on."))]
    )

    def __init__(self, file: File, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.file = file
        self.side.choices = choices_of(rules.SIDES)
        found = [SelectChoice(str(one.number), one.title) for one in file.evidence]
        own = SelectChoice(EXPERIENCE, gettext("From my own experience"))
        self.evidence.choices = [*found, own]

    def chosen_evidence(self) -> Evidence | None:
        """Return the evidence the argument rests on, or None for experience."""
        return next(
            (one for one in self.file.evidence if str(one.number) == self.evidence.data), None
        )
