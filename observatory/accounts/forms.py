"""Sign-in forms: one for members' codes, one for staff."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import PasswordField, StringField
from wtforms.validators import InputRequired


class CodeForm(FlaskForm):
    """The code from a member's letter."""

    sign_in_code = StringField(
        _l("Code from your letter"), [InputRequired(_l("Type the code from your letter"))]
    )


class PasswordForm(FlaskForm):
    """E-mail address and password of staff."""

    email = StringField(_l("E-mail address"), [InputRequired(_l("Type your e-mail address"))])
    password = PasswordField(_l("Password"), [InputRequired(_l("Type your password"))])
