"""Who answered a letter; name and contact apart."""

from datetime import date
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from observatory.database import Base
from observatory.recruitment.models.letters import Invitation


class ReplyQuestion(Base):
    """What the reply form asks for one feature, in every language of the body."""

    __tablename__ = "reply_question"
    __table_args__ = (UniqueConstraint("recruitment_id", "feature"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    recruitment_id: Mapped[int] = mapped_column(ForeignKey("recruitment.id"))
    position: Mapped[int]
    feature: Mapped[str]
    texts: Mapped[dict[str, Any]]  # {language: question}
    hints: Mapped[dict[str, Any]]  # {language: hint}
    labels: Mapped[dict[str, Any]]  # {value: {language: answer}}


class Respondent(Base):
    """Somebody who answered an invitation; the pool is made of the eligible ones."""

    __tablename__ = "respondent"

    id: Mapped[int] = mapped_column(primary_key=True)
    recruitment_id: Mapped[int] = mapped_column(ForeignKey("recruitment.id"), index=True)
    invitation_id: Mapped[int] = mapped_column(ForeignKey("invitation.id"), unique=True)
    features: Mapped[dict[str, Any]]  # {feature: value}, the quotas' features only
    is_eligible: Mapped[bool] = mapped_column(default=True)
    channel: Mapped[str]  # web, phone, paper
    replied_on: Mapped[date]
    secret: Mapped[str]
    own: Mapped[str]  # the person's own digits; empty where none were asked
    nonce: Mapped[str]
    pid: Mapped[str]
    is_helped: Mapped[bool] = mapped_column(default=False, server_default=false())
    confirmed_on: Mapped[date | None]  # the register holder has said yes or no: is_eligible
    refusal: Mapped[str | None]  # why not: one of rules.REFUSALS
    printed_on: Mapped[date | None]  # secret and features went out by letter
    withdrawn_on: Mapped[date | None]
    contact: Mapped["Contact | None"] = relationship(cascade="all, delete-orphan")
    invitation: Mapped[Invitation] = relationship()


class Contact(Base):
    """Name and one contact of a respondent, kept apart from the features."""

    __tablename__ = "contact"

    respondent_id: Mapped[int] = mapped_column(ForeignKey("respondent.id"), primary_key=True)
    name: Mapped[str]
    reach: Mapped[str]  # one e-mail address or telephone number
    reach_confirmed_on: Mapped[date | None]  # an e-mail address was shown to be theirs
    language: Mapped[str] = mapped_column(default="", server_default="")  # they are written to in
