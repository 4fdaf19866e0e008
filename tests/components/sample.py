"""A page with every component, for the tests that read it and those that look at it."""

from types import SimpleNamespace

from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import (
    BooleanField,
    PasswordField,
    RadioField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired

from observatory.fields import DateParts

WORDS = ["Very bad", "Bad", "Fair", "Good", "Very good"]
GRADES = [
    (
        "Does the policy answer a real need of residents in every district?",
        [2, 5, 9, 20, 10],
        3,
        3,
    ),
    ("Is it worth its cost?", [12, 15, 8, 6, 1], 7, 1),
    ("Will its effects last?", [0, 0, 0, 0, 0], 49, None),
]
CHANCES = [0.05 + 0.1 * (i / 604) ** 2 for i in range(604)]
QUOTAS = [("Women", 320, 25, 26, 25), ("Men", 280, 23, 24, 24), ("Other", 4, 0, 1, None)]
STEPS = [
    SimpleNamespace(text="Quotas", state="done", url="/es/steps/1", hint=""),
    SimpleNamespace(text="Resident register", state="done", url="/es/steps/2", hint=""),
    SimpleNamespace(text="Letters", state="current", url="/es/sample", hint="Two dice needed."),
    SimpleNamespace(text="Replies", state="todo", url="/es/steps/4", hint=""),
    SimpleNamespace(text="Draw", state="locked", url=None, hint=""),
    SimpleNamespace(text="Seats", state="locked", url=None, hint=""),
]


class SampleForm(FlaskForm):
    title = StringField("Title", [InputRequired("Write a title.")])
    question = TextAreaField("Question", [InputRequired("Write the question.")])
    vote = RadioField(
        "Do you approve?",
        [InputRequired("Choose an answer.")],
        choices=[
            SelectChoice("for", "For"),
            SelectChoice("against", "Against"),
            SelectChoice("abstain", "I abstain"),
        ],
    )
    topics = SelectMultipleField(
        "Topics", choices=[SelectChoice("w", "Water"), SelectChoice("h", "Housing & rent")]
    )
    agree = BooleanField("I have read the rules")
    due = DateParts("Answer due on", [InputRequired("Write a date.")])
    register = FileField("Resident register")
    letter_code = StringField("Code from your letter")
    password = PasswordField("Password")
