"""Forms of draw 2."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    TextAreaField,
)
from wtforms.validators import DataRequired


class FreezeForm(FlaskForm):
    """Freezing the pool; reasons are asked only where it was frozen before, or too early."""

    reason = TextAreaField(_l("Why is the pool frozen again?"))
    unconfirmed = TextAreaField(_l("Why is the pool frozen before every reply is confirmed?"))


class RelaxForm(FlaskForm):
    """Making the quotas wider, with the reason that the public reads."""

    reason = TextAreaField(
        _l("Why are the quotas made wider?"),
        [DataRequired(_l("Write why the quotas are made wider"))],
    )
