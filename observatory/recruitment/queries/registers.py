"""Finding registers."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import select

from observatory.database import session
from observatory.recruitment.models import InvitationDraw, Recruitment, RegisterSnapshot
from observatory.recruitment.queries.letters import find_invitation_draw
from observatory.recruitment.queries.recruitments import find_job


def find_upload(recruitment: Recruitment) -> RegisterSnapshot | None:
    """Return the register that was sent last, read or not."""
    statement = select(RegisterSnapshot).where(RegisterSnapshot.recruitment_id == recruitment.id)
    return session.scalars(statement.order_by(RegisterSnapshot.id.desc()).limit(1)).one_or_none()


def find_register(recruitment: Recruitment) -> RegisterSnapshot | None:
    """Return the newest register that was read to its end."""
    statement = select(RegisterSnapshot).where(
        RegisterSnapshot.recruitment_id == recruitment.id, RegisterSnapshot.digest.is_not(None)
    )
    return session.scalars(statement.order_by(RegisterSnapshot.id.desc()).limit(1)).one_or_none()


def list_registers() -> Sequence[RegisterSnapshot]:
    """Return every register of every recruitment, taken or not."""
    return session.scalars(select(RegisterSnapshot)).all()


def list_untaken(before: datetime) -> list[RegisterSnapshot]:
    """Return what was sent before a moment and is neither taken nor being read."""
    statement = select(RegisterSnapshot).where(
        RegisterSnapshot.digest.is_(None), RegisterSnapshot.imported_at < before
    )
    return [snapshot for snapshot in session.scalars(statement) if not is_at_work(snapshot)]


def list_files(snapshots: Iterable[RegisterSnapshot]) -> list[str]:
    """Return the paths of all files that registers name: their own, and exclusion lists."""
    found: set[str] = set()
    for snapshot in snapshots:
        found |= {snapshot.path, (snapshot.findings or {}).get("kept") or snapshot.path}
        found |= {one["path"] for one in (snapshot.rules or {}).get("lists", [])}
    return sorted(found)


def list_former_registers(snapshot: RegisterSnapshot) -> Sequence[RegisterSnapshot]:
    """Return the registers that a newer one of the same recruitment replaces."""
    statement = select(RegisterSnapshot).where(
        RegisterSnapshot.recruitment_id == snapshot.recruitment_id,
        RegisterSnapshot.id < snapshot.id,
    )
    return session.scalars(statement).all()


def is_at_work(row: InvitationDraw | RegisterSnapshot) -> bool:
    """Tell whether the job of a draw or a register has yet to end."""
    job = find_job(row.job_id)
    return bool(job and job.is_open)


def is_register_fixed(recruitment: Recruitment) -> bool:
    """Tell whether letters are prepared, or being prepared, from the register."""
    draw = find_invitation_draw(recruitment)
    return bool(draw and (draw.commitment or is_at_work(draw)))


def stratum_columns(recruitment: Recruitment) -> list[str]:
    """Return the columns of the register that letters can be spread over."""
    register = find_register(recruitment)
    return list((register.strata or {}) if register else {})


def households_by_stratum(recruitment: Recruitment) -> tuple[str | None, dict[str, int]]:
    """Return the first column with few values, and the households of each; else None and none."""
    register = find_register(recruitment)
    for column, households in ((register.strata or {}) if register else {}).items():
        if len(households) > 1:
            return column, households
    return None, {}
