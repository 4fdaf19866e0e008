"""Draw 1 and the letters it drew."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from observatory.database import Base, now


class InvitationDraw(Base):
    """Draw 1: which households are written to."""

    __tablename__ = "invitation_draw"

    id: Mapped[int] = mapped_column(primary_key=True)
    recruitment_id: Mapped[int] = mapped_column(ForeignKey("recruitment.id"), unique=True)
    snapshot_id: Mapped[int] = mapped_column(ForeignKey("register_snapshot.id"))
    job_id: Mapped[int | None] = mapped_column(ForeignKey("job.id"))
    letters: Mapped[int]
    stratum: Mapped[str | None]  # the register's column the letters are spread over
    key: Mapped[str]  # the keyed hash's key; a later part leaves it with the register holder
    commitment: Mapped[str | None] = mapped_column(Text)
    commitment_digest: Mapped[str | None]
    dice: Mapped[str | None]
    drawn_at: Mapped[datetime | None]
    counts: Mapped[dict[str, Any] | None]  # {stratum: letters}


class Invitation(Base):
    """A letter to a household, drawn in draw 1."""

    __tablename__ = "invitation"
    __table_args__ = (
        UniqueConstraint("recruitment_id", "household"),
        UniqueConstraint("recruitment_id", "number"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    recruitment_id: Mapped[int] = mapped_column(ForeignKey("recruitment.id"))
    number: Mapped[int]  # printed on the letter, from 1
    household: Mapped[str]
    stratum: Mapped[str]
    rank: Mapped[int]
    leaf: Mapped[str]
    # A new issue voids the code before; the code itself is kept nowhere (services.letters).
    code_issue: Mapped[int] = mapped_column(default=0, server_default="0")
    code_digest: Mapped[str | None] = mapped_column(unique=True)  # HMAC of the letter's code
    returned_on: Mapped[date | None]  # the post brought it back


class CodeIssue(Base):
    """A new code for a letter whose code was lost: who gave it out, and when."""

    __tablename__ = "code_issue"
    __table_args__ = (UniqueConstraint("invitation_id", "issue"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    invitation_id: Mapped[int] = mapped_column(ForeignKey("invitation.id"))
    issue: Mapped[int]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    issued_at: Mapped[datetime] = mapped_column(default=now)
