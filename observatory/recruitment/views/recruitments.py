"""Pages: the list of recruitments, a new one, and the hub of one."""

from dataclasses import replace
from typing import Any

from flask import g, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from observatory import access
from observatory.access import allow
from observatory.bodies.models import Body
from observatory.database import session
from observatory.errors import N_
from observatory.pages import (
    Step,
    add_navigation,
    add_steps,
    add_tasks,
    form_page,
    steps_of,
)
from observatory.recruitment import blueprint, queries, services
from observatory.recruitment.forms import RecruitmentForm
from observatory.recruitment.models import Recruitment
from observatory.recruitment.views.showing import list_steps


@blueprint.route("/recruitments")
@allow("clerk", "register_holder")
def list_recruitments() -> str:
    """Show the body's recruitments."""
    form = RecruitmentForm(formdata=None)
    found = queries.list_recruitments(g.body)
    return form_page("recruitment/recruitments.html", form, recruitments=found).render()


@blueprint.route("/recruitments/new", methods=["GET", "POST"])
@allow("clerk")
def create_recruitment() -> str | Response:
    """Begin a recruitment."""
    form = RecruitmentForm(data={"seats": g.body.seats})
    page = form_page("recruitment/new_recruitment.html", form)
    if not form.validate_on_submit():
        return page.render()
    made = services.create_recruitment(g.body, form.title.data, form.seats.data)
    session.commit()
    return redirect(url_for(".show_recruitment", recruitment_id=made.id))


@blueprint.route("/recruitments/<int:recruitment_id>")
@allow("clerk", "register_holder")
def show_recruitment(recruitment_id: int) -> str:
    """Show the steps of a recruitment, and which one is next."""
    recruitment = queries.get_recruitment(g.body, recruitment_id)
    steps = list_steps(recruitment)
    upcoming = next((step for step in steps if step.state == "current"), None)
    draw = queries.find_invitation_draw(recruitment)
    context = {"recruitment": recruitment, "steps": steps, "upcoming": upcoming}
    context["has_letters"] = bool(draw and draw.drawn_at)
    return form_page("recruitment/recruitment.html", None, **context).render()


def recruitment_steps(recruitment: Recruitment) -> list[Step]:
    """Return the steps from quotas to replies; the first that can be done is current."""
    is_locked = recruitment.quotas_locked_at is not None
    has_register = queries.find_register(recruitment) is not None
    draw = queries.find_invitation_draw(recruitment)
    has_letters = bool(draw and draw.drawn_at)
    replies = queries.count_replies(recruitment)
    ready, is_open = is_locked and has_register, recruitment.replies_open_at is not None
    is_early = not replies  # once people have answered, nothing before that is next
    return [
        _step(recruitment, "show_quotas", _("Quotas"), is_locked, True),
        _step(recruitment, "show_register", _("Register"), has_register, is_locked and is_early),
        _step(recruitment, "show_letters", _("Letters"), has_letters, ready and is_early),
        _step(recruitment, "show_questions", _("Reply form"), is_open, False),
        _step(recruitment, "show_replies", _("Replies"), replies > 0, has_letters),
    ]


def _step(recruitment: Recruitment, view: str, text: str, is_done: bool, is_possible: bool) -> Step:
    endpoint = f"recruitment.{view}"
    state = "done" if is_done else "current" if is_possible else "todo"
    url = url_for(endpoint, recruitment_id=recruitment.id)
    return Step(text, state, url if access.may(endpoint, g.body) else None)


def waiting_recruitments(account: Any, body: Body) -> list[Step]:
    """Return the next step of each recruitment, for those who can take it; else the first one."""
    if not access.may("recruitment.show_recruitment", body):
        return []
    waiting, recruitments = [], queries.list_recruitments(body)
    if not recruitments and access.may("recruitment.create_recruitment", body):
        return [
            Step(_("Begin a recruitment"), "current", url_for("recruitment.create_recruitment"))
        ]
    for recruitment in recruitments:
        steps = steps_of("recruitment", recruitment)
        upcoming = next((step for step in steps if step.state == "current" and step.url), None)
        if upcoming:
            waiting.append(replace(upcoming, hint=recruitment.title))
    return waiting


add_navigation("recruitment.list_recruitments", N_("Recruitments"), 30)
add_steps("recruitment", 10, recruitment_steps)
add_tasks(10, waiting_recruitments)
