"""The record of a draw as one file, kept as it was when the dice had been thrown."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from observatory.database import Base, now


class Bundle(Base):
    """bundle.zip of a draw: built once, since later software holds other verifiers and guides."""

    __tablename__ = "bundle"

    draw_id: Mapped[int] = mapped_column(ForeignKey("draw.id"), primary_key=True)
    content: Mapped[bytes] = mapped_column(deferred=True)
    digest: Mapped[str]
    size: Mapped[int]
    entries: Mapped[list[Any]]  # name, size and sha256 of each file in it, as manifest.json says
    made_at: Mapped[datetime] = mapped_column(default=now)
