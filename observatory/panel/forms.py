"""Forms about seats."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField
from wtforms.validators import InputRequired


class SeatForm(FlaskForm):
    """One button: seat those who were drawn."""


class FirstCodesForm(FlaskForm):
    """One button: make codes where nobody has one."""


class CodesForm(FlaskForm):
    """New codes, once one knows what that does to the former ones."""

    is_known = BooleanField(
        _l("I know that codes made before stop working"),
        [InputRequired(_l("Confirm that codes made before stop working"))],
    )
