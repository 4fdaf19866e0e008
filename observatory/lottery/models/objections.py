"""Objections to a frozen pool, and the commitments that corrections took the place of."""

from datetime import datetime

from sqlalchemy import ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from observatory.database import Base, now
from observatory.lottery.models.draws import Draw


class Objection(Base):
    """What somebody objects to in a frozen pool, and how it was decided; all of it is public."""

    __tablename__ = "objection"
    __table_args__ = (UniqueConstraint("draw_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    draw_id: Mapped[int] = mapped_column(ForeignKey("draw.id"), index=True)
    number: Mapped[int]
    role: Mapped[str]  # one of rules.ROLES: whose it is, and never who
    text: Mapped[str] = mapped_column(Text)
    received_at: Mapped[datetime] = mapped_column(default=now)
    decision: Mapped[str | None]  # one of rules.TAKEN
    reason: Mapped[str | None] = mapped_column(Text)
    decided_at: Mapped[datetime | None]
    # The forgotten reply that the decision let in; nobody but the staff may read who that is.
    reply_id: Mapped[int | None] = mapped_column(ForeignKey("respondent.id"))
    draw: Mapped[Draw] = relationship()


class FormerCommitment(Base):
    """A `commit.json` of an attempt that a correction took the place of; it stays listed."""

    __tablename__ = "former_commitment"
    __table_args__ = (UniqueConstraint("draw_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    draw_id: Mapped[int] = mapped_column(ForeignKey("draw.id"), index=True)
    number: Mapped[int]
    commitment: Mapped[str] = mapped_column(Text)
    digest: Mapped[str]
    reason: Mapped[str] = mapped_column(Text)
    superseded_at: Mapped[datetime] = mapped_column(default=now)


class ObjectionsReminder(Base):
    """The one e-mail that tells a clerk that nobody can object any more, so that work goes on."""

    __tablename__ = "objections_reminder"
    __table_args__ = (UniqueConstraint("draw_id", "account_id", "digest"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    draw_id: Mapped[int] = mapped_column(ForeignKey("draw.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    digest: Mapped[str]  # of the list that nobody can object to any more: a corrected one is new
    job_id: Mapped[int | None] = mapped_column(ForeignKey("job.id"))
    sent_at: Mapped[datetime | None]
    draw: Mapped[Draw] = relationship()
