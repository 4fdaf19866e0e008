"""Public pages: no cookie, no script, nothing that depends on who reads."""

from flask import Response, abort, g, redirect, render_template, url_for
from flask_babel import gettext
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response as AnyResponse

from observatory.access import allow
from observatory.database import session
from observatory.deliberation.queries import get_file
from observatory.followup.rules import ANSWERS
from observatory.lottery import queries as lottery
from observatory.lottery.views.vacancies import describe_changes
from observatory.pages import attachment, form_page
from observatory.publication import blueprint, queries, services, tables
from observatory.publication.rules import policy_of
from sortition.bundle import ENCLOSED


def as_file(text: str | bytes, mimetype: str, name: str) -> Response:
    """Answer with a file that everybody may read, and keep for five minutes."""
    answer = attachment(text, name, mimetype)
    answer.headers["Cache-Control"] = "public, max-age=300"
    return answer


@blueprint.route("/files/<int:number>/publish", methods=["GET", "POST"])
@allow("facilitator")
def publish(number: int) -> str | AnyResponse:
    """Publish a file's statement, once it has been read again."""
    file = get_file(g.body, number)
    form = FlaskForm()
    page = form_page("publication/edit_publication.html", form, file=file)
    if not form.validate_on_submit():
        return page.render()
    services.publish_statement(file)
    session.commit()
    return redirect(url_for("publication.show_evaluation", number=number))


@blueprint.route("/evaluations")
@allow("anyone")
def list_evaluations() -> str:
    """List what the panel has found."""
    versions = queries.list_statements(g.body)
    return render_template("publication/list_evaluations.html", versions=versions)


@blueprint.route("/evaluations/<int:number>")
@allow("anyone")
def show_evaluation(number: int) -> str:
    """Show a published statement with its plots, tables and answers."""
    version = queries.get_statement(g.body, number)
    answers = queries.list_answers(g.body, number)
    return render_template(
        "publication/show_evaluation.html",
        version=version,
        statement=version.data,
        answers=answers,
        words={key: gettext(text) for key, text in ANSWERS.items()},
    )


@blueprint.route("/evaluations/<int:number>.json")
@allow("anyone")
def show_evaluation_json(number: int) -> Response:
    """Answer with the exact bytes that were hashed."""
    version = queries.get_statement(g.body, number)
    return as_file(version.content, "application/json", f"evaluation-{number}.json")


@blueprint.route("/evaluations/<int:number>/grades.csv")
@allow("anyone")
def show_grades_csv(number: int) -> Response:
    """Answer with the counts of the grades as a table."""
    version = queries.get_statement(g.body, number)
    return as_file(tables.grades_csv(version.data), "text/csv", f"grades-{number}.csv")


@blueprint.route("/draws")
@allow("anyone")
def list_draws() -> str:
    """List the body's draws, every attempt of each."""
    draws = lottery.find_public_draws(g.body)
    return render_template("publication/list_draws.html", draws=draws)


@blueprint.route("/draws/<int:recruitment_id>/<int:attempt>")
@allow("anyone")
def show_draw(recruitment_id: int, attempt: int) -> str:
    """Show how a panel was drawn: what was fixed when, the chances, the result."""
    draw = queries.get_public_draw(g.body, recruitment_id, attempt)
    return render_template(
        "publication/show_draw.html",
        draw=draw,
        facts=queries.get_draw_facts(draw),
        chances=lottery.list_chances(draw),
        bundle=lottery.find_bundle(draw),
        audit=lottery.describe_audit(draw),
        attempts=lottery.list_attempts(draw.recruitment),
        files=queries.list_downloads(draw),
        changes=describe_changes(draw),
        minutes=lottery.list_public_minutes(draw.recruitment),
        **lottery.describe_objecting(draw),
    )


@blueprint.route(
    "/draws/<int:recruitment_id>/<int:attempt>/<any(commit1,commit,panels,result):name>.json"
)
@allow("anyone")
def show_draw_file(recruitment_id: int, attempt: int, name: str) -> Response:
    """Answer with the exact bytes whose hash was published."""
    draw = queries.get_public_draw(g.body, recruitment_id, attempt)
    content = queries.list_draw_files(draw)[name] or abort(404)
    return as_file(content, "application/json", f"{name}.json")


@blueprint.route("/draws/<int:recruitment_id>/<int:attempt>/bundle.zip")
@allow("anyone")
def show_bundle(recruitment_id: int, attempt: int) -> Response:
    """Answer with the record of a draw as one file, the same bytes for everybody."""
    bundle = queries.get_bundle(queries.get_public_draw(g.body, recruitment_id, attempt))
    return as_file(bundle.content, "application/zip", "bundle.zip")


@blueprint.route("/draws/verify.html")
@allow("anyone")
def show_verifier() -> Response:
    """Open the verifier under its own policy: what the file says of itself, and no frame."""
    text = ENCLOSED["verify.html"].read_text(encoding="utf-8")
    answer = Response(text, mimetype="text/html")
    answer.headers["Content-Security-Policy"] = f"{policy_of(text)}; frame-ancestors 'none'"
    answer.headers["Cache-Control"] = "public, max-age=300"
    return answer


@blueprint.route("/draws/verify_draw.py")
@allow("anyone")
def download_verifier() -> Response:
    """Answer with the verifier that needs nothing but Python."""
    return as_file(ENCLOSED["verify_draw.py"].read_bytes(), "text/x-python", "verify_draw.py")
