"""Start pages, each person's task list, and the health check."""

from flask import Response, current_app, g, redirect, render_template, send_file, url_for
from flask_login import current_user
from sqlalchemy import text
from werkzeug.wrappers import Response as AnyResponse

from observatory import pages
from observatory.access import allow
from observatory.bodies.rules import ROLES
from observatory.database import session
from observatory.home import blueprint, queries, root
from observatory.home.demo.confirming import answers_csv
from observatory.home.demo.recruiting import replies_csv
from observatory.pages import attachment
from observatory.panel.queries import find_seat
from observatory.recruitment.queries import get_recruitment


@root.route("/")
@allow("anyone")
def choose_language() -> AnyResponse:
    """Lead to the start page in the reader's language."""
    return redirect(url_for("home.start"))


@root.route("/health")
@allow("anyone")
def health() -> Response:
    """Answer 200 only when the database answers."""
    session.execute(text("select 1 from body"))
    return Response("ok\n", mimetype="text/plain")


@blueprint.route("/")
@allow("anyone")
def start() -> str | AnyResponse:
    """Show the bodies; lead somebody who works in just one of them to what waits there."""
    own = queries.list_own_bodies(current_user)
    if len(own) == 1:
        return redirect(url_for("home.show_tasks", body=own[0].slug))
    return render_template("home/start.html", bodies=own or queries.list_bodies(), is_own=bool(own))


@blueprint.route("/accessibility")
@allow("anyone")
def show_accessibility() -> str:
    """Say what was done so that everybody can use the pages, and whom to tell what hinders."""
    return render_template("home/show_accessibility.html")


@blueprint.route("/privacy")
@allow("anyone")
def show_privacy() -> str:
    """Say what is kept of whom, and why."""
    return render_template("home/show_privacy.html")


@blueprint.route("/source")
@allow("anyone")
def show_source() -> str:
    """Say under which licence the program stands and where this installation's source is."""
    return render_template("home/show_source.html", address=current_app.config["SOURCE_URL"])


@blueprint.route("/<body>/")
@allow("anyone")
def show_body() -> str:
    """Show the public what a body is, does and waits for."""
    return render_template("home/show_body.html", facts=queries.get_facts(g.body))


@blueprint.route("/<body>/tasks")
@allow(*ROLES, "member")
def show_tasks() -> str:
    """Show somebody what waits for them."""
    tasks = pages.tasks_of(current_user, g.body)
    seat = find_seat(current_user, g.body)
    return render_template("home/show_tasks.html", tasks=tasks, seat=seat)


@blueprint.route("/<body>/demo")
@allow("clerk", "register_holder")
def show_demo() -> str:
    """Offer the demonstration's files: what a city would get from its register and its mail."""
    recruitments = queries.list_demo_recruitments(g.body)
    return render_template("home/show_demo.html", recruitments=recruitments)


@blueprint.route("/<body>/demo/register.csv")
@allow("clerk", "register_holder")
def download_register() -> AnyResponse:
    """Answer with the made-up register."""
    path = queries.demo_register(current_app.config)
    return send_file(path, mimetype="text/csv", as_attachment=True, download_name="register.csv")


@blueprint.route("/<body>/demo/<int:recruitment_id>/replies.csv")
@allow("clerk", "register_holder")
def download_replies(recruitment_id: int) -> Response:
    """Answer the letters of a recruitment, as the made-up households would."""
    queries.demo_register(current_app.config)
    return attachment(replies_csv(get_recruitment(g.body, recruitment_id)), "replies.csv")


@blueprint.route("/<body>/demo/<int:recruitment_id>/confirmed.csv")
@allow("clerk", "register_holder")
def download_answers(recruitment_id: int) -> Response:
    """Answer for the register holder who may take part of those who replied."""
    queries.demo_register(current_app.config)
    return attachment(answers_csv(get_recruitment(g.body, recruitment_id)), "confirmed.csv")
