"""What the public reads: immutable versions with their hashes."""

import json
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from observatory.database import Base, now


class Version(Base):
    """A published thing as it stood; a correction is a further version."""

    __tablename__ = "version"
    __table_args__ = (UniqueConstraint("body_id", "kind", "subject", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("body.id"), index=True)
    kind: Mapped[str]  # statement
    subject: Mapped[int]  # the file's number
    number: Mapped[int]
    content: Mapped[str] = mapped_column(Text)  # canonical JSON
    digest: Mapped[str]  # SHA-256 of the content's bytes
    published_at: Mapped[datetime] = mapped_column(default=now)

    @property
    def data(self) -> dict[str, Any]:
        """Return the content as data."""
        return json.loads(self.content)

    @property
    def title(self) -> str:
        """Return what the published thing is called."""
        return str(self.data["file"]["title"])
