"""What changed in a drawn panel, and how often people were called."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from observatory.database import Base, now
from observatory.lottery.models.draws import Place


class PanelChange(Base):
    """One change of a drawn panel: somebody left, was struck, declined, or took a seat.

    Its number is taken when the panel is looked at: of two changes that were decided on the same
    panel only one is saved.
    """

    __tablename__ = "panel_change"
    __table_args__ = (UniqueConstraint("draw_id", "number"), UniqueConstraint("place_id", "act"))

    id: Mapped[int] = mapped_column(primary_key=True)
    draw_id: Mapped[int] = mapped_column(ForeignKey("draw.id"))
    number: Mapped[int]
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    act: Mapped[str]  # vacated, struck, declined, replaced: as sortition.vacancies has them
    kind: Mapped[str] = mapped_column(default="")  # one of rules.KINDS; public
    on: Mapped[date]
    skipped: Mapped[list[Any]] = mapped_column(default=list)  # codes passed over for the quotas
    off_by: Mapped[int] = mapped_column(default=0)  # seats by which quotas are missed from now on
    reason: Mapped[str] = mapped_column(Text, default="")  # public
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))  # who entered it
    entered_at: Mapped[datetime] = mapped_column(default=now)
    place: Mapped[Place] = relationship()


class Call(Base):
    """One try to reach somebody who was drawn or comes next; never what was said."""

    __tablename__ = "contact_call"

    id: Mapped[int] = mapped_column(primary_key=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"), index=True)
    on: Mapped[date]
    means: Mapped[str]  # one of rules.MEANS
    outcome: Mapped[str]  # one of rules.OUTCOMES
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    entered_at: Mapped[datetime] = mapped_column(default=now)
