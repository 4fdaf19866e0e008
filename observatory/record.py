"""The public record: an append-only log of public acts, each entry bound to the one before.

Thin here: canonical bytes and a SHA-256 chain. Signatures, inclusion proofs and mirrors are
added by the part that makes the draw checkable by anybody.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Text, select
from sqlalchemy.orm import Mapped, mapped_column

from observatory.database import Base, now, session
from sortition import proofs


class RecordEntry(Base):
    """One public act: what was done, as canonical JSON, and the hash that binds it."""

    __tablename__ = "record_entry"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    body_id: Mapped[int | None] = mapped_column(ForeignKey("body.id"), index=True)
    kind: Mapped[str]
    content: Mapped[str] = mapped_column(Text)
    previous: Mapped[str]
    digest: Mapped[str] = mapped_column(unique=True)
    entered_at: Mapped[datetime] = mapped_column(default=now)


def append(kind: str, content: dict[str, Any], body_id: int | None = None) -> RecordEntry:
    """Append a public act; two writers at once collide on the number and one tries again."""
    last = session.scalars(
        select(RecordEntry).order_by(RecordEntry.number.desc()).limit(1)
    ).one_or_none()
    number = last.number + 1 if last else 1
    previous = last.digest if last else "0" * 64
    text = proofs.canonical(content)
    entry = RecordEntry(
        number=number,
        body_id=body_id,
        kind=kind,
        content=text.decode(),
        previous=previous,
        digest=chain_digest(number, kind, text, previous),
    )
    session.add(entry)
    session.flush()
    return entry


def chain_digest(number: int, kind: str, text: bytes, previous: str) -> str:
    """Return the hash of an entry, over its number, kind, content and predecessor."""
    parts = (str(number).encode(), kind.encode(), text, bytes.fromhex(previous))
    return proofs.H("record", *parts).hex()


def is_sound() -> bool:
    """Tell whether every entry still carries the hash of its content and predecessor."""
    previous = "0" * 64
    for number, entry in enumerate(
        session.scalars(select(RecordEntry).order_by(RecordEntry.number)), start=1
    ):
        expected = chain_digest(number, entry.kind, entry.content.encode(), previous)
        if entry.number != number or entry.previous != previous or entry.digest != expected:
            return False
        previous = entry.digest
    return True
