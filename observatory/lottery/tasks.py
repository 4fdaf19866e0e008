"""Long work of a recruitment, outside the request."""

import time

from observatory import jobs
from observatory.database import session
from observatory.jobs import Job
from observatory.lottery import services
from observatory.lottery.models import (
    Draw,
    InvitationDraw,
    LetterBatch,
    RegisterSnapshot,
    Respondent,
)
from observatory.lottery.services.refusals import kept_for_page
from observatory.lottery.services.solving import Report

# Where each stage of solving begins and ends on the way from 0 to 1.
STAGES = {"optimise": (0.0, 0.1), "decompose": (0.1, 0.5), "lottery": (0.5, 1.0)}
SECONDS_BETWEEN_REPORTS = 0.5


@jobs.task("lottery.solve_draw")
def solve_draw(job: Job) -> None:
    """Compute the panels of a frozen draw."""
    services.solve_draw(session.get_one(Draw, job.subject), paced(job.report))


def paced(report: Report) -> Report:
    """Return a report that saves seldom: each one is a commit."""
    last: tuple[str, float] = ("", 0.0)

    def pass_on(stage: str, fraction: float) -> None:
        nonlocal last
        if stage != last[0] or time.monotonic() - last[1] > SECONDS_BETWEEN_REPORTS:
            start, end = STAGES[stage]
            report(stage, start + (end - start) * fraction)
            last = stage, time.monotonic()

    return pass_on


@jobs.task("lottery.check_register")
def check_register(job: Job) -> None:
    """Read a register through that was sent from the page."""
    services.check_register(session.get_one(RegisterSnapshot, job.subject), job.report)


@jobs.task("lottery.import_register")
def import_register(job: Job) -> None:
    """Read a register and take it over, if nothing is wrong."""
    with kept_for_page():
        services.count_register(session.get_one(RegisterSnapshot, job.subject), job.report)


@jobs.task("lottery.commit_letters")
def commit_letters(job: Job) -> None:
    """Commit to the households before the dice."""
    with kept_for_page():
        services.commit_letters(session.get_one(InvitationDraw, job.subject), job.report)


@jobs.task("lottery.write_letters")
def write_letters(job: Job) -> None:
    """Draw the letters that the dice decide."""
    with kept_for_page():
        services.write_letters(session.get_one(InvitationDraw, job.subject), job.report)


@jobs.task("lottery.print_letters")
def print_letters(job: Job) -> None:
    """Write the files of a batch of letters."""
    services.print_batch(session.get_one(LetterBatch, job.subject), job.report)


@jobs.task("lottery.ask_address")
def ask_address(job: Job) -> None:
    """Write to the e-mail address of a reply, which may have been withdrawn since."""
    if respondent := session.get(Respondent, job.subject):
        services.ask_address(respondent)


@jobs.nightly
def drop_old_letters() -> int:
    """Remove printed files that nobody needs any more: they hold codes."""
    return services.drop_old_batches()
