"""Pages: the secretariat names the auditors; they get the pack, and say what they found."""

from typing import Any

from flask import Response, abort, flash, g, redirect, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as AnyResponse
from wtforms.fields import SelectChoice

from observatory import access
from observatory.access import allow
from observatory.accounts.models import Account
from observatory.bodies.models import Body
from observatory.database import session
from observatory.lottery import blueprint, queries, services
from observatory.lottery.forms import AuditForm, AuditorsForm
from observatory.lottery.models import Draw
from observatory.pages import Step, add_steps, add_tasks, attachment, form_page
from observatory.recruitment.models import Recruitment
from observatory.recruitment.queries import get_recruitment
from observatory.recruitment.views.showing import room_page

ADDRESS = "/recruitments/<int:recruitment_id>"


@blueprint.route(f"{ADDRESS}/auditors", methods=["GET", "POST"])
@allow("clerk")
def show_auditors(recruitment_id: int) -> str | AnyResponse:
    """Name the auditors; show the clerk what they were given and what they found."""
    recruitment = get_recruitment(g.body, recruitment_id)
    form, chosen = _auditors_form(recruitment)
    page = room_page("auditors", recruitment, form, **describe_audits(recruitment))
    if not form.validate_on_submit():
        return page.render()
    services.name_auditors(recruitment, [chosen[one] for one in form.auditors.data])
    session.commit()
    flash(_("The auditors are named. The public record says how many."), "success")
    return redirect(url_for(".show_auditors", recruitment_id=recruitment_id))


def _auditors_form(recruitment: Recruitment) -> tuple[AuditorsForm, dict[int, Account]]:
    accounts = {one.id: one for one in queries.list_candidates(g.body)}
    named = [one.id for one in queries.list_auditors(recruitment) if one.id in accounts]
    form = AuditorsForm(data={"auditors": named})
    form.auditors.choices = [SelectChoice(one.id, one.label) for one in accounts.values()]
    return form, accounts


def describe_audits(recruitment: Recruitment) -> dict[str, Any]:
    """Return what the page of the auditors shows the clerk."""
    draw = queries.find_draw(recruitment)
    return {
        "draw": draw,
        "bundle": queries.find_bundle(draw) if draw else None,
        "audit": queries.describe_audit(draw) if draw else None,
        "handovers": queries.list_handovers(draw) if draw else [],
    }


@blueprint.route(f"{ADDRESS}/bundle", methods=["POST"])
@allow("clerk")
def make_bundle(recruitment_id: int) -> AnyResponse:
    """Make the bundle of a draw from before there were bundles."""
    services.keep_bundle(_get_draw(recruitment_id))
    session.commit()
    return redirect(url_for(".show_auditors", recruitment_id=recruitment_id))


def _get_draw(recruitment_id: int) -> Draw:
    return queries.find_draw(get_recruitment(g.body, recruitment_id)) or abort(404)


@blueprint.route(f"{ADDRESS}/audit", methods=["GET", "POST"])
@allow("auditor")
def show_audit(recruitment_id: int) -> str | AnyResponse:
    """Lead a named auditor through the checks; take what they found."""
    recruitment = get_recruitment(g.body, recruitment_id)
    services.refuse_unnamed(recruitment, current_user)
    draw = queries.find_draw(recruitment)
    report = queries.find_report(draw, current_user) if draw else None
    form = AuditForm(obj=report)
    context = {"report": report, "recruitment": recruitment, **_describe_checks(draw)}
    page = form_page("lottery/audit.html", form, **context)
    if draw is None or not form.validate_on_submit():
        return page.render()
    counts = form.reached.data, form.confirmed.data, form.not_confirmed.data
    services.report_audit(draw, current_user, form.checks.data, counts, form.remarks.data or "")
    session.commit()
    flash(_("What you found is published, without your name."), "success")
    return redirect(url_for(".show_audit", recruitment_id=recruitment_id))


def _describe_checks(draw: Draw | None) -> dict[str, Any]:
    return {
        "draw": draw,
        "audit": queries.describe_audit(draw) if draw else None,
        "is_changed": bool(draw and queries.has_changes(draw)),
    }


@blueprint.route(f"{ADDRESS}/audit/auditors.json", methods=["POST"])
@allow("auditor")
def give_pack(recruitment_id: int) -> Response:
    """Give the pack; each time enters the log. No browser may keep it."""
    content = services.give_pack(_get_draw(recruitment_id), current_user)
    session.commit()
    return attachment(content, "auditors.json", "application/json")


@blueprint.route(f"{ADDRESS}/audit/calls.csv", methods=["POST"])
@allow("auditor")
def give_calls(recruitment_id: int) -> Response:
    """Give the list of people to call; each time enters the log."""
    content = services.give_calls(_get_draw(recruitment_id), current_user)
    session.commit()
    return attachment(content.encode("utf-8-sig"), "calls.csv")


def waiting_audits(account: Any, body: Body) -> list[Step]:
    """Return the draws that an auditor is named for and has not reported on."""
    steps = []
    for recruitment in queries.list_audited(account, body):
        draw = queries.find_draw(recruitment)
        if draw and queries.find_report(draw, account):
            continue
        is_drawn = bool(draw and draw.result)
        url = url_for("lottery.show_audit", recruitment_id=recruitment.id)
        hint = recruitment.title if is_drawn else _("After the dice")
        steps.append(Step(_("Check the draw"), "current" if is_drawn else "todo", url, hint))
    return steps


def audit_steps(recruitment: Recruitment) -> list[Step]:
    """Return the step of the auditors; nothing else waits for it."""
    draw = queries.find_draw(recruitment)
    is_done = bool(draw and queries.list_reports(draw))
    url = url_for("lottery.show_auditors", recruitment_id=recruitment.id)
    is_open = access.may("lottery.show_auditors", g.body)
    return [
        Step(
            _("Publish and audit the draw"), "done" if is_done else "todo", url if is_open else None
        )
    ]


add_steps("recruitment", 95, audit_steps)
add_tasks(35, waiting_audits)
