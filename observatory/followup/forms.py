"""The form of the city's answer to one recommendation."""

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from observatory.deliberation.rules import plain
from observatory.fields import DateParts
from observatory.followup import rules

TOO_LONG = _l("Write at most %(max)d characters.")


class AnswerForm(FlaskForm):
    """Accepted, in part or rejected; why; and what will be done, by whom, until when."""

    answer = RadioField(_l("The city’s answer"), [InputRequired(_l("Choose the answer."))])
    reasons = TextAreaField(
        _l("Reasons"),
        [Length(max=rules.TEXT, message=TOO_LONG)],
        filters=[plain],
        description=_l(
            "Always needed when all or part of it is rejected: a rejection without reasons is "
            "not saved."
        ),
    )
    steps = TextAreaField(
        _l("What will be done"),
        [Length(max=rules.TEXT, message=TOO_LONG)],
        filters=[plain],
        description=_l("The steps in plain words. Leave it empty if nothing will be done."),
    )
    owner = StringField(
        _l("By whom"),
        [Length(max=rules.LINE, message=TOO_LONG)],
        filters=[plain],
        description=_l("The department or office that does it."),
    )
    until = DateParts(_l("Until when"), [Optional()])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.answer.choices = [
            SelectChoice(value, gettext(text)) for value, text in rules.ANSWERS.items()
        ]

    def validate_reasons(self, field: TextAreaField) -> None:
        """Ask for reasons where the answer needs them."""
        chosen = self.answer.data
        if chosen in rules.ANSWERS and rules.needs_reasons(chosen) and not field.data:
            raise ValidationError(
                gettext("Write the reasons. A rejection without reasons is not saved.")
            )

    def values(self) -> dict[str, Any]:
        """Return what services.answer_recommendation takes."""
        return {name: value for name, value in self.data.items() if name != "csrf_token"}
