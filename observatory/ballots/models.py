"""Ballots: the roll, sealed voting codes, and slips that no row links to a person.

A slip's leaf is written at the opening, in the order of the leaves, before any code is handed
out; voting fills it in place. So neither row order nor time tells who cast it.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from observatory.database import Base


class Ballot(Base):
    """A secret vote on one or more questions."""

    __tablename__ = "ballot"

    id: Mapped[int] = mapped_column(primary_key=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("body.id"), index=True)
    title: Mapped[str]
    quorum: Mapped[int]  # how many must vote
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    slips_root: Mapped[str | None]  # Merkle root of the commitments, fixed at closing
    questions: Mapped[list["Question"]] = relationship(
        back_populates="ballot", order_by="Question.position", cascade="all, delete-orphan"
    )
    roll: Mapped[list["RollEntry"]] = relationship(
        back_populates="ballot", cascade="all, delete-orphan"
    )


class Question(Base):
    """A question with its options and the threshold that adopts it."""

    __tablename__ = "question"
    __table_args__ = (UniqueConstraint("ballot_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    ballot_id: Mapped[int] = mapped_column(ForeignKey("ballot.id"))
    position: Mapped[int]
    kind: Mapped[str]  # which options: ballots.rules.KINDS
    text: Mapped[str]
    adopted_numerator: Mapped[int]
    adopted_denominator: Mapped[int]
    counts: Mapped[dict[str, Any] | None]  # {option: votes}, written at closing
    ballot: Mapped[Ballot] = relationship(back_populates="questions")
    slips: Mapped[list["Slip"]] = relationship(
        back_populates="question", cascade="all, delete-orphan", order_by="Slip.leaf"
    )


class RollEntry(Base):
    """A seat that may vote, and whether its voting code was handed out: no time, no choice."""

    __tablename__ = "roll_entry"
    __table_args__ = (UniqueConstraint("ballot_id", "seat_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    ballot_id: Mapped[int] = mapped_column(ForeignKey("ballot.id"))
    seat_id: Mapped[int] = mapped_column(ForeignKey("seat.id"))
    is_collected: Mapped[bool] = mapped_column(default=False)
    ballot: Mapped[Ballot] = relationship(back_populates="roll")


class SealedCode(Base):
    """A voting code not yet handed out, encrypted; the row is deleted when it is."""

    __tablename__ = "sealed_code"

    digest: Mapped[str] = mapped_column(primary_key=True)  # random order, not order of making
    ballot_id: Mapped[int] = mapped_column(ForeignKey("ballot.id"), index=True)
    sealed: Mapped[str]


class Slip(Base):
    """One answer to one question, or the unused leaf of one."""

    __tablename__ = "slip"

    leaf: Mapped[str] = mapped_column(primary_key=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"), index=True)
    choice: Mapped[str | None]
    nonce: Mapped[str | None]
    commitment: Mapped[str | None]
    question: Mapped[Question] = relationship(back_populates="slips")
