"""The one place that shows errors: as pages in plain words, never as a stack trace."""

from typing import Any

from flask import Flask, current_app, g, render_template
from flask_babel import gettext
from sqlalchemy.exc import IntegrityError, SQLAlchemyError
from werkzeug.exceptions import HTTPException

from observatory.database import session
from observatory.errors import N_, Collision, ObservatoryError, RuleBroken
from observatory.pages import current_language

WORDS = {
    400: (N_("We could not read what was sent"), N_("Go back, reload the page and try again.")),
    403: (
        N_("This page is not for your account"),
        N_("Sign in with another account, or ask the secretariat."),
    ),
    404: (N_("Page not found"), N_("Check the address, or start again from the home page.")),
    405: (N_("This cannot be done here"), N_("Go back and use the buttons of the page.")),
    409: (N_("This cannot be done now"), N_("Go back, look at the page again and try again.")),
    413: (N_("The file is too big"), N_("Send a smaller file, or ask the administrator.")),
    429: (N_("Too many attempts"), N_("Wait fifteen minutes and try again.")),
    500: (
        N_("Sorry, there is a problem"),
        N_("Open the page again and look what is there. What is missing, do again after a while."),
    ),
}


def show_error(status: int, message: str | None = None) -> tuple[str, int]:
    """Return the error page for a status, in plain words and without a stack trace."""
    title, what_next = WORDS.get(status, WORDS[500])
    page = render_template(
        "errors/error.html",
        code=status,
        title=gettext(title),
        message=message or "",
        what_next=gettext(what_next),
    )
    return page, status


def show_alone(status: int) -> tuple[str, int]:
    """Return the error page without all that the layout asks the database for."""
    title, what_next = WORDS[status]
    page = current_app.jinja_env.get_template("errors/alone.html")
    words = {"title": gettext(title), "what_next": gettext(what_next)}
    return page.render(language=current_language(), **words), status


def is_collision(error: IntegrityError) -> bool:
    """Tell whether a row is there already, which on a number given in turn means: just now."""
    is_on_postgresql = getattr(error.orig, "sqlstate", "") == "23505"
    return is_on_postgresql or "UNIQUE constraint failed" in str(error.orig)


def init_app(app: Flask) -> None:
    """Show every error as a page; a broken rule inside a form shows the form again."""

    @app.errorhandler(ObservatoryError)
    def show_own(error: ObservatoryError) -> tuple[str, int]:
        session.rollback()
        if "form_page" in g and isinstance(error, RuleBroken):
            return g.form_page.render(rule_error=error.sentence()), error.status
        return show_error(error.status, error.sentence())

    @app.errorhandler(IntegrityError)
    def show_collision(error: IntegrityError) -> tuple[str, int]:
        if not is_collision(error):
            raise error
        return show_own(Collision())

    @app.errorhandler(HTTPException)
    def show_http(error: HTTPException) -> Any:
        if error.code is None or error.code < 400:
            return error
        return show_error(error.code)

    @app.errorhandler(500)
    def show_fault(error: Exception) -> tuple[str, int]:
        try:
            session.rollback()  # the layout reads again, which a broken session refuses
            return show_error(500)
        except SQLAlchemyError:  # it is the database that cannot be reached
            return show_alone(500)
