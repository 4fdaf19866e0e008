"""Finding e-mail addresses that were to confirm themselves and were never written to."""

from collections.abc import Sequence

from sqlalchemy import func, select

from observatory.database import session
from observatory.jobs import Job
from observatory.recruitment.models import Contact, Recruitment, Respondent

ASKING = "recruitment.ask_address"


def list_unasked(recruitment: Recruitment) -> Sequence[int]:
    """Return the respondents whose last message to confirm an address failed, and may yet go.

    An address that the mail server refuses for good is not among them, nor who withdrew.
    """
    last = select(func.max(Job.id)).where(Job.name == ASKING).group_by(Job.subject)
    statement = (
        select(Respondent.id)
        .join(Contact, Contact.respondent_id == Respondent.id)
        .join(Job, Job.subject == Respondent.id)
        .where(
            Respondent.recruitment_id == recruitment.id,
            Respondent.withdrawn_on.is_(None),
            Contact.reach_confirmed_on.is_(None),
            Job.id.in_(last),
            Job.state == "failed",
            Job.error != "address_refused",
        )
    )
    return session.scalars(statement.order_by(Respondent.id)).all()
