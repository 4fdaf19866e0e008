"""Pages: the recommendations of a file with the city's answers, and the answer to one."""

from flask import flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from observatory.access import allow
from observatory.database import session
from observatory.deliberation.queries import get_file
from observatory.followup import blueprint, queries, rules, services
from observatory.followup.forms import AnswerForm
from observatory.followup.steps import say_due
from observatory.formats import today
from observatory.pages import form_page


@blueprint.route("/files/<int:number>/answers")
@allow("convener", "member", "facilitator", "clerk", "auditor")
def list_answers(number: int) -> str:
    """List the recommendations with their answers, and say until when."""
    file = get_file(g.body, number)
    delivery = queries.get_delivery(file)
    return render_template(
        "followup/list_answers.html",
        file=file,
        due=say_due(delivery) if delivery else None,
        is_overdue=bool(delivery and rules.is_overdue(delivery.due_on, today())),
        recommendations=queries.list_recommendations(file),
        responses=queries.responses_of(file),
        next_asked=next(iter(queries.list_unanswered(file)), None),
        answers=rules.ANSWERS,
    )


@blueprint.route("/files/<int:number>/answers/<int:recommendation>", methods=["GET", "POST"])
@allow("convener")
def edit_answer(number: int, recommendation: int) -> str | Response:
    """Answer a recommendation."""
    file = get_file(g.body, number)
    asked, form = queries.get_recommendation(file, recommendation), AnswerForm()
    page = form_page("followup/edit_answer.html", form, file=file, asked=asked, most=rules.TEXT)
    services.refuse_unless_waiting(file, asked)
    if not form.validate_on_submit():
        return page.render()
    services.answer_recommendation(asked, account=current_user, **form.values())
    session.commit()
    flash(_("The answer is saved and public."), "success")
    return redirect(url_for("followup.list_answers", number=number))
