"""Errors a person may meet; observatory/error_pages.py shows them.

    ObservatoryError
    +-- NotFoundError      404: there is no such thing, or not for you
    +-- RuleBroken         409: a rule forbids it; each rule has its own subclass
        +-- Collision      409: somebody else saved at the same moment

Services raise them; no view catches them. Messages are English, marked with N_, and
translated where they are shown.
"""

from datetime import date
from typing import Any

from flask_babel import gettext

from observatory.formats import show_in_sentence


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
        """Return the message in the reader's language, with days and minutes as it writes them."""
        params = {name: show_in_sentence(value) for name, value in self.params.items()}
        return gettext(self.message, **params)

    @property
    def detail(self) -> dict[str, Any]:
        """Return the parameters as JSON can keep them."""
        return {
            name: value.isoformat() if isinstance(value, date) else value
            for name, value in self.params.items()
        }


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


class Collision(RuleBroken):
    """Two people saved at the same moment, and the other one came first."""

    code = "collision"
    message = N_("Somebody else saved something at the same moment. Send it again.")
