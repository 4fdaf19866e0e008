"""Finding draw 1 and its letters."""

from collections.abc import Sequence

from sqlalchemy import Row, select

from observatory.database import session
from observatory.lottery.models import (
    Invitation,
    InvitationDraw,
    Recruitment,
)


def find_invitation_draw(recruitment: Recruitment) -> InvitationDraw | None:
    """Return draw 1, if it is prepared or being prepared."""
    statement = select(InvitationDraw).where(InvitationDraw.recruitment_id == recruitment.id)
    return session.scalars(statement).one_or_none()


def list_letters(recruitment: Recruitment) -> Sequence[Row[int, str, str, int, str]]:
    """Return (number, household, stratum, rank, leaf) of each letter, by number."""
    columns = (
        Invitation.number,
        Invitation.household,
        Invitation.stratum,
        Invitation.rank,
        Invitation.leaf,
    )
    statement = select(*columns).where(Invitation.recruitment_id == recruitment.id)
    return session.execute(statement.order_by(Invitation.number)).all()


def map_letters(recruitment: Recruitment) -> dict[int, int]:
    """Return the row id of each letter's number."""
    statement = select(Invitation.number, Invitation.id).where(
        Invitation.recruitment_id == recruitment.id
    )
    return {row.number: row.id for row in session.execute(statement)}
