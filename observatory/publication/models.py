"""What the public reads: immutable versions with their hashes."""

from datetime import datetime

from sqlalchemy import ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from observatory.database import Base, now


class Version(Base):
    """A published thing as it stood; a correction is a further version."""

    __tablename__ = "version"
    __table_args__ = (UniqueConstraint("body_id", "kind", "subject", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("body.id"), index=True)
    kind: Mapped[str]  # statement, draw
    subject: Mapped[int]  # the file's number, the draw's id
    number: Mapped[int]
    content: Mapped[str] = mapped_column(Text)  # canonical JSON
    digest: Mapped[str]
    published_at: Mapped[datetime] = mapped_column(default=now)
