"""Pages: draw 2, from the frozen pool to the solved lottery."""

from typing import Any

from flask import Response, abort, g, jsonify, redirect, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as AnyResponse

from observatory import jobs
from observatory.access import allow
from observatory.database import session
from observatory.errors import N_
from observatory.jobs import Job
from observatory.lottery import blueprint, queries, services
from observatory.lottery.forms import FreezeForm
from observatory.lottery.models import Draw
from observatory.pages import attachment
from observatory.recruitment import messages
from observatory.recruitment.models import Recruitment
from observatory.recruitment.queries import (
    count_confirmations,
    count_pool,
    get_recruitment,
    list_relaxations,
)
from observatory.recruitment.views.showing import room_page

STAGES = {
    "": N_("Waiting for its turn"),
    "optimise": N_("Looking for the fairest chances"),
    "decompose": N_("Looking for panels that give these chances"),
    "lottery": N_("Making the panels that the dice choose among"),
}
CONFLICT = N_(
    "%(feature)s, %(value)s: the panel needs %(minimum)s people, but the pool has %(count)s."
)


def word_stage(job: Job) -> str:
    """Return what a job is doing, in the reader's language."""
    return gettext(STAGES.get(job.stage, STAGES[""]))


def word_conflicts(draw: Draw) -> list[str]:
    """Return a sentence for each reason why no panel meets the quotas."""
    return [
        gettext(CONFLICT, value=one["value"], **one["params"])
        if one["code"] == "minimum_above_pool"
        else messages.sentence(one["code"], one["params"])
        for one in (draw.report or {}).get("problems", [])
    ]


def describe_draw(recruitment: Recruitment) -> dict[str, Any]:
    """Return what the pages of draw 2 show, before and after the freeze."""
    draw = queries.find_draw(recruitment)
    job = session.get(Job, draw.job_id) if draw and draw.job_id else None
    return {
        "draw": draw,
        "job": job,
        "stage": word_stage(job) if job else "",
        "conflicts": word_conflicts(draw) if draw else [],
        "attempts": queries.list_attempts(recruitment),
        "proposal": queries.find_proposal(recruitment),
        "relaxations": list_relaxations(recruitment),
        "pool": count_pool(recruitment),
        "found": count_confirmations(recruitment),
        "features": queries.compare_quotas(recruitment, draw),
        "chances": queries.list_chances(draw) if draw else [],
        "objections": queries.list_objections(draw) if draw else [],
        "undecided": queries.count_undecided(draw) if draw else 0,
        "is_open": bool(draw and draw.is_open_to_objections),
    }


@blueprint.route("/recruitments/<int:recruitment_id>/draw", methods=["GET", "POST"])
@allow("clerk")
def show_draw(recruitment_id: int) -> str | AnyResponse:
    """Show how far draw 2 is; freeze the pool."""
    recruitment = get_recruitment(g.body, recruitment_id)
    form = FreezeForm()
    page = room_page("draw", recruitment, form, **describe_draw(recruitment))
    if not form.validate_on_submit():
        return page.render()
    services.freeze_draw(recruitment, form.reason.data or "", form.unconfirmed.data or "")
    session.commit()
    return redirect(url_for(".show_draw", recruitment_id=recruitment_id))


@blueprint.route("/recruitments/<int:recruitment_id>/draw/solve", methods=["POST"])
@allow("clerk")
def repeat_solving(recruitment_id: int) -> AnyResponse:
    """Start the work again where it broke off."""
    draw = queries.find_draw(get_recruitment(g.body, recruitment_id)) or abort(404)
    services.repeat_solving(draw)
    session.commit()
    return redirect(url_for(".show_draw", recruitment_id=recruitment_id))


@blueprint.route("/recruitments/<int:recruitment_id>/draw/progress.json")
@allow("clerk")
def show_progress(recruitment_id: int) -> Response:
    """Tell the page how far the panels are."""
    draw = queries.find_draw(get_recruitment(g.body, recruitment_id)) or abort(404)
    job = session.get(Job, draw.job_id) or abort(404)
    return jsonify({**jobs.as_json(job), "stage": word_stage(job)})


@blueprint.route(
    "/recruitments/<int:recruitment_id>/draw/<int:attempt>/<any(commit,panels,result):name>.json"
)
@allow("clerk", "auditor")
def download_draw(recruitment_id: int, attempt: int, name: str) -> Response:
    """Give the exact bytes whose hash was shown."""
    recruitment = get_recruitment(g.body, recruitment_id)
    draw = queries.get_attempt(recruitment, attempt)
    content = draw.files[name] or abort(404)
    return attachment(content, f"{name}.json", "application/json")
