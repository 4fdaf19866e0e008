"""A file under review (one evaluation), its evidence, and the arguments for and against."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from observatory.database import Base, now
from observatory.panel.models import Seat


class File(Base):
    """One evaluation, from agenda to answer."""

    __tablename__ = "file"
    __table_args__ = (UniqueConstraint("body_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("body.id"), index=True)
    number: Mapped[int]
    title: Mapped[str]
    policy: Mapped[str]  # what is evaluated, in plain words
    asked_by: Mapped[str]
    question: Mapped[str]
    state: Mapped[str] = mapped_column(default="open")  # deliberation.rules.STATES
    opened_at: Mapped[datetime] = mapped_column(default=now)
    evidence: Mapped[list["Evidence"]] = relationship(
        back_populates="file", order_by="Evidence.number", cascade="all, delete-orphan"
    )
    arguments: Mapped[list["Argument"]] = relationship(
        back_populates="file", order_by="Argument.id", cascade="all, delete-orphan"
    )


class Evidence(Base):
    """Something that was read: who made it, when, with what interest."""

    __tablename__ = "evidence"
    __table_args__ = (UniqueConstraint("file_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("file.id"))
    number: Mapped[int]
    title: Mapped[str]
    author: Mapped[str]
    origin: Mapped[str]  # deliberation.rules.ORIGINS
    dated_on: Mapped[date]
    link: Mapped[str]  # the source's address, or where it can be read
    interest: Mapped[str]  # the interest its author declared; empty: none declared
    summary: Mapped[str]
    added_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    file: Mapped[File] = relationship(back_populates="evidence")


class Argument(Base):
    """A reason for or against, from a seat, tied to evidence or marked as experience."""

    __tablename__ = "argument"

    id: Mapped[int] = mapped_column(primary_key=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("file.id"), index=True)
    seat_id: Mapped[int] = mapped_column(ForeignKey("seat.id"))
    side: Mapped[str]  # for, against
    text: Mapped[str]
    evidence_id: Mapped[int | None] = mapped_column(ForeignKey("evidence.id"))
    written_at: Mapped[datetime] = mapped_column(default=now)
    file: Mapped[File] = relationship(back_populates="arguments")
    evidence: Mapped[Evidence | None] = relationship()
    seat: Mapped[Seat] = relationship(lazy="joined", innerjoin=True)
