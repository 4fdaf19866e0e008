"""The reply form: a code, a question for each feature, name and contact, own digits.

The code in the body authorises, so that the form needs no token and no cookie.
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from flask import current_app
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import Field, HiddenField, RadioField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, InputRequired, ValidationError

from observatory.fields import DateParts
from observatory.recruitment import messages
from observatory.recruitment.models import ReplyQuestion
from observatory.recruitment.services import Reply
from observatory.recruitment.services.replies.checking import Checked, Checks
from sortition.quotas import Quotas

PERSON, OWN, HELPED = "person", "own", "helped"


def fits(column: str) -> Callable[[Any, Field], None]:
    """Return a validator that asks what every channel's replies are asked (Checks)."""

    def check(form: Any, field: Field) -> None:
        found = Checks(Quotas(())).of(column, field.data or "")
        if found.code:
            raise ValidationError(_sentence(found))

    return check


def _sentence(found: Checked) -> str:
    return messages.sentence(found.code, found.params)


class CodeForm(FlaskForm):
    """The code of a letter."""

    class Meta:
        """How the form library treats this form."""

        csrf = False

    code = StringField(
        _l("Code from your letter"),
        [InputRequired(_l("Type the code from your letter"))],
        description=_l("12 letters and numbers. Small letters and spaces are fine."),
    )


class AddressForm(FlaskForm):
    """The token of an e-mail, which a link brings behind its "#"."""

    class Meta:
        """How the form library treats this form."""

        csrf = False

    code = StringField(
        _l("Code from our e-mail"),
        [InputRequired(_l("Paste the link from our e-mail"))],
        description=_l("It fills itself in. If it is empty, paste the whole link here."),
    )


class WithdrawalForm(FlaskForm):
    """What shows that a reply is one's own: a code, and the own digits."""

    class Meta:
        """How the form library treats this form."""

        csrf = False

    code = StringField(
        _l("Your personal code, or the code of the letter"),
        [InputRequired(_l("Type your personal code, or the code of the letter"))],
        description=_l("The personal code is on the confirmation of your reply."),
    )
    own = StringField(
        _l("Your own digits"), [DataRequired(_l("Type the digits that you chose")), fits("own")]
    )


class ReplyPaper(CodeForm):
    """All that the reply form asks; the questions are added for each recruitment."""

    name = StringField(_l("Your name"), [DataRequired(_l("Write your name")), fits("name")])
    contact = StringField(
        _l("One e-mail address or telephone number"),
        [DataRequired(_l("Write one e-mail address or telephone number")), fits("contact")],
    )
    own = StringField(
        _l("At least four digits of your own"),
        [DataRequired(_l("Choose at least four digits of your own")), fits("own")],
    )
    helped = RadioField(
        _l("Is somebody helping you to answer?"),
        [InputRequired(_l("Choose yes or no"))],
        choices=[
            SelectChoice("no", _l("No, I answer by myself")),
            SelectChoice("yes", _l("Yes, somebody is helping me")),
        ],
    )
    ticket = HiddenField("")  # without a label, one is looked up in a catalogue read anew

    def pages(self) -> dict[str, list[Field]]:
        """Return the pages in order, each with the fields it asks."""
        questions = {own: [self[own]] for own in self.question_names()}
        last = {PERSON: [self["name"], self.contact], OWN: [self.own], HELPED: [self.helped]}
        return {**questions, **last}

    def question_names(self) -> list[str]:
        """Return the names of the questions' fields, in order."""
        return [name for name in self._fields if name.startswith("question_")]

    def is_page_good(self, page: str) -> bool:
        """Check the fields of one page; the others keep no errors."""
        found = [field.validate(self) for field in self.pages()[page]]  # all, not only the first
        return all(found)

    def first_bad_page(self) -> str | None:
        """Return the first page that lacks something, if one does."""
        return next((page for page in self.pages() if not self.is_page_good(page)), None)

    def features(self, questions: Sequence[ReplyQuestion]) -> dict[str, str]:
        """Return {feature: value} as answered."""
        return {own.feature: self[field_name(own)].data or "" for own in questions}

    def reply(self, questions: Sequence[ReplyQuestion], channel: str, language: str) -> Reply:
        """Return what was answered."""
        return Reply(
            self.features(questions),
            name=self["name"].data or "",
            contact=self.contact.data or "",
            channel=channel,
            own=self.own.data or "",
            is_helped=self.helped.data == "yes",
            language=language,
        )


def field_name(question: ReplyQuestion) -> str:
    """Return the name of a question's field."""
    return f"question_{question.position}"


def question_field(question: ReplyQuestion, language: str) -> RadioField:
    """Return the answers of a question: those of the quotas, in the reader's words."""
    return RadioField(
        question.texts.get(language) or question.feature,
        [InputRequired(_l("Choose an answer"))],
        description=question.hints.get(language, ""),
        choices=[
            SelectChoice(value, words.get(language) or value)
            for value, words in question.labels.items()
        ],
    )


def reply_paper(questions: Sequence[ReplyQuestion], language: str, **data: Any) -> Any:
    """Return the reply form of a recruitment in one language."""
    fields = {field_name(own): question_field(own, language) for own in questions}
    return type("Paper", (ReplyPaper,), fields)(**data)


class ForSomebodyForm(FlaskForm):
    """Whose reply the staff withdraws."""

    code = StringField(
        _l("Code or number of the letter"),
        [InputRequired(_l("Type the code or the number of the letter"))],
    )
    person = StringField(
        _l("Name, as it is on the reply"), [DataRequired(_l("Write the name of the person"))]
    )


class StaffPaper(ReplyPaper):
    """A reply that somebody of the staff types: told by telephone, or written on paper."""

    class Meta:
        """It comes with a session, so it needs its token."""

        @property
        def csrf(self) -> bool:
            """Ask for the token wherever the application does."""
            return bool(current_app.config.get("WTF_CSRF_ENABLED", True))

    code = StringField(
        _l("Code or number of the letter"),
        [InputRequired(_l("Type the code or the number of the letter"))],
        description=_l("The code is safer: it shows a slip. The number is printed on the letter."),
    )
    replied_on = DateParts(
        _l("Day on the paper"), [InputRequired(_l("Write the day that is on the paper"))]
    )

    def day(self) -> date | None:
        """Return the day on the paper; what is told by telephone is told now."""
        return self.replied_on.data if self.replied_on else None


def staff_paper(questions: Sequence[ReplyQuestion], language: str, channel: str) -> Any:
    """Return the form that the staff fills in; only paper bears a day of its own."""
    fields: dict[str, Any] = {field_name(own): question_field(own, language) for own in questions}
    if channel != "paper":
        fields["replied_on"] = None
    return type("Paper", (StaffPaper,), fields)()
