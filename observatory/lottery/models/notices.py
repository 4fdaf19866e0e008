"""Telling people: an occasion for everybody it concerns, and what became of each one's notice."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from observatory.database import Base, now
from observatory.lottery.models.draws import Draw


class Announcement(Base):
    """One occasion to tell people: the pool is fixed, the panel is drawn, a seat goes on."""

    __tablename__ = "announcement"
    __table_args__ = (UniqueConstraint("draw_id", "occasion", "subject"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    draw_id: Mapped[int] = mapped_column(ForeignKey("draw.id"), index=True)
    occasion: Mapped[str]  # pool, result, replacement
    # Which list (the hash of its commit.json), or which replacement.
    subject: Mapped[str] = mapped_column(default="", server_default="")
    members: Mapped[int]  # people in the list
    reason: Mapped[str | None] = mapped_column(Text)  # public; why the list takes another's place
    answer_by: Mapped[date | None]  # until when to say yes
    # Write by e-mail also to addresses that nobody confirmed.
    with_unconfirmed: Mapped[bool] = mapped_column(default=False, server_default=false())
    job_id: Mapped[int | None] = mapped_column(ForeignKey("job.id"))
    begun_at: Mapped[datetime] = mapped_column(default=now)
    told_at: Mapped[datetime | None]  # every e-mail is sent and every letter printed
    draw: Mapped[Draw] = relationship()


class Notice(Base):
    """What one person is told on one occasion, and how far that is."""

    __tablename__ = "notice"
    __table_args__ = (UniqueConstraint("announcement_id", "respondent_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    announcement_id: Mapped[int] = mapped_column(ForeignKey("announcement.id"))
    respondent_id: Mapped[int] = mapped_column(ForeignKey("respondent.id"), index=True)
    kind: Mapped[str]  # pool, pool_again, left_out, drawn, not_drawn, replacement
    channel: Mapped[str]  # email, letter
    language: Mapped[str]
    # waiting, sending, sent, printed; withdrawn: they left before they were told. What waits of a
    # list that was replaced (queries.is_replaced) waits for ever.
    state: Mapped[str] = mapped_column(default="waiting", server_default="waiting")
    attempts: Mapped[int] = mapped_column(default=0, server_default="0")
    failure: Mapped[str | None]  # why an e-mail became a letter: refused, busy, returned
    run: Mapped[int | None]  # in which printing the letter was
    told_at: Mapped[datetime | None]
