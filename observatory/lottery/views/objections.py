"""Pages: objections to a frozen pool, for the clerk who decides them and for everybody."""

from typing import Any

from flask import Response, abort, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from observatory.access import allow
from observatory.database import session
from observatory.lottery import blueprint, queries, rules, services
from observatory.lottery.forms import ObjectionForm, decision_form, forgotten_paper
from observatory.lottery.models import Draw, Objection
from observatory.pages import attachment, current_language
from observatory.recruitment.models import Recruitment
from observatory.recruitment.queries import get_recruitment, list_quotas
from observatory.recruitment.services import propose_questions
from observatory.recruitment.views.replies.eligibility import REFUSALS
from observatory.recruitment.views.showing import room_page

ROOM = "/recruitments/<int:recruitment_id>/draw/objections"
PUBLIC = "/draws/<int:recruitment_id>/<int:attempt>"


def describe_objections(draw: Draw) -> dict[str, Any]:
    """Return what the pages of objections show of one attempt."""
    return {
        **queries.describe_objecting(draw),
        "draw": draw,
        "former": queries.list_former(draw),
        "left_out": queries.count_left_out(draw),
        "undecided": queries.count_undecided(draw),
        "roles": {role: _(text) for role, text in rules.ROLES.items()},
        "taken": {decision: _(text) for decision, text in rules.TAKEN.items()},
    }


def _last_draw(recruitment: Recruitment) -> Draw:
    return queries.find_draw(recruitment) or abort(404)


def _find_objection(recruitment: Recruitment, number: int, form: Any) -> Objection:
    draw = _last_draw(recruitment)
    _keep_attempt(form, draw)
    return queries.get_objection(draw, number)


def _keep_attempt(form: Any, draw: Draw) -> None:
    """Note in a form to which attempt its page is; refuse what a page of another one sends."""
    seen, form.attempt.data = form.attempt.data, str(draw.attempt)
    if form.is_submitted():
        services.refuse_other(draw, seen)


@blueprint.route(ROOM, methods=["GET", "POST"])
@allow("clerk")
def show_objections(recruitment_id: int) -> str | AnyResponse:
    """Show the objections to the last attempt; take another one."""
    recruitment = get_recruitment(g.body, recruitment_id)
    draw, form = _last_draw(recruitment), ObjectionForm()
    page = room_page("objections", recruitment, form, **describe_objections(draw))
    _keep_attempt(form, draw)
    if not form.validate_on_submit():
        return page.render()
    services.enter_objection(draw, form.role.data, form.text.data)
    session.commit()
    flash(_("The objection is on the public list."), "success")
    return redirect(url_for(".show_objections", recruitment_id=recruitment_id))


@blueprint.route(f"{ROOM}/<int:number>", methods=["GET", "POST"])
@allow("clerk")
def decide_objection(recruitment_id: int, number: int) -> str | AnyResponse:
    """Show one objection; decide it with a public reason."""
    recruitment = get_recruitment(g.body, recruitment_id)
    form = decision_form(list_quotas(recruitment), REFUSALS)
    objection = _find_objection(recruitment, number, form)
    context = {"objection": objection, **describe_objections(objection.draw)}
    page = room_page("objection", recruitment, form, **context)
    if not form.validate_on_submit():
        return page.render()
    _decide(objection, form)
    session.commit()
    return redirect(url_for(".show_objections", recruitment_id=recruitment_id))


@blueprint.route(f"{ROOM}/<int:number>/reply", methods=["GET", "POST"])
@allow("clerk")
def admit_reply(recruitment_id: int, number: int) -> str | AnyResponse:
    """Decide an objection by entering the reply that came in time and was forgotten."""
    recruitment = get_recruitment(g.body, recruitment_id)
    questions = propose_questions(recruitment)
    form = forgotten_paper(questions, current_language())
    objection = _find_objection(recruitment, number, form)
    page = room_page("objection_reply", recruitment, form, objection=objection)
    if not form.validate_on_submit():
        return page.render()
    reply = form.forgotten_reply(questions, current_language())
    services.admit_reply(objection, form.reason.data, form.code.data, reply)
    session.commit()
    flash(_("The reply is in. A corrected list has taken the place of the former one."), "success")
    return redirect(url_for(".show_objections", recruitment_id=recruitment_id))


def _decide(objection: Objection, form: Any) -> None:
    if form.decision.data == rules.REFUSED:
        services.refuse_objection(objection, form.reason.data)
        flash(_("The decision is public."), "success")
    else:
        services.accept_objection(objection, form.reason.data, form.correction())
        flash(_("A corrected list has taken the place of the former one."), "success")


@blueprint.route(f"{PUBLIC}/objections")
@allow("anyone")
def show_public_objections(recruitment_id: int, attempt: int) -> str:
    """Tell everybody how to object, what was objected to, and how it was decided."""
    recruitment = get_recruitment(g.body, recruitment_id)
    draw = queries.get_attempt(recruitment, attempt)
    context = {"recruitment": recruitment, **describe_objections(draw)}
    return render_template("lottery/objections_public.html", **context)


@blueprint.route(f"{PUBLIC}/former/<int:number>.json")
@allow("anyone")
def show_former_commitment(recruitment_id: int, attempt: int, number: int) -> Response:
    """Give the exact bytes of a commitment that a correction took the place of."""
    draw = queries.get_attempt(get_recruitment(g.body, recruitment_id), attempt)
    former = queries.get_former(draw, number)
    return attachment(former.commitment, f"commit-{number}.json", "application/json")
