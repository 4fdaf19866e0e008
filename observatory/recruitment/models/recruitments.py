"""A recruitment, its quotas, and what was relaxed of them."""

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
    frozen_at: Mapped[datetime | None]  # since when a draw rests on the pool as it is
    replies_open_at: Mapped[datetime | None]
    replies_close_at: Mapped[datetime | None]
    # Rules of the draw, fixed and published with the quotas.
    objection_days: Mapped[int] = mapped_column(default=0, server_default="0")  # 0: no period
    replacements_until: Mapped[date | None]  # the last day on which a vacant seat is filled
    signed_by: Mapped[str] = mapped_column(default="", server_default="")  # for the observatory
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


class Relaxation(Base):
    """Quotas made wider because an attempt of the draw found no panel; public, with its reason."""

    __tablename__ = "relaxation"
    __table_args__ = (UniqueConstraint("recruitment_id", "attempt"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    recruitment_id: Mapped[int] = mapped_column(ForeignKey("recruitment.id"))
    attempt: Mapped[int]  # the one that failed
    reason: Mapped[str] = mapped_column(Text)
    moves: Mapped[list[Any]]  # what sortition's Move.as_data says
    former_digest: Mapped[str]
    digest: Mapped[str]
    relaxed_at: Mapped[datetime] = mapped_column(default=now)
