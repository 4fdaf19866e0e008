"""Forms of draw 2."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired


class FreezeForm(FlaskForm):
    """Freezing the pool; the reason is asked only where it was frozen before."""

    reason = TextAreaField(_l("Why is the pool frozen again?"))


class CeremonyForm(FlaskForm):
    """What the ceremony gives: who watched, and the dice as two people read them."""

    witnesses = TextAreaField(
        _l("Who watches the dice"), [InputRequired(_l("Write who watches the dice"))]
    )
    dice = StringField(
        _l("The dice, typed by the first person"),
        [InputRequired(_l("The first person types the dice"))],
    )
    dice_again = StringField(
        _l("The dice, typed by the second person"),
        [InputRequired(_l("The second person types the dice"))],
    )
