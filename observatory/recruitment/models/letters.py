"""Draw 1 and the letters it drew."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from observatory.database import Base, now
from observatory.recruitment.models.recruitments import Recruitment


class InvitationDraw(Base):
    """Draw 1: which households are written to."""

    __tablename__ = "invitation_draw"

    id: Mapped[int] = mapped_column(primary_key=True)
    recruitment_id: Mapped[int] = mapped_column(ForeignKey("recruitment.id"), unique=True)
    snapshot_id: Mapped[int] = mapped_column(ForeignKey("register_snapshot.id"))
    job_id: Mapped[int | None] = mapped_column(ForeignKey("job.id"))
    letters: Mapped[int]
    stratum: Mapped[str | None]  # the register's column the letters are spread over
    per_stratum: Mapped[dict[str, Any] | None]  # {stratum: letters}; None: each gets its share
    unit: Mapped[str] = mapped_column(default="household", server_default="household")  # or person
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
    person: Mapped[str | None]  # the key of who is written to, where persons are drawn
    stratum: Mapped[str]
    rank: Mapped[int]
    leaf: Mapped[str]
    # A new issue voids the code before; the code itself is kept nowhere (services.letters).
    code_issue: Mapped[int] = mapped_column(default=0, server_default="0")
    code_digest: Mapped[str | None] = mapped_column(unique=True)  # HMAC of the letter's code
    returned_on: Mapped[date | None]  # the post brought it back
    recruitment: Mapped[Recruitment] = relationship()


class CodeIssue(Base):
    """A new code for a letter whose code was lost: who gave it out, and when."""

    __tablename__ = "code_issue"
    __table_args__ = (UniqueConstraint("invitation_id", "issue"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    invitation_id: Mapped[int] = mapped_column(ForeignKey("invitation.id"))
    issue: Mapped[int]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    issued_at: Mapped[datetime] = mapped_column(default=now)


class LetterSettings(Base):
    """What the clerk writes into the letters of a recruitment, and how they are folded."""

    __tablename__ = "letter_settings"

    recruitment_id: Mapped[int] = mapped_column(ForeignKey("recruitment.id"), primary_key=True)
    sender: Mapped[str]  # the address that undelivered letters go back to, in one line
    phone: Mapped[str]
    hours: Mapped[dict[str, Any]]  # {language: when somebody answers the phone}
    email: Mapped[str]
    website: Mapped[str]  # the city's own address, where the letter can be checked
    help: Mapped[dict[str, Any]]  # {language: what taking part takes, pays and helps with}
    window: Mapped[str]  # the envelope's: left or right
    keeps_addresses: Mapped[bool] = mapped_column(default=False)


class LetterBatch(Base):
    """One order to print: to whom, in what form, and the files it made."""

    __tablename__ = "letter_batch"

    id: Mapped[int] = mapped_column(primary_key=True)
    recruitment_id: Mapped[int] = mapped_column(ForeignKey("recruitment.id"), index=True)
    job_id: Mapped[int | None] = mapped_column(ForeignKey("job.id"))
    kind: Mapped[str]  # letters, list
    is_reminder: Mapped[bool]
    languages: Mapped[list[Any]]
    letters: Mapped[int | None]  # how many, known once they are printed
    files: Mapped[list[Any] | None]  # [{name, letters, bytes}], below DATA_DIR until dropped_at
    requested_at: Mapped[datetime] = mapped_column(default=now)
    dropped_at: Mapped[datetime | None]


class Address(Base):
    """Name and address lines of a drawn household, kept only where switched on, then deleted."""

    __tablename__ = "address"

    invitation_id: Mapped[int] = mapped_column(ForeignKey("invitation.id"), primary_key=True)
    lines: Mapped[list[Any]]
