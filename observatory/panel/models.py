"""Seats of a body, filled only by a draw."""

from datetime import date

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from observatory.accounts.models import Account
from observatory.database import Base
from observatory.lottery.models import Place


class Seat(Base):
    """A seat, who fills it and since when; a seat left keeps its row."""

    __tablename__ = "seat"
    __table_args__ = (UniqueConstraint("body_id", "number"), UniqueConstraint("place_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("body.id"), index=True)
    number: Mapped[int]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), unique=True)
    # How the seat was filled: nobody sits without a place in a draw.
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    seated_on: Mapped[date]
    left_on: Mapped[date | None]
    account: Mapped[Account] = relationship()
    place: Mapped[Place] = relationship()
