"""Finding the ceremonies of a recruitment."""

from sqlalchemy import select

from observatory.database import session
from observatory.recruitment.models import Ceremony, Recruitment


def find_ceremony(**subject: int) -> Ceremony | None:
    """Return the ceremony of a draw: by draw_id, or by invitation_draw_id; no rehearsal."""
    return session.scalars(select(Ceremony).filter_by(**subject)).one_or_none()


def find_rehearsal(recruitment: Recruitment, kind: str) -> Ceremony | None:
    """Return the rehearsal of a ceremony that is under way, if there is one."""
    return _latest(recruitment, Ceremony.kind == kind, Ceremony.is_rehearsal)


def find_latest_ceremony(recruitment: Recruitment) -> Ceremony | None:
    """Return the ceremony before: often the same people meet again."""
    return _latest(recruitment, Ceremony.is_rehearsal.is_(False))


def _latest(recruitment: Recruitment, *conditions: object) -> Ceremony | None:
    statement = select(Ceremony).where(Ceremony.recruitment_id == recruitment.id, *conditions)  # type: ignore[arg-type]
    return session.scalars(statement.order_by(Ceremony.id.desc()).limit(1)).one_or_none()
