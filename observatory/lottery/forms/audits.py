"""Forms around the auditors of a draw."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField, SelectMultipleField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange

from observatory.fields import WholeNumber

MOST_REMARKS = 4000
_COUNT = _l("Write a whole number, 0 or more")


class AuditorsForm(FlaskForm):
    """Who audits the draws of a recruitment; the view gives the choices."""

    auditors = SelectMultipleField(_l("Who audits this draw?"), coerce=int)


class AuditForm(FlaskForm):
    """What an auditor found."""

    checks = RadioField(
        _l("What did the command say?"),
        [InputRequired(_l("Choose what the command said"))],
        choices=[
            SelectChoice("held", _l("All checks are ok")),
            SelectChoice("failed", _l("Something FAILED")),
            SelectChoice("not_run", _l("I did not run it")),
        ],
    )
    reached = WholeNumber(
        _l("How many people did you reach?"),
        [InputRequired(_COUNT), NumberRange(0, message=_COUNT)],
    )
    confirmed = WholeNumber(
        _l("How many said that all is right?"),
        [InputRequired(_COUNT), NumberRange(0, message=_COUNT)],
    )
    not_confirmed = WholeNumber(
        _l("How many said that something is wrong?"),
        [InputRequired(_COUNT), NumberRange(0, message=_COUNT)],
    )
    remarks = TextAreaField(_l("Remarks"), [Length(max=MOST_REMARKS)])
