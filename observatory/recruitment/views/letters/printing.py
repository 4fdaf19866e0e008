"""Pages: batches of letters, ordered, downloaded, removed."""

from flask import Response, abort, flash, g, jsonify, redirect, send_file, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from observatory import storage
from observatory.access import allow
from observatory.database import session
from observatory.recruitment import blueprint, queries, services
from observatory.recruitment.forms import PrintForm
from observatory.recruitment.models import LetterBatch
from observatory.recruitment.views.letters.paper import PAPER, describe_paper
from observatory.recruitment.views.showing import progress_of, room_page

BATCH = f"{PAPER}/print/<int:batch_id>"


@blueprint.route(f"{PAPER}/print", methods=["GET", "POST"])
@allow("clerk", "register_holder")
def print_letters(recruitment_id: int) -> str | AnyResponse:
    """Show what was printed; order letters or a list."""
    recruitment, form = queries.get_recruitment(g.body, recruitment_id), PrintForm()
    found = [(one, queries.find_job(one.job_id)) for one in queries.list_batches(recruitment)]
    context = {"batches": found, "days": services.KEPT.days, **describe_paper(recruitment)}
    page = room_page("letters_print", recruitment, form, **context)
    if not form.validate_on_submit():
        return page.render()
    is_reminder = form.whom.data == "reminder"
    services.request_batch(
        recruitment, form.kind.data, form.languages.data or [], is_reminder=is_reminder
    )
    session.commit()
    return redirect(url_for(".print_letters", recruitment_id=recruitment_id))


def _get_batch(recruitment_id: int, batch_id: int) -> LetterBatch:
    return queries.get_batch(queries.get_recruitment(g.body, recruitment_id), batch_id)


@blueprint.route(f"{BATCH}/progress.json")
@allow("clerk", "register_holder")
def show_print_progress(recruitment_id: int, batch_id: int) -> Response:
    """Tell the page how far the printing is."""
    job = queries.find_job(_get_batch(recruitment_id, batch_id).job_id) or abort(404)
    return jsonify(progress_of(job))


@blueprint.route(f"{BATCH}/<int:place>")
@allow("clerk", "register_holder")
def download_batch(recruitment_id: int, batch_id: int, place: int) -> Response:
    """Give one of a batch's files."""
    batch = _get_batch(recruitment_id, batch_id)
    files = [] if batch.dropped_at else batch.files or []
    if not 1 <= place <= len(files):
        abort(404)
    name = files[place - 1]["name"]
    path = storage.locate(f"{services.folder_of(batch)}/{name}")
    return send_file(path, as_attachment=True, download_name=name)


@blueprint.route(f"{BATCH}/remove", methods=["POST"])
@allow("clerk", "register_holder")
def drop_batch(recruitment_id: int, batch_id: int) -> AnyResponse:
    """Remove a batch's files."""
    services.drop_batch(_get_batch(recruitment_id, batch_id))
    session.commit()
    flash(_("The files are removed."), "success")
    return redirect(url_for(".print_letters", recruitment_id=recruitment_id))
