"""How a page shows what sortition refuses: every problem, on the page it was sent from."""

from flask import g
from flask_babel import gettext as _
from flask_babel import ngettext

from observatory.database import session
from observatory.error_pages import show_error
from observatory.jobs import Job
from observatory.recruitment import blueprint, messages
from observatory.recruitment.messages import Explained
from sortition.errors import InputError, SortitionError


@blueprint.errorhandler(SortitionError)
def show_refusal(error: SortitionError) -> tuple[str, int]:
    """Show the form again with every problem, and all that was typed."""
    session.rollback()
    problems = messages.explain_error(error)
    if not isinstance(error, InputError):
        summary, problems = problems[0].why, []
    else:
        summary = count_problems(len(problems))
    if "form_page" not in g:
        return show_error(409, summary)
    g.form_page.context["problems"] = problems
    return g.form_page.render(rule_error=summary), 409


def count_problems(number: int) -> str:
    """Say how many problems there are, and that nothing was saved."""
    return ngettext(
        "There is %(num)s problem. Nothing was saved.",
        "There are %(num)s problems. Nothing was saved.",
        number,
    )


def problems_of(job: Job | None) -> list[Explained]:
    """Return why a job ended without its work; nothing for one that is open or done."""
    if job is None or job.state != "failed":
        return []
    if job.error == "work_refused":
        return messages.explain((job.detail or {})["problems"])
    why = job.given_up or _("The work stopped early. Nothing was saved. Try again.")
    return [Explained("", None, None, None, why)]
