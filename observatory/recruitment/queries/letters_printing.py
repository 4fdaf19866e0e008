"""Finding what is printed: settings, letters with their addresses, batches."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, func, select

from observatory.database import get_one, session
from observatory.recruitment.models import (
    Address,
    Invitation,
    LetterBatch,
    LetterSettings,
    Recruitment,
    Respondent,
)

PRINTED = (
    Invitation.number,
    Invitation.household,
    Invitation.person,
    Invitation.stratum,
    Invitation.rank,
    Invitation.leaf,
    Invitation.code_issue,
    Address.lines,
)


def find_settings(recruitment: Recruitment) -> LetterSettings | None:
    """Return what the clerk wrote for the letters, if anything yet."""
    return session.get(LetterSettings, recruitment.id)


def _letters(recruitment: Recruitment, is_reminder: bool, *columns: Any) -> Select[Any]:
    """Select all letters; for a reminder, those without answer that the post did not bring back."""
    statement = select(*columns).where(Invitation.recruitment_id == recruitment.id)
    if is_reminder:
        answered = select(Respondent.invitation_id).where(
            Respondent.recruitment_id == recruitment.id
        )
        statement = statement.where(
            Invitation.returned_on.is_(None), Invitation.id.not_in(answered)
        )
    return statement


def count_letters(recruitment: Recruitment, *, is_reminder: bool = False) -> int:
    """Return how many letters would be printed."""
    return session.scalar(_letters(recruitment, is_reminder, func.count(Invitation.id))) or 0


def list_printed(
    recruitment: Recruitment, after: int, most: int, *, is_reminder: bool = False
) -> Sequence[Row[Any]]:
    """Return number, household, person and all else that the next letters need."""
    statement = (
        _letters(recruitment, is_reminder, *PRINTED)
        .outerjoin(Address, Address.invitation_id == Invitation.id)
        .where(Invitation.number > after)
        .order_by(Invitation.number)
    )
    return session.execute(statement.limit(most)).all()


def get_batch(recruitment: Recruitment, batch_id: int) -> LetterBatch:
    """Return a recruitment's batch, or raise NotFoundError."""
    batch: LetterBatch = get_one(
        select(LetterBatch).where(
            LetterBatch.id == batch_id, LetterBatch.recruitment_id == recruitment.id
        )
    )
    return batch


def list_batches(recruitment: Recruitment) -> Sequence[LetterBatch]:
    """Return what was ordered to print, the newest first."""
    statement = select(LetterBatch).where(LetterBatch.recruitment_id == recruitment.id)
    return session.scalars(statement.order_by(LetterBatch.id.desc())).all()


def list_old_batches(before: datetime) -> Sequence[LetterBatch]:
    """Return batches ordered before a moment whose files are still there."""
    statement = select(LetterBatch).where(
        LetterBatch.dropped_at.is_(None), LetterBatch.requested_at < before
    )
    return session.scalars(statement).all()


def count_addresses(recruitment: Recruitment) -> int:
    """Return how many households have an address in our database."""
    statement = select(func.count()).select_from(Address).join(Invitation)
    return session.scalar(statement.where(Invitation.recruitment_id == recruitment.id)) or 0


def count_returned(recruitment: Recruitment) -> dict[str, int]:
    """Return how many letters of each stratum the post brought back."""
    statement = (
        select(Invitation.stratum, func.count())
        .where(Invitation.recruitment_id == recruitment.id, Invitation.returned_on.is_not(None))
        .group_by(Invitation.stratum)
        .order_by(Invitation.stratum)
    )
    return {row[0]: row[1] for row in session.execute(statement)}
