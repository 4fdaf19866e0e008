"""Start pages and the health check."""

from flask import Response, redirect, url_for
from sqlalchemy import text
from werkzeug.wrappers import Response as AnyResponse

from observatory.access import allow
from observatory.bodies import queries
from observatory.database import session
from observatory.home import blueprint, root


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
def start() -> str:
    """Show the bodies of this installation."""
    return ", ".join(body.name for body in queries.list_bodies())
