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
    decision: Mapped[str | None]  # one of rules.DECISIONS
    reason: Mapped[str | None] = mapped_column(Text)
    decided_at: Mapped[datetime | None]
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
