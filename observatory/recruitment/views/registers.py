"""Pages: the register as it is sent, tried, and taken over; and who in it can get a letter."""

from collections.abc import Mapping
from typing import Any

from flask import Response, abort, flash, g, jsonify, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from observatory import access
from observatory.access import allow
from observatory.database import session
from observatory.pages import FormPage
from observatory.recruitment import blueprint, messages, queries, services
from observatory.recruitment.forms import RegisterForm
from observatory.recruitment.forms.registers import LISTS, ONCE, ColumnsForm, columns_form
from observatory.recruitment.models import Recruitment, RegisterSnapshot
from observatory.recruitment.services.registers import kept
from observatory.recruitment.views.refusals import problems_of
from observatory.recruitment.views.showing import progress_of, room_page

ADDRESS = "/recruitments/<int:recruitment_id>/register"
LARGEST = 4 << 30  # bytes of a register; everything else that is sent is far smaller


@blueprint.url_value_preprocessor
def expect_register(endpoint: str | None, _values: dict[str, Any] | None) -> None:
    """Let those who may send a register send a large one, before the form is read."""
    if endpoint == "recruitment.show_register" and access.may(endpoint, g.get("body")):
        request.max_content_length = LARGEST


def describe_register(recruitment: Recruitment) -> dict[str, Any]:
    """Return the register in use, the one sent last, its job, and what was found in it."""
    upload = queries.find_upload(recruitment)
    job = queries.find_job(upload.job_id) if upload else None
    is_waiting = bool(
        upload and upload.digest is None and not (job and job.error == "work_refused")
    )
    findings = upload.findings if upload and is_waiting else None
    found = (findings or {}).get("problems", [])
    return {
        "kept_columns": kept_columns,
        "kinds": count_kinds(findings) if findings else [],
        "upload": upload if is_waiting else None,
        "job": job,
        "findings": findings,
        "problems": messages.explain(found) or problems_of(job),
        "register": queries.find_register(recruitment),
        "draw": queries.find_invitation_draw(recruitment),
        "is_fixed": queries.is_register_fixed(recruitment),
    }


def kept_columns(snapshot: RegisterSnapshot) -> str:
    """Return the columns of a register that are kept, as the file names them."""
    columns = snapshot.columns or {}
    names = [columns.get(role) for role in ONCE]
    return ", ".join(name for name in (*names, *columns.get("others", ())) if name)


def count_kinds(findings: Mapping[str, Any]) -> list[tuple[str, str, int]]:
    """Return (column, why, how many lines) of each kind of problem."""
    first: dict[str, Mapping[str, Any]] = {}
    for problem in findings["problems"]:
        first.setdefault(problem["code"], problem)
    return [
        (explained.column or "", explained.why, findings["counts"][code])
        for code, problem in first.items()
        if code in findings["counts"]
        for explained in messages.explain([problem])
    ]


def _get_upload(recruitment_id: int) -> RegisterSnapshot:
    upload = queries.find_upload(queries.get_recruitment(g.body, recruitment_id))
    return upload if upload and upload.digest is None else abort(404)


@blueprint.route(ADDRESS, methods=["GET", "POST"])
@allow("clerk", "register_holder")
def show_register(recruitment_id: int) -> str | AnyResponse:
    """Show who in the register is eligible, or what was found in one; take a file."""
    recruitment, form = queries.get_recruitment(g.body, recruitment_id), RegisterForm()
    page = room_page("register", recruitment, form, **describe_register(recruitment))
    if not form.validate_on_submit():
        return page.render()
    services.send_register(recruitment, form.file.data.stream, form.file.data.filename)
    session.commit()
    return redirect(url_for(".set_columns", recruitment_id=recruitment_id))


def _columns_page(upload: RegisterSnapshot, view: kept.FileView, form: ColumnsForm) -> FormPage:
    recruitment = queries.get_recruitment(g.body, upload.recruitment_id)
    lists = {one["kind"]: one for one in (upload.rules or {}).get("lists", ())}
    context = {"upload": upload, "view": view, "lists": lists}
    return room_page("register_columns", recruitment, form, **context)


@blueprint.route(f"{ADDRESS}/columns", methods=["GET", "POST"])
@allow("clerk", "register_holder")
def set_columns(recruitment_id: int) -> str | AnyResponse:
    """Show how the file begins and what its columns hold; have it tried."""
    upload = _get_upload(recruitment_id)
    view, rules = kept.look_into(upload), upload.rules or kept.default_rules(recruitment_id)
    form = columns_form(upload, view.preview.header, rules)
    page = _columns_page(upload, view, form)
    if not form.validate_on_submit():
        return page.render()
    columns, on_date = form.columns(view.preview.header), form.on_date.data or upload.on_date
    services.set_columns(upload, columns, form.rules(), on_date, form.lists())
    session.commit()
    return redirect(url_for(".show_register", recruitment_id=recruitment_id))


@blueprint.route(f"{ADDRESS}/lists/<any({','.join(LISTS)}):kind>/drop", methods=["POST"])
@allow("clerk", "register_holder")
def drop_list(recruitment_id: int, kind: str) -> AnyResponse:
    """Remove an exclusion list that was sent."""
    services.drop_list(_get_upload(recruitment_id), kind)
    session.commit()
    return redirect(url_for(".set_columns", recruitment_id=recruitment_id))


@blueprint.route(f"{ADDRESS}/take", methods=["POST"])
@allow("clerk", "register_holder")
def take_register(recruitment_id: int) -> AnyResponse:
    """Make the register that was tried the recruitment's own."""
    recruitment = queries.get_recruitment(g.body, recruitment_id)
    services.take_register(queries.find_upload(recruitment) or abort(404))
    session.commit()
    flash(_("The register is in use."), "success")
    return redirect(url_for(".show_register", recruitment_id=recruitment_id))


@blueprint.route(f"{ADDRESS}/discard", methods=["POST"])
@allow("clerk", "register_holder")
def discard_register(recruitment_id: int) -> AnyResponse:
    """Forget a file that was sent and not taken over."""
    services.discard_register(_get_upload(recruitment_id))
    session.commit()
    flash(_("The file that was sent is deleted."), "success")
    return redirect(url_for(".show_register", recruitment_id=recruitment_id))


@blueprint.route(f"{ADDRESS}/progress.json")
@allow("clerk", "register_holder")
def show_register_progress(recruitment_id: int) -> Response:
    """Tell the page how far the register is read."""
    upload = queries.find_upload(queries.get_recruitment(g.body, recruitment_id)) or abort(404)
    return jsonify(progress_of(queries.find_job(upload.job_id) or abort(404)))
