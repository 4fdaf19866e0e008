"""Pages: minutes of a draw, written, looked at, fixed, and signed by people."""

from typing import Any

from flask import Response, current_app, flash, g, redirect, send_file, url_for
from flask_babel import gettext as _
from flask_login import current_user
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response as AnyResponse

from observatory import access, storage
from observatory.access import allow
from observatory.database import session
from observatory.errors import N_, NotFoundError
from observatory.lottery import blueprint, queries
from observatory.lottery.forms import MinutesForm, SignedCopyForm
from observatory.lottery.models import Minutes
from observatory.lottery.services import minutes as services
from observatory.pages import LANGUAGE_NAMES, FormPage, Step, add_steps, current_language
from observatory.recruitment.models import Recruitment
from observatory.recruitment.queries import get_recruitment
from observatory.recruitment.views.showing import room_page

MINUTES = "/recruitments/<int:recruitment_id>/minutes"
ONE = f"{MINUTES}/<any(letters,panel):kind>"
FIXED = f"{ONE}/<int:version>"
ROLES = {
    "presides": N_("presides"),
    "certifies": N_("certifies"),
    "witness": N_("witness"),
    "present": N_("was there"),
}


@blueprint.route(MINUTES)
@allow("clerk", "auditor")
def show_minutes(recruitment_id: int) -> str:
    """Show the minutes of both draws: what can be written, what is fixed."""
    recruitment = get_recruitment(g.body, recruitment_id)
    kinds = [
        (kind, services.is_drawn(recruitment, kind), queries.list_minutes(recruitment, kind))
        for kind in ("letters", "panel")
    ]
    may_write = access.may("lottery.write_minutes", g.body)
    return room_page("minutes", recruitment, None, kinds=kinds, may_write=may_write).render()


@blueprint.route(ONE, methods=["GET", "POST"])
@allow("clerk")
def write_minutes(recruitment_id: int, kind: str) -> str | AnyResponse:
    """Ask for what only people know; then show how it reads."""
    recruitment = get_recruitment(g.body, recruitment_id)
    form = MinutesForm(data=services.begin(recruitment, kind))
    fixed = queries.find_fixed(recruitment, kind)
    page = room_page("minutes_form", recruitment, form, kind=kind, fixed=fixed)
    if not form.validate_on_submit():
        return page.render()
    services.write_minutes(recruitment, kind, form.values())
    session.commit()
    return redirect(url_for(".fix_minutes", recruitment_id=recruitment_id, kind=kind))


@blueprint.route(f"{ONE}/preview", methods=["GET", "POST"])
@allow("clerk")
def fix_minutes(recruitment_id: int, kind: str) -> str | AnyResponse:
    """Show the minutes as they will read; fix them."""
    recruitment, form = get_recruitment(g.body, recruitment_id), FlaskForm()
    minutes = _written(recruitment, kind)
    page = _preview(recruitment, minutes, form)
    if not form.validate_on_submit():
        return page.render()
    services.fix_minutes(recruitment, minutes, current_user, current_app.config["LANGUAGES"])
    session.commit()
    return redirect(_address(minutes))


def _written(recruitment: Recruitment, kind: str) -> Minutes:
    """Return what is being written; a second sending of the same fixing finds what is fixed."""
    found = queries.find_written(recruitment, kind) or queries.find_fixed(recruitment, kind)
    if found is None:
        raise NotFoundError
    return found


def _preview(recruitment: Recruitment, minutes: Minutes, form: FlaskForm) -> FormPage:
    document = services.compose_minutes(recruitment, minutes, current_language())
    context = {"minutes": minutes, "document": document, "languages": LANGUAGE_NAMES}
    return room_page("minutes_preview", recruitment, form, **context)


def _address(minutes: Minutes) -> str:
    return url_for(
        "lottery.show_fixed_minutes",
        recruitment_id=minutes.recruitment_id,
        kind=minutes.kind,
        version=minutes.version,
    )


@blueprint.route(FIXED, methods=["GET", "POST"])
@allow("clerk", "auditor")
def show_fixed_minutes(recruitment_id: int, kind: str, version: int) -> str | AnyResponse:
    """Offer the files of fixed minutes; take a signed copy."""
    recruitment = get_recruitment(g.body, recruitment_id)
    minutes = queries.get_fixed(recruitment, kind, version)
    page = _signing_page(recruitment, minutes)
    if not (page.context["may_write"] and page.form.validate_on_submit()):
        return page.render()
    people = services.list_signers(minutes)
    signers = [people[int(place)] for place in page.form.signers.data or []]
    services.add_copy(recruitment, minutes, page.form.file.data.stream, signers, current_user)
    session.commit()
    flash(_("The signed copy is kept. Its fingerprint is in the public record."), "success")
    return redirect(_address(minutes))


def _signing_page(recruitment: Recruitment, minutes: Minutes) -> FormPage:
    people = [(_(ROLES[role]), name) for role, name in services.list_signers(minutes)]
    context: dict[str, Any] = {
        "minutes": minutes,
        "newest": queries.find_fixed(recruitment, minutes.kind),
        "may_write": access.may("lottery.write_minutes", g.body),
        **words(),
    }
    return room_page("minutes_fixed", recruitment, SignedCopyForm().offer(people), **context)


def words() -> dict[str, Any]:
    """Return what pages of fixed minutes call things."""
    return {"roles": {code: _(text) for code, text in ROLES.items()}, "languages": LANGUAGE_NAMES}


@blueprint.route(f"{FIXED}/signed-<int:number>.pdf")
@allow("clerk", "auditor")
def download_signed_copy(recruitment_id: int, kind: str, version: int, number: int) -> Response:
    """Give a signed copy: it shows handwriting, so it is not public."""
    recruitment = get_recruitment(g.body, recruitment_id)
    minutes = queries.get_fixed(recruitment, kind, version)
    path = storage.locate(queries.get_copy(minutes, number).path)
    return send_file(path, "application/pdf", as_attachment=True, download_name="signed.pdf")


def minutes_steps(recruitment: Recruitment) -> list[Step]:
    """Return the step after the dice."""
    is_drawn = services.is_drawn(recruitment, "panel")
    is_done = queries.find_fixed(recruitment, "panel") is not None
    state = "done" if is_done else "todo" if is_drawn else "locked"
    is_open = access.may("lottery.show_minutes", g.body)
    url = url_for("lottery.show_minutes", recruitment_id=recruitment.id) if is_open else None
    return [Step(_("Write the minutes"), state, url)]


add_steps("recruitment", 75, minutes_steps)
