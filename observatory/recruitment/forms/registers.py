"""Forms of the register: the file, then its columns and who may be written to."""

import re
from collections.abc import Iterable, Sequence
from typing import Any, BinaryIO

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import FieldList, SelectField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, NumberRange, Optional, Regexp, ValidationError

from observatory.fields import DateParts, WholeNumber
from observatory.recruitment.models import RegisterSnapshot
from sortition.register import RegisterColumns

ONCE = ("household", "person", "born", "district")
AGE = NumberRange(0, 120, _l("Write an age from 0 to 120"))
FIRST_YEAR = 1900
LISTS = ("councillors", "staff", "former")


class RegisterForm(FlaskForm):
    """A register that is sent."""

    file = FileField(_l("File of the register"), [FileRequired(_l("Choose a file"))])


def _is_of_our_time(form: FlaskForm, field: DateParts) -> None:
    if field.data and field.data.year < FIRST_YEAR:
        raise ValidationError(gettext("Write a year from %(first)s on", first=FIRST_YEAR))


class ColumnsForm(FlaskForm):
    """What each column holds, and who may be written to; nothing is in use before it is tried."""

    c = FieldList(
        SelectField(
            _l("What it holds"),
            choices=[
                SelectChoice("", _l("Not used")),
                SelectChoice("household", _l("Household")),
                SelectChoice("person", _l("Person")),
                SelectChoice("born", _l("Birth date")),
                SelectChoice("district", _l("District")),
                SelectChoice("other", _l("Another part of the city")),
            ],
        )
    )
    on_date = DateParts(
        _l("Day on which ages are counted"),
        [InputRequired(_l("Write the day on which ages are counted")), _is_of_our_time],
    )
    age_from = WholeNumber(_l("Youngest age"), [Optional(), AGE])
    age_to = WholeNumber(_l("Oldest age"), [Optional(), AGE])
    districts = TextAreaField(_l("Only these districts"))
    largest_household = WholeNumber(
        _l("Most persons at one address"),
        [Optional(), NumberRange(1, 10**6, _l("Write a number above zero"))],
    )
    councillors = FileField(_l("Councillors"))
    staff = FileField(_l("Staff of the city"))
    former = FileField(_l("Former members"))
    list_key = StringField(
        _l("Key of these lists"),
        [
            Optional(),
            Regexp(
                re.compile(r"([0-9A-Fa-f]{2})+\Z"),
                message=_l("Write the key with the digits 0 to 9 and the letters a to f"),
            ),
        ],
    )

    def validate_age_to(self, field: WholeNumber) -> None:
        """The oldest age is not below the youngest."""
        if field.data is not None and field.data < (self.age_from.data or 0):
            raise ValidationError(
                gettext("Write an age from %(least)s on", least=self.age_from.data)
            )

    def roles(self, header: Sequence[str]) -> Iterable[tuple[str, str]]:
        """Return (what a column holds, the column) for those that are used."""
        for name, field in zip(header, self.c, strict=False):
            if field.data:
                yield field.data, name

    def columns(self, header: Sequence[str]) -> RegisterColumns:
        """Return which column holds what."""
        found: dict[str, Any] = {role: name for role, name in self.roles(header) if role in ONCE}
        others = tuple(name for role, name in self.roles(header) if role == "other")
        return RegisterColumns(**found, others=others)

    def rules(self) -> dict[str, Any]:
        """Return who may be written to, as the register keeps it."""
        lines = (self.districts.data or "").splitlines()
        return {
            "age_from": self.age_from.data,
            "age_to": self.age_to.data,
            "districts": [line.strip() for line in lines if line.strip()] or None,
            "largest_household": self.largest_household.data,
            "list_key": self.list_key.data or None,
        }

    def lists(self) -> list[tuple[str, str, BinaryIO]]:
        """Return the exclusion lists that are sent: kind, file name, stream."""
        sent = ((kind, self[kind].data) for kind in LISTS)
        return [(kind, file.filename, file.stream) for kind, file in sent if file]

    def validate_c(self, field: FieldList) -> None:
        """One column for the household; the others once at most; rules need their columns."""
        held = [own.data for own in field]
        for wrong in self._wrong(held):
            if field.entries:
                field[0].errors = [*field[0].errors, wrong]
        if field.entries and field[0].errors:
            raise ValidationError

    def _wrong(self, held: Sequence[str]) -> Iterable[str]:
        if "household" not in held:
            yield gettext("Say which column holds the household")
        twice = [role for role in ONCE if held.count(role) > 1]
        if twice:
            yield gettext("Two columns cannot hold the same. Choose one of them")
        if (self.age_from.data or self.age_to.data) and "born" not in held:
            yield gettext("Say which column holds the birth date, or empty both ages")
        if (self.districts.data or "").strip() and "district" not in held:
            yield gettext("Say which column holds the district, or empty the list of districts")
        if self.lists() and "person" not in held:
            yield gettext("Say which column holds the person: the lists go by it")


def columns_form(upload: RegisterSnapshot, header: Sequence[str], rules: Any) -> ColumnsForm:
    """Return the form as guessed, or as set before."""
    columns = upload.columns or {}
    roles = {columns[role]: role for role in ONCE if columns.get(role)}
    roles |= dict.fromkeys(columns.get("others", ()), "other")
    return ColumnsForm(
        data={
            **rules,
            "c": [roles.get(name, "") for name in header],
            "districts": "\n".join(rules["districts"] or ()),
            "on_date": upload.on_date,
        }
    )
