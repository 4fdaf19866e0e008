"""Long work of a recruitment, outside the request."""

from observatory import jobs
from observatory.database import session
from observatory.jobs import Job
from observatory.recruitment import services
from observatory.recruitment.models import InvitationDraw, LetterBatch, RegisterSnapshot, Respondent
from observatory.recruitment.services.refusals import kept_for_page


@jobs.task("recruitment.check_register")
def check_register(job: Job) -> None:
    """Read a register through that was sent from the page."""
    services.check_register(session.get_one(RegisterSnapshot, job.subject), job.report)


@jobs.task("recruitment.import_register")
def import_register(job: Job) -> None:
    """Read a register and take it over, if nothing is wrong."""
    with kept_for_page():
        services.count_register(session.get_one(RegisterSnapshot, job.subject), job.report)


@jobs.task("recruitment.commit_letters")
def commit_letters(job: Job) -> None:
    """Commit to the households before the dice."""
    with kept_for_page():
        services.commit_letters(session.get_one(InvitationDraw, job.subject), job.report)


@jobs.task("recruitment.write_letters")
def write_letters(job: Job) -> None:
    """Draw the letters that the dice decide."""
    with kept_for_page():
        services.write_letters(session.get_one(InvitationDraw, job.subject), job.report)


@jobs.task("recruitment.print_letters")
def print_letters(job: Job) -> None:
    """Write the files of a batch of letters."""
    services.print_batch(session.get_one(LetterBatch, job.subject), job.report)


@jobs.task("recruitment.ask_address")
def ask_address(job: Job) -> None:
    """Write to the e-mail address of a reply, which may have been withdrawn since."""
    if respondent := session.get(Respondent, job.subject):
        services.ask_address(respondent)


@jobs.nightly
def drop_old_letters() -> int:
    """Remove printed files that nobody needs any more: they hold codes."""
    return services.drop_old_batches()


@jobs.nightly
def drop_lost_registers() -> int:
    """Remove what an upload that broke off left: it holds personal data."""
    return services.drop_lost_files()
