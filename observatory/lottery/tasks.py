"""Long work of the draw of the panel, outside the request."""

import time

from observatory import jobs
from observatory.database import session
from observatory.jobs import Job
from observatory.lottery import services
from observatory.lottery.models import Announcement, Draw, ObjectionsReminder
from observatory.lottery.services.alternates import ADVICE, USUAL, advise
from observatory.lottery.services.reminding import JOB
from observatory.lottery.services.solving import Report

# Where each stage of solving begins and ends on the way from 0 to 1.
STAGES = {
    "optimise": (0.0, 0.1),
    "decompose": (0.1, 0.5),
    "lottery": (0.5, 1.0),
    "simulate": (0.0, 1.0),
}
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


@jobs.task("lottery.send_notices")
def send_notices(job: Job) -> None:
    """Send the e-mails of an announcement, unless a later job was asked to."""
    announcement = session.get_one(Announcement, job.subject)
    if announcement.job_id == job.id:
        services.notices.send_notices(announcement, job.report)


@jobs.nightly
def drop_lost_copies() -> int:
    """Remove scans that were sent and never saved: they show handwriting."""
    return services.minutes.drop_lost_copies()


@jobs.task(ADVICE)
def advise_alternates(job: Job) -> None:
    """Find out how many alternates a panel needs; the page shows what the job keeps."""
    draw, percent = session.get_one(Draw, job.subject), (job.detail or {}).get("percent", USUAL)
    job.detail = advise(draw, paced(job.report), percent)


@jobs.nightly
def remind_clerks() -> int:
    """Tell clerks that the time for objections is over, each of them once."""
    return services.remind_clerks()


@jobs.task(JOB)
def remind_clerk(job: Job) -> None:
    """Send one clerk the e-mail."""
    services.remind_clerk(session.get_one(ObjectionsReminder, job.subject))
