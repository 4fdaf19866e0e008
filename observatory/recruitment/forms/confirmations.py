"""Forms of the confirmation."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired


class ConfirmationForm(FlaskForm):
    """The register holder's answer."""

    file = FileField(_l("Answer (CSV or XLSX file)"), [FileRequired(_l("Choose a file"))])
