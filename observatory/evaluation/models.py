"""What the panel finds: grades by criterion, findings, recommendations, the statement."""

from datetime import datetime

from sqlalchemy import ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from observatory.database import Base, now


class Evaluation(Base):
    """The evaluative side of a file: its criteria set, and the ballot on its text."""

    __tablename__ = "evaluation"

    file_id: Mapped[int] = mapped_column(ForeignKey("file.id"), primary_key=True)
    criteria_set: Mapped[str]  # name of a file in evaluation/criteria, and its version
    criteria_version: Mapped[str]
    ballot_id: Mapped[int | None] = mapped_column(ForeignKey("ballot.id"), unique=True)


class Grade(Base):
    """A member's grade on a criterion; an empty grade says "I cannot tell"."""

    __tablename__ = "grade"
    __table_args__ = (UniqueConstraint("file_id", "seat_id", "criterion"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("file.id"), index=True)
    seat_id: Mapped[int] = mapped_column(ForeignKey("seat.id"))
    criterion: Mapped[str]
    grade: Mapped[int | None]  # 1 (worst) to 5 (best)


class Finding(Base):
    """What the panel holds to be so, with the evidence it rests on."""

    __tablename__ = "finding"
    __table_args__ = (UniqueConstraint("file_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("file.id"), index=True)
    number: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    evidence_id: Mapped[int] = mapped_column(ForeignKey("evidence.id"))
    question_id: Mapped[int | None] = mapped_column(ForeignKey("question.id"), unique=True)


class Recommendation(Base):
    """What the panel asks somebody to do."""

    __tablename__ = "recommendation"
    __table_args__ = (UniqueConstraint("file_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("file.id"), index=True)
    number: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    owner: Mapped[str]  # who is asked to do it
    question_id: Mapped[int | None] = mapped_column(ForeignKey("question.id"), unique=True)


class Statement(Base):
    """What people write of a statement; the rest is composed from the file when it is published."""

    __tablename__ = "statement"

    file_id: Mapped[int] = mapped_column(ForeignKey("file.id"), primary_key=True)
    process: Mapped[str] = mapped_column(Text)  # how it was made, at most 150 words
    not_established: Mapped[str] = mapped_column(Text)
    drafted_at: Mapped[datetime] = mapped_column(default=now)
