"""The minutes of a draw: written, fixed with their hashes, then signed by people."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, LargeBinary, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from observatory.database import Base, now


class Minutes(Base):
    """One version of the minutes of draw 1 ("letters") or 2 ("panel"): what people wrote for it.

    Until it is fixed it may change; after that a correction is a further version with its reason.
    """

    __tablename__ = "minutes"
    __table_args__ = (UniqueConstraint("recruitment_id", "kind", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    recruitment_id: Mapped[int] = mapped_column(ForeignKey("recruitment.id"), index=True)
    draw_id: Mapped[int | None] = mapped_column(ForeignKey("draw.id"))  # None: draw 1
    kind: Mapped[str]
    version: Mapped[int]
    reason: Mapped[str] = mapped_column(Text, default="")  # public; why the version before is wrong
    place: Mapped[str] = mapped_column(default="")
    held_on: Mapped[date | None]
    began: Mapped[str] = mapped_column(default="")  # the clock on the wall, "10:30"
    ended: Mapped[str] = mapped_column(default="")
    presided_by: Mapped[str] = mapped_column(default="")
    certified_by: Mapped[str] = mapped_column(default="")
    witnesses: Mapped[str] = mapped_column(Text, default="")  # a name a line
    attended_by: Mapped[str] = mapped_column(Text, default="")
    legal_basis: Mapped[str] = mapped_column(Text, default="")
    incidents: Mapped[str] = mapped_column(Text, default="")
    written_at: Mapped[datetime] = mapped_column(default=now)
    fixed_at: Mapped[datetime | None]
    fixed_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    signed: Mapped[str | None] = mapped_column(Text)  # minutes.sig.json
    files: Mapped[list["MinutesFile"]] = relationship(
        order_by="MinutesFile.id", cascade="all, delete-orphan"
    )
    copies: Mapped[list["SignedCopy"]] = relationship(
        order_by="SignedCopy.number", cascade="all, delete-orphan"
    )


class MinutesFile(Base):
    """The minutes in one language and form, byte for byte as their hash was published."""

    __tablename__ = "minutes_file"
    __table_args__ = (UniqueConstraint("minutes_id", "language", "form"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    minutes_id: Mapped[int] = mapped_column(ForeignKey("minutes.id"))
    language: Mapped[str]
    form: Mapped[str]  # pdf, txt
    name: Mapped[str]
    digest: Mapped[str] = mapped_column(index=True)
    size: Mapped[int]
    data: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)


class SignedCopy(Base):
    """The minutes as people signed them: a scan, or a PDF signed electronically."""

    __tablename__ = "signed_copy"
    __table_args__ = (UniqueConstraint("minutes_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    minutes_id: Mapped[int] = mapped_column(ForeignKey("minutes.id"))
    number: Mapped[int]
    path: Mapped[str]  # below DATA_DIR: it shows handwriting, so it is not public
    digest: Mapped[str] = mapped_column(index=True)
    size: Mapped[int]
    signers: Mapped[str] = mapped_column(Text)  # a line each: role, name
    added_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    added_at: Mapped[datetime] = mapped_column(default=now)
