"""Forms about seats."""

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, RadioField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired


class SeatForm(FlaskForm):
    """One button: seat those who were drawn."""


class FirstCodesForm(FlaskForm):
    """One button: make codes where nobody has one."""


class SomeCodesForm(FlaskForm):
    """Codes for those who came since codes were made, or new ones for everybody."""

    whose = RadioField(_l("Codes for whom?"), [InputRequired(_l("Choose for whom."))])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.whose.choices = [
            SelectChoice("missing", gettext("Only for members without a code")),
            SelectChoice("all", gettext("For all; codes made before stop working")),
        ]


class CodesForm(FlaskForm):
    """New codes, once one knows what that does to the former ones."""

    is_known = BooleanField(
        _l("I know that codes made before stop working"),
        [InputRequired(_l("Confirm that codes made before stop working"))],
    )
