"""A recruitment, from locked quotas through letters and replies to the draw of the panel."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from observatory.database import Base, now


class Recruitment(Base):
    """The whole way to a panel: quotas, register, letters, replies, draw, seats."""

    __tablename__ = "recruitment"

    id: Mapped[int] = mapped_column(primary_key=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("body.id"), index=True)
    title: Mapped[str]
    seats: Mapped[int]
    created_at: Mapped[datetime] = mapped_column(default=now)
    quotas_locked_at: Mapped[datetime | None]
    quotas_digest: Mapped[str | None]
    quotas: Mapped[list["Quota"]] = relationship(
        back_populates="recruitment", order_by="Quota.position", cascade="all, delete-orphan"
    )


class Quota(Base):
    """The least and the most seats for a value of a feature."""

    __tablename__ = "quota"
    __table_args__ = (UniqueConstraint("recruitment_id", "feature", "value"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    recruitment_id: Mapped[int] = mapped_column(ForeignKey("recruitment.id"))
    position: Mapped[int]
    feature: Mapped[str]
    value: Mapped[str]
    minimum: Mapped[int]
    maximum: Mapped[int]
    recruitment: Mapped[Recruitment] = relationship(back_populates="quotas")


class RegisterSnapshot(Base):
    """A register as it was on one day: kept as a file by its hash, here only counted."""

    __tablename__ = "register_snapshot"

    id: Mapped[int] = mapped_column(primary_key=True)
    recruitment_id: Mapped[int] = mapped_column(ForeignKey("recruitment.id"), index=True)
    job_id: Mapped[int | None] = mapped_column(ForeignKey("job.id"))
    file_name: Mapped[str]
    path: Mapped[str]  # below DATA_DIR, named by us, never by the sender
    on_date: Mapped[date]  # ages are counted on this day
    digest: Mapped[str | None]
    persons: Mapped[int | None]
    households: Mapped[int | None]  # with at least one eligible person
    counts: Mapped[dict[str, Any] | None]  # eligibility: {rule: persons}; they add up to persons
    imported_at: Mapped[datetime] = mapped_column(default=now)


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


class Respondent(Base):
    """Somebody who answered an invitation; the pool is made of the eligible ones."""

    __tablename__ = "respondent"

    id: Mapped[int] = mapped_column(primary_key=True)
    recruitment_id: Mapped[int] = mapped_column(ForeignKey("recruitment.id"), index=True)
    invitation_id: Mapped[int] = mapped_column(ForeignKey("invitation.id"), unique=True)
    features: Mapped[dict[str, Any]]  # {feature: value}, the quotas' features only
    is_eligible: Mapped[bool] = mapped_column(default=True)
    channel: Mapped[str]  # web, phone, paper
    replied_on: Mapped[date]
    secret: Mapped[str]
    own: Mapped[str]  # the person's own digits; empty where none were asked
    nonce: Mapped[str]
    pid: Mapped[str]
    contact: Mapped["Contact | None"] = relationship(cascade="all, delete-orphan")
    invitation: Mapped[Invitation] = relationship()


class Contact(Base):
    """Name and one contact of a respondent, kept apart from the features."""

    __tablename__ = "contact"

    respondent_id: Mapped[int] = mapped_column(ForeignKey("respondent.id"), primary_key=True)
    name: Mapped[str]
    reach: Mapped[str]  # one e-mail address or telephone number


class Draw(Base):
    """Draw 2: who sits. Frozen, solved, then picked by dice thrown in public."""

    __tablename__ = "draw"
    __table_args__ = (UniqueConstraint("recruitment_id", "attempt"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    recruitment_id: Mapped[int] = mapped_column(ForeignKey("recruitment.id"), index=True)
    attempt: Mapped[int] = mapped_column(default=1)
    job_id: Mapped[int | None] = mapped_column(ForeignKey("job.id"))
    reason: Mapped[str | None] = mapped_column(Text)  # public; why there is a further attempt
    state: Mapped[str] = mapped_column(default="frozen")  # frozen, solved, failed, drawn, seated
    objective: Mapped[str] = mapped_column(default="leximin")
    panels: Mapped[int] = mapped_column(default=1000)
    commitment: Mapped[str] = mapped_column(Text)  # commit.json
    commitment_digest: Mapped[str]
    panels_record: Mapped[str | None] = mapped_column(Text)  # panels.json
    panels_digest: Mapped[str | None]  # read aloud before the dice
    # All panels as respondent ids; never published, and long: read only where it is asked for.
    lottery: Mapped[list[Any] | None] = mapped_column(deferred=True)
    report: Mapped[dict[str, Any] | None]  # minimum, upper_bound, gap, ...
    witnesses: Mapped[str | None]
    dice: Mapped[str | None]
    panel_number: Mapped[int | None]
    result: Mapped[str | None] = mapped_column(Text)  # result.json
    result_digest: Mapped[str | None]
    created_at: Mapped[datetime] = mapped_column(default=now)
    drawn_at: Mapped[datetime | None]
    recruitment: Mapped[Recruitment] = relationship()
    places: Mapped[list["Place"]] = relationship(
        back_populates="draw", order_by="Place.rank", cascade="all, delete-orphan"
    )

    @property
    def files(self) -> dict[str, str | None]:
        """Return the protocol's files, byte for byte as their hashes were published."""
        return {"commit": self.commitment, "panels": self.panels_record, "result": self.result}

    @property
    def panel_name(self) -> str:
        """Return the drawn panel's number as the dice showed it: 043 of 1,000 panels."""
        digits = len(str(self.panels)) - 1
        return "" if self.panel_number is None else str(self.panel_number).zfill(digits)


class Place(Base):
    """A pool member's outcome in a draw: chance, drawn or not, rank for vacancies."""

    __tablename__ = "place"
    __table_args__ = (UniqueConstraint("draw_id", "respondent_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    draw_id: Mapped[int] = mapped_column(ForeignKey("draw.id"), index=True)
    respondent_id: Mapped[int] = mapped_column(ForeignKey("respondent.id"), index=True)
    chances: Mapped[int]  # in how many of the panels the person sits
    is_drawn: Mapped[bool] = mapped_column(default=False)
    rank: Mapped[int | None]  # in the draw's order; known after the dice
    draw: Mapped[Draw] = relationship(back_populates="places")
    respondent: Mapped[Respondent] = relationship()
