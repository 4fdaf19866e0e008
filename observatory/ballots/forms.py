"""The ballot paper: a voting code and one choice for each question, none made beforehand."""

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired

from observatory.ballots.models import Ballot, Question
from observatory.ballots.rules import KINDS
from observatory.errors import N_

UNANSWERED = N_("Question %(number)s: choose an answer. You can choose “I abstain”.")


class ActForm(FlaskForm):
    """A form that is one button."""


class BallotPaper(FlaskForm):
    """The voting code; the questions are added for each ballot.

    The code in the body authorises the vote, so that the booth needs no token and no cookie.
    """

    class Meta:
        """How the form library treats this form."""

        csrf = False

    voting_code = StringField(
        _l("Your voting code"),
        [InputRequired(_l("Type your voting code"))],
        description=_l("16 letters and numbers. Small letters and spaces are fine."),
    )

    def choices(self) -> dict[int, str]:
        """Return {position of the question: key of the option}."""
        return {
            int(name.removeprefix("question_")): value
            for name, value in self.data.items()
            if name.startswith("question_")
        }


def ballot_paper(ballot: Ballot) -> Any:
    """Return the paper of a ballot, with a field for each of its questions."""
    fields = {f"question_{one.position}": question_field(one) for one in ballot.questions}
    return type("Paper", (BallotPaper,), fields)()


def question_field(question: Question) -> RadioField:
    """Return the options of a question."""
    return RadioField(
        question.text,
        [InputRequired(gettext(UNANSWERED, number=question.position))],
        choices=[
            SelectChoice(option.key, gettext(option.text))
            for option in KINDS[question.kind].options
        ],
    )
