"""Forms: choosing criteria, grading, findings, recommendations, the statement."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length

from observatory.deliberation.models import Evidence, File
from observatory.deliberation.rules import ARGUMENT, LINE, SUMMARY, plain
from observatory.errors import N_
from observatory.evaluation import criteria
from observatory.evaluation.criteria import CriteriaSet
from observatory.evaluation.models import Statement
from observatory.pages import current_language

CANNOT_TELL = "none"
UNGRADED = N_("%(criterion)s: choose a grade. You can choose “I cannot tell”.")


def at_most(most: int) -> Length:
    """Return the check that a text is not too long."""
    return Length(max=most, message=_l("Write at most %(max)d characters."))


class ActForm(FlaskForm):
    """A form that is one button."""


class CriteriaForm(FlaskForm):
    """Which set of criteria a file is graded by."""

    criteria_set = RadioField(
        _l("Which criteria fit this file?"), [InputRequired(_l("Choose the criteria that fit."))]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = current_language()
        self.criteria_set.choices = [
            SelectChoice(key, one.title[language]) for key, one in criteria.load_sets().items()
        ]


class GradesForm(FlaskForm):
    """A grade for each criterion; the criteria are added for each file."""

    def grades(self) -> dict[str, int | None]:
        """Return {criterion: 1 to 5, or None for "I cannot tell"}."""
        return {
            name.removeprefix("grade_"): None if value == CANNOT_TELL else int(value)
            for name, value in self.data.items()
            if name.startswith("grade_")
        }


def grades_form(chosen: CriteriaSet, own: Mapping[str, int | None]) -> Any:
    """Return the form of a set of criteria, filled with the grades given before."""
    language = current_language()
    options = [
        SelectChoice(str(number), grade.name[language])
        for number, grade in enumerate(chosen.grades, start=1)
    ]
    options.append(SelectChoice(CANNOT_TELL, chosen.cannot_tell[language]))
    fields = {
        f"grade_{one.key}": RadioField(
            one.question[language],
            [InputRequired(gettext(UNGRADED, criterion=one.name[language]))],
            description=" ".join(one.prompts[language]),
            choices=options,
        )
        for one in chosen.criteria
    }
    given = {f"grade_{key}": str(grade or CANNOT_TELL) for key, grade in own.items()}
    return type("Grades", (GradesForm,), fields)(data=given)


class FindingForm(FlaskForm):
    """What the panel holds to be so, and the evidence it rests on."""

    text = TextAreaField(
        _l("The finding"),
        [DataRequired(_l("Write the finding.")), at_most(ARGUMENT)],
        filters=[plain],
        description=_l("One thing that the panel found out, in plain words."),
    )
    evidence = RadioField(
        _l("Which evidence shows it?"), [InputRequired(_l("Choose the evidence that shows it."))]
    )

    def __init__(self, file: File, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.file = file
        self.evidence.choices = [
            SelectChoice(
                str(one.number),
                gettext("%(number)d. %(title)s", number=one.number, title=one.title),
            )
            for one in file.evidence
        ]

    def chosen_evidence(self) -> Evidence | None:
        """Return the piece of evidence that was chosen."""
        chosen = self.evidence.data
        return next((one for one in self.file.evidence if str(one.number) == chosen), None)


class RecommendationForm(FlaskForm):
    """What the panel asks for, and of whom."""

    text = TextAreaField(
        _l("The recommendation"),
        [DataRequired(_l("Write the recommendation.")), at_most(ARGUMENT)],
        filters=[plain],
        description=_l("One thing that should be done. Start with a verb: “Run a bus …”."),
    )
    owner = StringField(
        _l("Who should do it?"),
        [DataRequired(_l("Write who should do it.")), at_most(LINE)],
        filters=[plain],
        description=_l("The department or office that has to answer."),
    )


class StatementForm(FlaskForm):
    """What people write of a statement; the rest is composed from the file."""

    how_it_worked = TextAreaField(  # a form has a method named process
        _l("How the panel worked"),
        [DataRequired(_l("Write how the panel worked.")), at_most(SUMMARY)],
        filters=[plain],
        description=_l("Who met, when, what they read and whom they heard. At most 150 words."),
    )
    not_established = TextAreaField(
        _l("What we could not establish"),
        [at_most(SUMMARY)],
        filters=[plain],
        description=_l(
            "Questions without an answer, and information that was asked for and not given. "
            "Leave it empty if there is nothing."
        ),
    )


def statement_form(statement: Statement | None) -> StatementForm:
    """Return the form, filled with what was written before."""
    if statement is None:
        return StatementForm()
    written = {"how_it_worked": statement.process, "not_established": statement.not_established}
    return StatementForm(data=written)
