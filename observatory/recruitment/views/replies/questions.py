"""Pages: the questions of the reply form, a look at it, its opening and closing."""

from typing import Any

from flask import abort, flash, g, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from observatory.access import allow
from observatory.database import now, session
from observatory.pages import current_language
from observatory.recruitment import blueprint, queries, services
from observatory.recruitment.forms.answering import reply_paper
from observatory.recruitment.forms.questions import (
    ClosingForm,
    OpeningForm,
    parts_of,
    question_form,
)
from observatory.recruitment.models import Recruitment
from observatory.recruitment.views.showing import room_page

ROOM = "/recruitments/<int:recruitment_id>/questions"


def describe_questions(recruitment: Recruitment) -> dict[str, Any]:
    """Return the questions with whether each is finished, and how many answers it has."""
    questions = services.propose_questions(recruitment)
    return {
        "questions": [(own, services.is_finished(own)) for own in questions],
        "is_finished": bool(questions) and all(map(services.is_finished, questions)),
        "language": current_language(),
    }


def opening_form(recruitment: Recruitment) -> OpeningForm:
    """Return the form of opening and closing: from today on, until the morning comes to mind."""
    return OpeningForm(data={"opens_on": parts_of(now())[0], "opens_at": "09:00"})


@blueprint.route(ROOM, methods=["GET", "POST"])
@allow("clerk")
def show_questions(recruitment_id: int) -> str | Response:
    """Show the questions; fix them with the opening and the closing."""
    recruitment = queries.get_recruitment(g.body, recruitment_id)
    form = opening_form(recruitment)
    page = room_page("questions", recruitment, form, **describe_questions(recruitment))
    if not form.validate_on_submit():
        return page.render()
    services.open_replies(recruitment, form.opening(), form.closing())
    session.commit()
    flash(_("Opening and closing are fixed, and so are the questions."), "success")
    return redirect(url_for(".show_questions", recruitment_id=recruitment_id))


@blueprint.route(f"{ROOM}/<int:number>", methods=["GET", "POST"])
@allow("clerk")
def edit_question(recruitment_id: int, number: int) -> str | Response:
    """Show and take the words of one question."""
    recruitment = queries.get_recruitment(g.body, recruitment_id)
    questions = services.propose_questions(recruitment)
    question = questions[number - 1] if 0 < number <= len(questions) else abort(404)
    form, values = question_form(question), list(question.labels)
    page = room_page("question", recruitment, form, question=question, values=values)
    if not form.validate_on_submit():
        return page.render()
    services.set_question(question, form.words("text"), form.words("hint"), form.labels(values))
    session.commit()
    flash(_("The question is saved."), "success")
    return redirect(url_for(".show_questions", recruitment_id=recruitment_id))


@blueprint.route(f"{ROOM}/preview")
@allow("clerk")
def preview_questions(recruitment_id: int) -> str:
    """Show the questions as people will see them."""
    recruitment = queries.get_recruitment(g.body, recruitment_id)
    questions = services.propose_questions(recruitment)
    paper = reply_paper(questions, current_language())
    return room_page("questions_preview", recruitment, None, paper=paper).render()


@blueprint.route(f"{ROOM}/closing", methods=["GET", "POST"])
@allow("clerk")
def move_closing(recruitment_id: int) -> str | Response:
    """Move the closing, with a reason that everybody reads."""
    recruitment = queries.get_recruitment(g.body, recruitment_id)
    day, hour = parts_of(recruitment.replies_close_at)
    form = ClosingForm(data={"closes_on": day, "closes_at": hour})
    page = room_page("questions_closing", recruitment, form)
    if not form.validate_on_submit():
        return page.render()
    services.move_closing(recruitment, form.closing(), form.reason.data or "")
    session.commit()
    flash(_("The closing has moved. The record says why."), "success")
    return redirect(url_for(".show_questions", recruitment_id=recruitment_id))
