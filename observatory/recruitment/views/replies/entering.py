"""Pages for the staff: replies told by telephone or written on paper, and their confirmations."""

from dataclasses import replace
from typing import Any

from flask import abort, flash, g, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from observatory import access
from observatory.access import allow
from observatory.bodies.models import Body
from observatory.bodies.queries import has_role
from observatory.database import session
from observatory.pages import Step, add_tasks, attachment, current_language, form_page
from observatory.recruitment import blueprint, queries, services
from observatory.recruitment.forms.answering import ForSomebodyForm, staff_paper
from observatory.recruitment.models import Recruitment
from observatory.recruitment.views.letters.paper import describe_paper
from observatory.recruitment.views.showing import room_page

ROOM = "/recruitments/<int:recruitment_id>"


@blueprint.route(f"{ROOM}/replies/<any(phone, paper):channel>", methods=["GET", "POST"])
@allow("clerk", "operator")
def enter_reply(recruitment_id: int, channel: str) -> str | Response:
    """Take a reply that somebody tells by telephone, or that is on paper."""
    recruitment = queries.get_recruitment(g.body, recruitment_id)
    questions = services.propose_questions(recruitment)
    form = staff_paper(questions, current_language(), channel)
    unit = queries.find_unit(recruitment)
    context = {"recruitment": recruitment, "channel": channel, "unit": unit}
    page = form_page("recruitment/reply_entry.html", form, **context)
    if not form.validate_on_submit():
        return page.render()
    letter = services.find_typed_letter(recruitment, form.code.data)
    reply = form.reply(questions, channel, current_language())
    services.save_reply(letter, replace(reply, replied_on=form.day()))
    session.commit()
    flash(_("The reply to letter %(number)s is saved.", number=letter.number), "success")
    return redirect(request.path)


@blueprint.route(f"{ROOM}/confirmations", methods=["GET", "POST"])
@allow("clerk")
def print_confirmations(recruitment_id: int) -> str | Response:
    """Show which confirmations wait for paper; once they are printed, take them off."""
    recruitment = queries.get_recruitment(g.body, recruitment_id)
    page = room_page("confirmations", recruitment, None, **describe_waiting(recruitment))
    if request.method == "GET":
        return page.render()
    count = services.mark_printed(recruitment, request.form.get("last", 0, type=int))
    session.commit()
    flash(ngettext("%(num)s letter is printed.", "%(num)s letters are printed.", count), "success")
    return redirect(url_for(".print_confirmations", recruitment_id=recruitment_id))


@blueprint.route(f"{ROOM}/confirmations-<any(es,en,fr):written>.pdf")
@allow("clerk")
def download_confirmations(recruitment_id: int, written: str) -> Response:
    """Give the confirmations in a language, a sheet each; the secrets stay in no cache."""
    recruitment = queries.get_recruitment(g.body, recruitment_id)
    waiting = services.unprinted_by_language(recruitment).get(written) or abort(404)
    printed = services.confirmation_pdf(waiting, written)
    response = attachment(printed, f"confirmations-{written}.pdf", "application/pdf")
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.route(f"{ROOM}/replies/withdraw", methods=["GET", "POST"])
@allow("clerk")
def withdraw_for(recruitment_id: int) -> str | Response:
    """Withdraw the reply of somebody who asked for it and lost code or digits."""
    recruitment = queries.get_recruitment(g.body, recruitment_id)
    form = ForSomebodyForm()
    page = form_page("recruitment/reply_withdraw_for.html", form, recruitment=recruitment)
    if not form.validate_on_submit():
        return page.render()
    services.withdraw_for(recruitment, form.code.data, form.person.data)
    session.commit()
    flash(_("The reply is withdrawn."), "success")
    return redirect(url_for(".show_replies", recruitment_id=recruitment_id))


def describe_waiting(recruitment: Recruitment) -> dict[str, Any]:
    """Return the confirmations that wait for paper, by language, and the last of them."""
    waiting = services.unprinted_by_language(recruitment)
    last = max((one.id for written in waiting.values() for one in written), default=0)
    return {"waiting": waiting, "last": last, **describe_paper(recruitment)}


def waiting_calls(account: Any, body: Body) -> list[Step]:
    """Return where an operator takes replies by telephone, while they are taken."""
    if not has_role(account, body, "operator") or not access.may("recruitment.enter_reply", body):
        return []
    return [
        Step(_("Take replies by telephone"), "current", _entry(one), one.title)
        for one in queries.list_recruitments(body)
        if queries.when(one) == "open"
    ]


def _entry(recruitment: Recruitment) -> str:
    return url_for("recruitment.enter_reply", recruitment_id=recruitment.id, channel="phone")


add_tasks(12, waiting_calls)
