"""Draw 2: who sits."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from observatory.database import Base, now
from observatory.recruitment.models.recruitments import Recruitment
from observatory.recruitment.models.replies import Respondent


class Draw(Base):
    """Draw 2: who sits. Frozen, solved, then picked by dice thrown in public."""

    __tablename__ = "draw"
    __table_args__ = (UniqueConstraint("recruitment_id", "attempt"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    recruitment_id: Mapped[int] = mapped_column(ForeignKey("recruitment.id"), index=True)
    attempt: Mapped[int] = mapped_column(default=1)
    job_id: Mapped[int | None] = mapped_column(ForeignKey("job.id"))
    reason: Mapped[str | None] = mapped_column(Text)  # public; why there is a further attempt
    # Replies that the register holder had not checked at the freeze, and why it did not wait.
    unconfirmed: Mapped[int] = mapped_column(default=0, server_default="0")
    unconfirmed_reason: Mapped[str | None] = mapped_column(Text)  # public
    state: Mapped[str] = mapped_column(default="frozen")  # frozen, solved, failed, drawn, seated
    objective: Mapped[str] = mapped_column(default="leximin")
    panels: Mapped[int] = mapped_column(default=1000)
    commitment: Mapped[str] = mapped_column(Text)  # commit.json
    commitment_digest: Mapped[str]
    objections_until: Mapped[datetime | None]  # as commit.json says; None: none are taken
    # Random, and kept before the panels are computed: it hides them until the dice.
    salt_key: Mapped[str | None] = mapped_column(deferred=True)
    panels_record: Mapped[str | None] = mapped_column(Text)  # panels.json
    panels_digest: Mapped[str | None]  # read aloud before the dice
    # All panels as respondent ids; never published, and long: read only where it is asked for.
    lottery: Mapped[list[Any] | None] = mapped_column(deferred=True)
    report: Mapped[dict[str, Any] | None]  # minimum, upper_bound, gap, ...
    witnesses: Mapped[str | None]
    dice: Mapped[str | None]
    panel_number: Mapped[int | None]
    result: Mapped[str | None] = mapped_column(Text)  # result.json
    result_digest: Mapped[str | None]
    created_at: Mapped[datetime] = mapped_column(default=now)
    drawn_at: Mapped[datetime | None]
    recruitment: Mapped[Recruitment] = relationship()
    places: Mapped[list["Place"]] = relationship(
        back_populates="draw", order_by="Place.rank", cascade="all, delete-orphan"
    )

    @property
    def files(self) -> dict[str, str | None]:
        """Return the protocol's files, byte for byte as their hashes were published."""
        return {"commit": self.commitment, "panels": self.panels_record, "result": self.result}

    @property
    def is_open_to_objections(self) -> bool:
        """Tell whether objections to the frozen pool are taken at this moment."""
        until = self.objections_until
        return self.state == "frozen" and until is not None and now() < until

    @property
    def panel_name(self) -> str:
        """Return the drawn panel's number as the dice showed it: 043 of 1,000 panels."""
        digits = len(str(self.panels)) - 1
        return "" if self.panel_number is None else str(self.panel_number).zfill(digits)


class Place(Base):
    """A pool member's outcome in a draw: chance, drawn or not, rank for vacancies."""

    __tablename__ = "place"
    __table_args__ = (UniqueConstraint("draw_id", "respondent_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    draw_id: Mapped[int] = mapped_column(ForeignKey("draw.id"), index=True)
    respondent_id: Mapped[int] = mapped_column(ForeignKey("respondent.id"), index=True)
    chances: Mapped[int]  # in how many of the panels the person sits
    is_drawn: Mapped[bool] = mapped_column(default=False)
    rank: Mapped[int | None]  # in the draw's order; known after the dice
    draw: Mapped[Draw] = relationship(back_populates="places")
    respondent: Mapped[Respondent] = relationship()
