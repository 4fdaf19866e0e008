"""Who audits a draw, what they were given, and what they found."""

from datetime import datetime

from sqlalchemy import ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from observatory.database import Base, now


class Auditor(Base):
    """An account with the role that is named for the draws of one recruitment."""

    __tablename__ = "auditor"
    __table_args__ = (UniqueConstraint("recruitment_id", "account_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    recruitment_id: Mapped[int] = mapped_column(ForeignKey("recruitment.id"), index=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    named_at: Mapped[datetime] = mapped_column(default=now)


class Handover(Base):
    """The private log: who was given which secret file of a draw, and when."""

    __tablename__ = "handover"

    id: Mapped[int] = mapped_column(primary_key=True)
    draw_id: Mapped[int] = mapped_column(ForeignKey("draw.id"), index=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    content: Mapped[str]  # pack, calls
    given_at: Mapped[datetime] = mapped_column(default=now)


class AuditReport(Base):
    """What an auditor found; a correction is a further report, and the last one counts."""

    __tablename__ = "audit_report"

    id: Mapped[int] = mapped_column(primary_key=True)
    draw_id: Mapped[int] = mapped_column(ForeignKey("draw.id"), index=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    checks: Mapped[str]  # one of rules.CHECKS: what the command said
    sample: Mapped[int]  # people on the list to call
    reached: Mapped[int]
    confirmed: Mapped[int]
    not_confirmed: Mapped[int]
    remarks: Mapped[str] = mapped_column(Text)  # public
    reported_at: Mapped[datetime] = mapped_column(default=now)
