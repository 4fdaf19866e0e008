"""Observatories (bodies) with their rules, and who holds which role in them."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from observatory.bodies.rules import BodyRules
from observatory.database import Base, now


class Body(Base):
    """A permanent panel of residents and the rules it works by."""

    __tablename__ = "body"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    city: Mapped[str]
    seats: Mapped[int]
    parameters: Mapped[dict[str, Any]] = mapped_column(default=dict)
    created_at: Mapped[datetime] = mapped_column(default=now)
    roles: Mapped[list["Role"]] = relationship(back_populates="body")

    @property
    def rules(self) -> BodyRules:
        """Return the body's rules; what it does not set itself has the default."""
        return BodyRules(**self.parameters)


class Role(Base):
    """A role that an account holds in a body (bodies.rules.ROLES)."""

    __tablename__ = "role"
    __table_args__ = (UniqueConstraint("body_id", "account_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("body.id"), index=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    name: Mapped[str]
    body: Mapped[Body] = relationship(back_populates="roles")
