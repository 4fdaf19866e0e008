"""The city's answer: when it is due, and what it says to each recommendation."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from observatory.database import Base, now


class Delivery(Base):
    """The statement's delivery to the convener, which starts the clock."""

    __tablename__ = "delivery"

    file_id: Mapped[int] = mapped_column(ForeignKey("file.id"), primary_key=True)
    delivered_on: Mapped[date]
    due_on: Mapped[date]


class Response(Base):
    """The answer to one recommendation; a rejection without reasons is not saved."""

    __tablename__ = "response"

    id: Mapped[int] = mapped_column(primary_key=True)
    recommendation_id: Mapped[int] = mapped_column(ForeignKey("recommendation.id"), unique=True)
    answer: Mapped[str]  # accepted, in_part, rejected
    reasons: Mapped[str] = mapped_column(Text)
    steps: Mapped[str] = mapped_column(Text)  # what will be done
    owner: Mapped[str] = mapped_column(default="")  # by whom
    until: Mapped[date | None]  # until when
    answered_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    answered_at: Mapped[datetime] = mapped_column(default=now)
