"""Finding when, how and from where replies came: counted, never by name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from observatory.database import session
from observatory.recruitment.models import Invitation, Recruitment, Respondent


@dataclass(frozen=True)
class Arrival:
    """One reply: its day, channel, stratum of the letter, and features."""

    day: date
    channel: str
    stratum: str
    features: dict[str, str]


def list_arrivals(recruitment: Recruitment) -> Sequence[Arrival]:
    """Return every reply that came, also of people who cannot take part or withdrew, by day."""
    columns = (Respondent.replied_on, Respondent.channel, Invitation.stratum, Respondent.features)
    statement = (
        select(*columns)
        .join(Invitation, Respondent.invitation_id == Invitation.id)
        .where(Respondent.recruitment_id == recruitment.id)
    )
    rows = session.execute(statement.order_by(Respondent.replied_on, Respondent.id))
    return [Arrival(*row) for row in rows]


def list_returned(recruitment: Recruitment) -> set[int]:
    """Return the numbers of the letters that the post brought back."""
    statement = select(Invitation.number).where(
        Invitation.recruitment_id == recruitment.id, Invitation.returned_on.is_not(None)
    )
    return set(session.scalars(statement))


def letters_by_stratum(recruitment: Recruitment) -> dict[str, tuple[int, int]]:
    """Return for each stratum how many letters were drawn, and how many of them came back."""
    statement = select(Invitation.stratum, func.count(), func.count(Invitation.returned_on)).where(
        Invitation.recruitment_id == recruitment.id
    )
    grouped = statement.group_by(Invitation.stratum).order_by(Invitation.stratum)
    return {stratum: (letters, back) for stratum, letters, back in session.execute(grouped)}
