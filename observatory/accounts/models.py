"""People who sign in: staff by e-mail and password, members by the code of their letter."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from observatory.database import Base, now


class Account(Base):
    """Somebody who signs in. A member's name is not kept here: the register holder has it."""

    __tablename__ = "account"

    id: Mapped[int] = mapped_column(primary_key=True)
    label: Mapped[str]  # staff: their name; members: "Seat 12"
    email: Mapped[str | None] = mapped_column(unique=True)
    password_hash: Mapped[str | None]
    is_active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime] = mapped_column(default=now)
    codes: Mapped[list["SignInCode"]] = relationship(back_populates="account")

    # What flask-login asks of a user, without its mixin: models know no Flask.
    is_authenticated = True
    is_anonymous = False

    def get_id(self) -> str:
        """Return the identifier kept in the session cookie."""
        return str(self.id)


class SignInCode(Base):
    """A member's code from the letter, kept as HMAC; usable until it is revoked."""

    __tablename__ = "sign_in_code"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    digest: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime] = mapped_column(default=now)
    revoked_at: Mapped[datetime | None]
    account: Mapped[Account] = relationship(back_populates="codes")


class SignInAttempt(Base):
    """One try, by the HMAC of what was tried against, so that guessing has a limit."""

    __tablename__ = "sign_in_attempt"

    id: Mapped[int] = mapped_column(primary_key=True)
    subject: Mapped[str] = mapped_column(index=True)
    attempted_at: Mapped[datetime] = mapped_column(default=now, index=True)
