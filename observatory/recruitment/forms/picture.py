"""Forms of the daily picture."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms.validators import InputRequired, NumberRange

from observatory.fields import CommaField


class PictureForm(FlaskForm):
    """How many replies a seat should have; a question, so it is sent by GET without a token."""

    class Meta:
        """The form is sent by GET."""

        csrf = False

    ratio = CommaField(
        _l("Replies wanted for each seat"),
        [
            InputRequired(_l("Write how many replies each seat should have")),
            NumberRange(1, 1000, _l("Write a number from 1 to 1000")),
        ],
        places=None,
    )
