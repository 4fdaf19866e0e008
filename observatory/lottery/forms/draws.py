"""Forms of draw 2."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired


class FreezeForm(FlaskForm):
    """Freezing the pool; reasons are asked only where it was frozen before, or too early."""

    reason = TextAreaField(_l("Why is the pool frozen again?"))
    unconfirmed = TextAreaField(_l("Why is the pool frozen before every reply is confirmed?"))


class RelaxForm(FlaskForm):
    """Making the quotas wider, with the reason that the public reads."""

    reason = TextAreaField(
        _l("Why are the quotas made wider?"),
        [InputRequired(_l("Write why the quotas are made wider"))],
    )


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
