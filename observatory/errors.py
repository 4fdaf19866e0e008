"""Errors a person may meet, and the one handler that shows them.

    ObservatoryError
    +-- NotFoundError      404: there is no such thing, or not for you
    +-- RuleBroken         409: a rule forbids it; each rule has its own subclass

Services raise them; no view catches them. Messages are English, marked with N_, and
translated where they are shown.
"""

from typing import Any

from flask import Flask, g, render_template
from flask_babel import gettext
from werkzeug.exceptions import HTTPException


def N_(message: str) -> str:  # noqa: N802  (gettext's own name for a marked message)
    """Mark a message for translation where no request, and so no language, is at hand."""
    return message


class ObservatoryError(Exception):
    """Base of the errors below: a code for programs, a message for people."""

    code = "error"
    status = 400
    message = N_("Something went wrong.")

    def __init__(self, **params: Any) -> None:
        super().__init__(self.code)
        self.params = params

    def sentence(self) -> str:
        """Return the message in the reader's language."""
        return gettext(self.message, **self.params)


class NotFoundError(ObservatoryError):
    """There is no such thing, or it belongs to another body."""

    code = "not_found"
    status = 404
    message = N_("This page does not exist.")


class RuleBroken(ObservatoryError):  # noqa: N818  (reads as the sentence it stands for)
    """A rule of the observatory forbids what was asked."""

    code = "rule_broken"
    status = 409
    message = N_("This cannot be done now.")


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
    500: (N_("Sorry, there is a problem"), N_("Nothing was saved. Try again in a few minutes.")),
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


def init_app(app: Flask) -> None:
    """Show every error as a page; a broken rule inside a form shows the form again."""

    @app.errorhandler(ObservatoryError)
    def show_own(error: ObservatoryError) -> tuple[str, int]:
        from observatory.database import session

        session.rollback()
        if "form_page" in g and isinstance(error, RuleBroken):
            return g.form_page.render(rule_error=error.sentence()), error.status
        return show_error(error.status, error.sentence())

    @app.errorhandler(HTTPException)
    def show_http(error: HTTPException) -> Any:
        if error.code is None or error.code < 400:
            return error
        return show_error(error.code)

    @app.errorhandler(500)
    def show_fault(error: Exception) -> tuple[str, int]:
        return show_error(500)
