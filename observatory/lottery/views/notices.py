"""Pages: everybody in the pool is told, once the list is fixed and once the panel is drawn."""

from datetime import date
from typing import Any

from flask import Response, abort, g, jsonify, redirect, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as AnyResponse

from observatory.access import allow
from observatory.database import session
from observatory.errors import N_
from observatory.lottery import blueprint, queries
from observatory.lottery.forms.notices import TELL_FORMS
from observatory.lottery.models import Announcement, Draw
from observatory.lottery.services import notices
from observatory.pages import LANGUAGE_NAMES
from observatory.recruitment.models import Recruitment
from observatory.recruitment.queries import find_job, find_settings, get_recruitment
from observatory.recruitment.views.showing import progress_of, room_page

ROOM = "/recruitments/<int:recruitment_id>/notices"
ONE = f"{ROOM}/<int:announcement_id>"
EXAMPLE_DAY = date(2027, 1, 31)
KINDS = {
    "pool": N_("In the list"),
    "pool_again": N_("In the corrected list"),
    "left_out": N_("Not in the list any more"),
    "drawn": N_("Drawn"),
    "not_drawn": N_("Not drawn"),
    "replacement": N_("A seat is free"),
}
OCCASIONS = {
    "pool": N_("Tell the pool about the list"),
    "result": N_("Tell everybody the result"),
    "replacement": N_("Tell who takes the free seat"),
}


def describe_plan(recruitment: Recruitment, draw: Draw | None, occasion: str) -> dict[str, Any]:
    """Return who would be told how, and each notice in each language."""
    plan = notices.plan(draw, occasion) if draw else None
    settings = find_settings(recruitment)
    kinds = [kind for kind in KINDS if plan and settings and kind in plan.kinds]
    return {
        "occasion": occasion,
        "heading": gettext(OCCASIONS[occasion]),
        "plan": plan,
        "settings": settings,
        "sheets": _sheets(draw, occasion, kinds) if draw and kinds else [],
    }


def _sheets(draw: Draw, occasion: str, kinds: list[str]) -> list[dict[str, Any]]:
    """Return each kind of notice in each language, with made-up figures."""
    facts = notices.facts_of(_example(draw, occasion))
    return [
        {
            "kind": kind,
            "name": f"{gettext(KINDS[kind])} ({name})",
            "sheet": notices.compose(kind, facts, notices.SAMPLE, written),
        }
        for kind in kinds
        for written, name in LANGUAGE_NAMES.items()
    ]


def _example(draw: Draw, occasion: str) -> Announcement:
    """Return an announcement to look at, which is never saved."""
    return notices.describe(draw, occasion, answer_by=EXAMPLE_DAY)


@blueprint.route(f"{ROOM}/<any(pool,result):occasion>", methods=["GET", "POST"])
@allow("clerk")
def tell(recruitment_id: int, occasion: str) -> str | AnyResponse:
    """Show who will be told what, and how; tell them."""
    recruitment, form = get_recruitment(g.body, recruitment_id), TELL_FORMS[occasion]()
    draw = queries.find_draw(recruitment)
    told = notices.find_told(draw, occasion)
    page = room_page("notices", recruitment, form, **describe_plan(recruitment, draw, occasion))
    if draw is None or not (told or form.validate_on_submit()):
        return page.render()
    made = told or notices.tell(draw, occasion, **form.choices())
    session.commit()
    return redirect(page_of(recruitment_id, made.id))


@blueprint.route(f"{ROOM}/<any(pool,result):occasion>/<kind>-<any(es,en,fr):written>.pdf")
@allow("clerk")
def show_notice_sample(recruitment_id: int, occasion: str, kind: str, written: str) -> Response:
    """Show a notice as a letter, with made-up figures."""
    recruitment = get_recruitment(g.body, recruitment_id)
    draw = queries.find_draw(recruitment)
    if draw is None or kind not in KINDS:
        abort(404)
    content = notices.sample_pdf(_example(draw, occasion), kind, written)
    return Response(content, mimetype="application/pdf")


def describe_announcement(announcement: Announcement) -> dict[str, Any]:
    """Return how far an announcement is, what failed, and its letters."""
    job = find_job(announcement.job_id)
    told, runs = queries.count_told(announcement), queries.list_runs(announcement)
    return {
        "announcement": announcement,
        "heading": gettext(OCCASIONS[announcement.occasion]),
        "job": job,
        "progress_now": progress_of(job) if job else {},
        "told": told,
        "is_replaced": queries.is_replaced(announcement),
        "why_replaced": gettext(notices.ListReplaced.message),
        "runs": {run: notices.parts_of(found) for run, found in sorted(runs.items(), reverse=True)},
        "failures": queries.list_failures(announcement),
        "names": LANGUAGE_NAMES,
    }


def get_announcement(recruitment_id: int, announcement_id: int) -> Announcement:
    """Return an announcement of this body, or answer 404."""
    recruitment = get_recruitment(g.body, recruitment_id)
    return queries.get_announcement(recruitment, announcement_id)


def page_of(recruitment_id: int, announcement_id: int) -> str:
    """Return the address of an announcement's page."""
    return url_for(
        ".show_announcement", recruitment_id=recruitment_id, announcement_id=announcement_id
    )


@blueprint.route(ONE)
@allow("clerk")
def show_announcement(recruitment_id: int, announcement_id: int) -> str:
    """Show how far the telling is, and what is left to do."""
    announcement = get_announcement(recruitment_id, announcement_id)
    recruitment = announcement.draw.recruitment
    context = describe_announcement(announcement)
    return room_page("announcement", recruitment, None, **context).render()


@blueprint.route(f"{ONE}/progress.json")
@allow("clerk")
def show_notices_progress(recruitment_id: int, announcement_id: int) -> Response:
    """Tell the page how far the e-mails are."""
    job = find_job(get_announcement(recruitment_id, announcement_id).job_id)
    return jsonify(progress_of(job or abort(404)))


@blueprint.route(f"{ONE}/again", methods=["POST"])
@allow("clerk")
def send_notices_again(recruitment_id: int, announcement_id: int) -> AnyResponse:
    """Send the e-mails that still wait."""
    notices.send_again(get_announcement(recruitment_id, announcement_id))
    session.commit()
    return redirect(page_of(recruitment_id, announcement_id))
