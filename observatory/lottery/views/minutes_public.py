"""Pages: everybody reads the minutes of a draw, and checks a copy that somebody gave them."""

from flask import Response, g, request
from werkzeug.wrappers import Response as AnyResponse

from observatory.access import allow
from observatory.extensions import csrf
from observatory.lottery import blueprint, queries
from observatory.lottery.forms import CheckMinutesForm
from observatory.lottery.services import minutes as services
from observatory.lottery.views.minutes import words
from observatory.pages import attachment, form_page
from observatory.recruitment.queries import get_recruitment

MOST_BYTES = 32 * 1024 * 1024
KINDS = {"pdf": "application/pdf", "txt": "text/plain; charset=utf-8"}
FILES = "/draws/<int:recruitment_id>/minutes"


@blueprint.route(FILES)
@allow("anyone")
def list_minutes(recruitment_id: int) -> str:
    """List every fixed version of the minutes, with their fingerprints."""
    recruitment = get_recruitment(g.body, recruitment_id)
    versions = queries.list_public_minutes(recruitment)
    context = {"recruitment": recruitment, "versions": versions, **words()}
    return form_page("lottery/minutes_public.html", None, **context).render()


@blueprint.route(f"{FILES}/<any(letters,panel):kind>/<int:version>/<name>")
@allow("anyone")
def download_minutes(recruitment_id: int, kind: str, version: int, name: str) -> Response:
    """Give the exact bytes whose hash was published, or their signature."""
    minutes = queries.get_fixed(get_recruitment(g.body, recruitment_id), kind, version)
    if name == services.SIGNATURE:
        return _as_file(minutes.signed or "", name, "application/json")
    file = queries.get_minutes_file(minutes, name)
    return _as_file(file.data, file.name, KINDS[file.form])


def _as_file(content: str | bytes, name: str, mimetype: str) -> Response:
    """Answer with a file that everybody may keep: these bytes never change."""
    answer = attachment(content, name, mimetype)
    answer.headers["Cache-Control"] = "public, max-age=300"
    return answer


@blueprint.route("/draws/minutes", methods=["GET", "POST"])
@csrf.exempt
@allow("anyone")
def check_minutes() -> str | AnyResponse:
    """Say which minutes a file is, or that it is none of ours; nothing of it is kept."""
    request.max_content_length = MOST_BYTES
    form = CheckMinutesForm()
    context = {"digest": "", "found": None, **words()}
    page = form_page("lottery/minutes_check.html", form, **context)
    if form.validate_on_submit():
        page.context["digest"], page.context["found"] = services.identify(
            g.body, form.file.data.stream
        )
    return page.render()
