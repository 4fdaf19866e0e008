"""Forms for when somebody cannot come."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, ValidationError

from observatory.fields import CommaField, DateParts, WholeNumber
from observatory.lottery import rules
from observatory.pages import BIGGEST_NUMBER

LONGEST = 500
TOO_LONG = _l("Write at most %(max)d characters.")
PERCENT_NEEDED = _l("Write a number from 1 to 90.")
DAY_NEEDED = _l("Write the day.")


def _choices(words: Mapping[str, str], keys: Sequence[str] = ()) -> list[SelectChoice]:
    return [SelectChoice(key, gettext(words[key])) for key in keys or words]


class AdviceForm(FlaskForm):
    """How likely it is that somebody cannot come."""

    percent = CommaField(
        _l("Of 100 people, how many will not be able to come?"),
        [InputRequired(PERCENT_NEEDED), NumberRange(1, 90, PERCENT_NEEDED)],
        places=None,
    )


class CallForm(FlaskForm):
    """One try to reach somebody."""

    on = DateParts(_l("Day of the try"), [InputRequired(DAY_NEEDED)])
    means = RadioField(_l("By what means"), [InputRequired(_l("Choose the means."))])
    outcome = RadioField(_l("What came of it"), [InputRequired(_l("Choose what came of it."))])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.means.choices = _choices(rules.MEANS)
        self.outcome.choices = _choices(rules.OUTCOMES)


class LeaveForm(FlaskForm):
    """Why somebody has no seat any more, or does not take one."""

    kind = RadioField(_l("Why?"), [InputRequired(_l("Choose why."))])
    on = DateParts(_l("Since which day?"), [InputRequired(DAY_NEEDED)])

    def __init__(self, kinds: Sequence[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind.choices = _choices(rules.KINDS, kinds)


class TakeForm(FlaskForm):
    """Somebody takes a vacant seat."""

    reason = TextAreaField(
        _l("Why is the seat filled all the same?"), [Length(max=LONGEST, message=TOO_LONG)]
    )


class StrikeForm(FlaskForm):
    """Somebody may not take part, as found after the draw."""

    letter = WholeNumber(
        _l("Number of the letter"),
        [
            InputRequired(_l("Write the number of the letter.")),
            NumberRange(1, BIGGEST_NUMBER, _l("Write the number of the letter.")),
        ],
    )
    basis = RadioField(_l("Who says so?"), [InputRequired(_l("Choose who says so."))])
    reason = TextAreaField(_l("Reason of the decision"), [Length(max=LONGEST, message=TOO_LONG)])
    on = DateParts(_l("Since which day?"), [InputRequired(DAY_NEEDED)])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.basis.choices = [
            SelectChoice("register", gettext("The register holder says so")),
            SelectChoice("decision", gettext("A decision says so")),
        ]

    def validate_reason(self, field: TextAreaField) -> None:
        """A decision has a reason, and everybody may read it."""
        if self.basis.data == "decision" and not (field.data or "").strip():
            raise ValidationError(gettext("Write the reason of the decision."))

    @property
    def public_reason(self) -> str:
        """Return the reason that everybody reads; the register holder's word needs none."""
        return (self.reason.data or "").strip() if self.basis.data == "decision" else ""
