"""Forms of objections: taking one, deciding one."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, RadioField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length

from observatory.fields import DateParts
from observatory.lottery import rules
from observatory.lottery.services import Correction
from observatory.recruitment.forms.answering import StaffPaper, field_name, question_field
from observatory.recruitment.models import ReplyQuestion
from observatory.recruitment.services import Reply
from sortition.quotas import Quotas

MOST = 2000
TOO_LONG = _l("Write at most %(max)d characters.")


def choices_of(words: Mapping[str, str]) -> list[SelectChoice]:
    """Return choices with their words in the reader's language."""
    return [SelectChoice(value, gettext(text)) for value, text in words.items()]


class OfAttempt(FlaskForm):
    """A form that says to which attempt the page was opened: each counts its objections anew."""

    attempt = HiddenField("")  # without a label, one is looked up in a catalogue read anew


class ObjectionForm(OfAttempt):
    """An objection as somebody told it, or wrote it."""

    role = RadioField(
        _l("Whose objection is it?"), [InputRequired(_l("Choose whose objection it is"))]
    )
    text = TextAreaField(
        _l("What do they object to?"),
        [DataRequired(_l("Write what they object to")), Length(max=MOST, message=TOO_LONG)],
    )

    def __init__(self) -> None:
        super().__init__()
        self.role.choices = choices_of(rules.ROLES)


class DecisionPaper(OfAttempt):
    """A decision with its public reason; the features are added for each recruitment."""

    decision = RadioField(_l("What is decided?"), [InputRequired(_l("Choose what is decided"))])
    reason = TextAreaField(
        _l("Reason for the decision"),
        [
            DataRequired(_l("Write the reason for the decision")),
            Length(max=MOST, message=TOO_LONG),
        ],
    )
    letter = StringField(_l("Number or code of the person’s letter"))
    stays = StringField(_l("Number or code of the letter that stays"))
    refusal = RadioField(_l("Why the person may not take part"), default="", validate_choice=False)

    def feature_names(self) -> list[str]:
        """Return the names of the features' fields, in order."""
        return [name for name in self._fields if name.startswith("feature_")]

    def correction(self) -> Correction:
        """Return what is corrected, and of whom."""
        fields = [self[name] for name in self.feature_names()]
        right = {str(field.label.text): field.data for field in fields if field.data}
        return Correction(
            self.decision.data,
            self.letter.data or "",
            right,
            self.refusal.data or "",
            self.stays.data or "",
        )


class ForgottenPaper(OfAttempt, StaffPaper):
    """A reply that came in time and was not entered, and why it is let in now."""

    channel = RadioField(
        _l("How did the reply come?"),
        [InputRequired(_l("Choose how the reply came"))],
        choices=[SelectChoice("paper", _l("On paper")), SelectChoice("phone", _l("By telephone"))],
    )
    replied_on = DateParts(_l("Day on which the reply came"), [InputRequired(_l("Write the day"))])
    reason = TextAreaField(
        _l("Reason for the decision"),
        [
            DataRequired(_l("Write the reason for the decision")),
            Length(max=MOST, message=TOO_LONG),
        ],
    )
    asked = BooleanField(
        _l("The register holder says that this person may take part"),
        [InputRequired(_l("Ask the register holder first"))],
    )

    def forgotten_reply(self, questions: Sequence[ReplyQuestion], language: str) -> Reply:
        """Return the reply with the day on which it came."""
        given = self.reply(questions, self.channel.data, language)
        return replace(given, replied_on=self.replied_on.data)


def forgotten_paper(questions: Sequence[ReplyQuestion], language: str) -> Any:
    """Return the ordinary form of a reply on paper, with what its late entry needs beside."""
    fields: dict[str, Any] = {field_name(own): question_field(own, language) for own in questions}
    return type("Paper", (ForgottenPaper,), fields)()


def decision_form(quotas: Quotas, refusals: Mapping[str, str]) -> Any:
    """Return the form of a decision: each feature as recorded, or with another value."""
    fields = {
        f"feature_{place}": RadioField(
            feature,
            default="",
            choices=[
                SelectChoice("", _l("As recorded")),
                *(SelectChoice(quota.value, quota.value) for quota in quotas.of(feature)),
            ],
        )
        for place, feature in enumerate(quotas.features)
    }
    form = type("Decision", (DecisionPaper,), fields)()
    form.decision.choices = choices_of(rules.DECISIONS)
    form.refusal.choices = choices_of(refusals)
    return form
