"""Finding quotas that were made wider in public."""

from collections.abc import Sequence

from sqlalchemy import select

from observatory.database import session
from observatory.recruitment.models import Recruitment, Relaxation


def list_relaxations(recruitment: Recruitment) -> Sequence[Relaxation]:
    """Return every relaxation of a recruitment's quotas, the first first."""
    statement = select(Relaxation).where(Relaxation.recruitment_id == recruitment.id)
    return session.scalars(statement.order_by(Relaxation.attempt)).all()
