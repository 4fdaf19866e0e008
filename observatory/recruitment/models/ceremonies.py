"""The public act with the dice: who was there, what was read aloud, what was typed."""

from datetime import datetime

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from observatory.database import Base, now


class Ceremony(Base):
    """One public act of draw 1 or of an attempt of draw 2, saved step by step.

    A rehearsal belongs to no draw, so that nothing of it can become one.
    """

    __tablename__ = "ceremony"

    id: Mapped[int] = mapped_column(primary_key=True)
    recruitment_id: Mapped[int] = mapped_column(ForeignKey("recruitment.id"), index=True)
    kind: Mapped[str]  # letters (draw 1), panel (draw 2)
    draw_id: Mapped[int | None] = mapped_column(ForeignKey("draw.id"), unique=True)
    invitation_draw_id: Mapped[int | None] = mapped_column(
        ForeignKey("invitation_draw.id"), unique=True
    )
    is_rehearsal: Mapped[bool] = mapped_column(default=False)
    place: Mapped[str]
    presided_by: Mapped[str]
    certified_by: Mapped[str]
    witnesses: Mapped[str] = mapped_column(Text)  # a name a line
    legal_basis: Mapped[str] = mapped_column(Text)
    first_typist: Mapped[str]
    second_typist: Mapped[str]
    began_at: Mapped[datetime] = mapped_column(default=now)
    read_aloud_at: Mapped[datetime | None]  # the fingerprints were read aloud
    # The digits as each person typed them, without blanks; the draw keeps what both agree on.
    first_dice: Mapped[str | None]
    second_dice: Mapped[str | None]
    incidents: Mapped[str] = mapped_column(Text, default="")  # a line each, with its time
    ended_at: Mapped[datetime | None]  # the dice were used: the panel opened, the letters drawn

    @property
    def stage(self) -> str:
        """Return which step is next: fixed, dice, open, or result once it is over."""
        if self.ended_at:
            return "result"
        if self.read_aloud_at is None:
            return "fixed"
        return "open" if self.first_dice and self.first_dice == self.second_dice else "dice"

    @property
    def typing(self) -> str:
        """Return who types now: first, second, or both where what they typed differs."""
        if self.first_dice is None:
            return "first"
        return "second" if self.second_dice is None else "both"
