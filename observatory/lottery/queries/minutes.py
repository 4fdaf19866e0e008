"""Finding minutes, and which minutes a file is."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import undefer

from observatory.bodies.models import Body
from observatory.database import get_one, session
from observatory.lottery.models import Minutes, MinutesFile, SignedCopy
from observatory.recruitment.models import Invitation, Recruitment, Respondent


@dataclass(frozen=True)
class Found:
    """Which minutes a file is: one of ours, or a copy that people signed."""

    minutes: Minutes
    file: MinutesFile | None
    copy: SignedCopy | None
    newest: int  # the number of the version that counts


def list_minutes(recruitment: Recruitment, kind: str) -> Sequence[Minutes]:
    """Return every version of the minutes of a draw, the first first; the last may be a draft."""
    statement = select(Minutes).where(
        Minutes.recruitment_id == recruitment.id, Minutes.kind == kind
    )
    return session.scalars(statement.order_by(Minutes.version)).all()


def list_public_minutes(recruitment: Recruitment) -> Sequence[Minutes]:
    """Return every fixed version of both draws' minutes, the newest of each first."""
    statement = select(Minutes).where(
        Minutes.recruitment_id == recruitment.id, Minutes.fixed_at.is_not(None)
    )
    return session.scalars(statement.order_by(Minutes.kind.desc(), Minutes.version.desc())).all()


def find_written(recruitment: Recruitment, kind: str) -> Minutes | None:
    """Return the minutes that are being written, if they are not fixed yet."""
    statement = select(Minutes).where(
        Minutes.recruitment_id == recruitment.id, Minutes.kind == kind, Minutes.fixed_at.is_(None)
    )
    return session.scalars(statement).one_or_none()


def find_fixed(recruitment: Recruitment, kind: str) -> Minutes | None:
    """Return the newest fixed version of the minutes of a draw."""
    statement = select(Minutes).where(
        Minutes.recruitment_id == recruitment.id,
        Minutes.kind == kind,
        Minutes.fixed_at.is_not(None),
    )
    return session.scalars(statement.order_by(Minutes.version.desc()).limit(1)).one_or_none()


def get_fixed(recruitment: Recruitment, kind: str, version: int) -> Minutes:
    """Return a fixed version, or raise NotFoundError."""
    minutes: Minutes = get_one(
        select(Minutes).where(
            Minutes.recruitment_id == recruitment.id,
            Minutes.kind == kind,
            Minutes.version == version,
            Minutes.fixed_at.is_not(None),
        )
    )
    return minutes


def get_minutes_file(minutes: Minutes, name: str) -> MinutesFile:
    """Return a file of fixed minutes with its bytes, or raise NotFoundError."""
    statement = select(MinutesFile).where(
        MinutesFile.minutes_id == minutes.id, MinutesFile.name == name
    )
    file: MinutesFile = get_one(statement.options(undefer(MinutesFile.data)))
    return file


def get_copy(minutes: Minutes, number: int) -> SignedCopy:
    """Return a signed copy, or raise NotFoundError."""
    statement = select(SignedCopy).where(
        SignedCopy.minutes_id == minutes.id, SignedCopy.number == number
    )
    copy: SignedCopy = get_one(statement)
    return copy


def list_copy_paths() -> set[str]:
    """Return where all signed copies are kept, those of every body."""
    return set(session.scalars(select(SignedCopy.path)))


def find_by_digest(body: Body, digest: str) -> Found | None:
    """Return which minutes of a body have this SHA-256 (hex)."""
    for kind in (MinutesFile, SignedCopy):
        statement = (
            select(kind, Minutes)
            .join(Minutes, kind.minutes_id == Minutes.id)
            .join(Recruitment, Minutes.recruitment_id == Recruitment.id)
            .where(Recruitment.body_id == body.id, kind.digest == digest)
        )
        row = session.execute(statement.order_by(kind.id).limit(1)).one_or_none()
        if row:
            found, minutes = row
            file = found if isinstance(found, MinutesFile) else None
            copy = found if isinstance(found, SignedCopy) else None
            return Found(minutes, file, copy, _newest(minutes))
    return None


def _newest(minutes: Minutes) -> int:
    statement = select(func.max(Minutes.version)).where(
        Minutes.recruitment_id == minutes.recruitment_id,
        Minutes.kind == minutes.kind,
        Minutes.fixed_at.is_not(None),
    )
    return session.scalar(statement) or minutes.version


def replies_by_stratum(recruitment: Recruitment) -> dict[str, int]:
    """Return how many letters of each stratum were answered, withdrawn or not."""
    statement = (
        select(Invitation.stratum, func.count())
        .join(Respondent, Respondent.invitation_id == Invitation.id)
        .where(Respondent.recruitment_id == recruitment.id)
        .group_by(Invitation.stratum)
    )
    return {row[0]: row[1] for row in session.execute(statement)}
