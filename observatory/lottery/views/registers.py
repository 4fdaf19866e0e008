"""Pages: the register and its eligibility report."""

from typing import Any

from flask import Response, abort, g, jsonify, redirect, url_for
from werkzeug.wrappers import Response as AnyResponse

from observatory.access import allow
from observatory.database import session
from observatory.formats import today
from observatory.lottery import blueprint, queries, services
from observatory.lottery.forms import RegisterForm
from observatory.lottery.models import Recruitment
from observatory.lottery.views.refusals import problems_of
from observatory.lottery.views.showing import progress_of, room_page


def describe_register(recruitment: Recruitment) -> dict[str, Any]:
    """Return the register in use, the one sent last, its job, and why it was refused."""
    upload = queries.find_upload(recruitment)
    job = queries.find_job(upload.job_id) if upload else None
    return {
        "upload": upload,
        "job": job,
        "problems": problems_of(job),
        "register": queries.find_register(recruitment),
        "is_fixed": queries.is_register_fixed(recruitment),
    }


@blueprint.route("/recruitments/<int:recruitment_id>/register", methods=["GET", "POST"])
@allow("clerk", "register_holder")
def show_register(recruitment_id: int) -> str | AnyResponse:
    """Show who in the register is eligible; take a register."""
    recruitment = queries.get_recruitment(g.body, recruitment_id)
    form = RegisterForm(data={"on_date": today()})
    page = room_page("register", recruitment, form, **describe_register(recruitment))
    if not form.validate_on_submit():
        return page.render()
    sent, on_date = form.file.data, form.on_date.data or today()
    services.import_register(recruitment, sent.stream, sent.filename, on_date)
    session.commit()
    return redirect(url_for(".show_register", recruitment_id=recruitment_id))


@blueprint.route("/recruitments/<int:recruitment_id>/register/progress.json")
@allow("clerk", "register_holder")
def show_register_progress(recruitment_id: int) -> Response:
    """Tell the page how far the register is read."""
    upload = queries.find_upload(queries.get_recruitment(g.body, recruitment_id)) or abort(404)
    return jsonify(progress_of(queries.find_job(upload.job_id) or abort(404)))
