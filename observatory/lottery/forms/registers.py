"""Forms of the register."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms.validators import InputRequired

from observatory.fields import DateParts


class RegisterForm(FlaskForm):
    """A register, and the day on which ages are counted."""

    file = FileField(_l("Register (CSV file)"), [FileRequired(_l("Choose a file"))])
    on_date = DateParts(
        _l("Day on which ages are counted"),
        [InputRequired(_l("Write the day on which ages are counted"))],
    )
