"""One entry of the public record: what is signed, and what everybody can download (ADR 8)."""

import json
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from observatory.database import Base, now
from observatory.stored import StoredMoment, StoredName, StoredText
from sortition import proofs
from sortition.errors import DrawError

PROTOCOL = "observatory-record-v1"
FIRST = "0" * 64  # what the first entry is bound to
UNREADABLE = (DrawError, ValueError, RecursionError)
# What changes the operator's key: signed with the former one, or with the new one alone.
KEY_CHANGED, KEY_REPLACED = "key_changed", "key_replaced"
KEY_KINDS = (KEY_CHANGED, KEY_REPLACED)


class RecordEntry(Base):
    """One public act: what was done, as canonical JSON, the hash that binds it, its signature.

    `nodes` are the nodes of the tree that the entry completed: the hash of its leaf and the
    subtrees that end with it, 64 hex digits each.
    """

    __tablename__ = "record_entry"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    body_id: Mapped[int | None] = mapped_column(ForeignKey("body.id"), index=True)
    kind: Mapped[str] = mapped_column(StoredName)
    content: Mapped[str] = mapped_column(StoredText)
    previous: Mapped[str] = mapped_column(StoredName)
    digest: Mapped[str] = mapped_column(StoredName, unique=True)
    entered_at: Mapped[datetime] = mapped_column(StoredMoment, default=now)
    signature: Mapped[str | None] = mapped_column(StoredName)
    nodes: Mapped[str | None] = mapped_column(StoredText)

    @property
    def data(self) -> dict[str, Any]:
        """Return what was done; nothing where nobody can read it."""
        try:
            found = json.loads(self.content)
        except UNREADABLE:
            return {}
        return found if isinstance(found, dict) else {}

    @property
    def fields(self) -> dict[str, Any]:
        """Return everything that is signed: each column but those that follow from it."""
        return {**self._as_it_stands(), "content": json.loads(self.content)}

    def _as_it_stands(self) -> dict[str, Any]:
        return {
            "protocol": PROTOCOL,
            "file": "entry",
            "number": self.number,
            "body": self.body_id,
            "kind": self.kind,
            "content": self.content,
            "entered_at": as_instant(self.entered_at) if self.entered_at else "",
            "previous": self.previous,
            "digest": self.digest,
        }

    @property
    def leaf(self) -> bytes:
        """Return the bytes that are signed, and are the entry's leaf of the tree."""
        return proofs.canonical(self.fields)

    @property
    def line(self) -> bytes:
        """Return the entry as everybody can download it; what nobody can read as it stands."""
        try:
            return proofs.canonical({**self.fields, "signature": self.signature})
        except UNREADABLE:
            stands = {**self._as_it_stands(), "signature": self.signature}
            plain = {name: _plain(value) for name, value in stands.items()}
            return proofs.canonical({**plain, "damaged": True})

    @property
    def is_whole(self) -> bool:
        """Tell whether the entry can be read and has the hash that it names."""
        try:
            written = proofs.canonical(self.fields["content"])
            bound = chain_digest(self.number, self.kind, written, self.previous)
            return bool(self.entered_at) and bound == self.digest
        except UNREADABLE:
            return False


def _plain(value: Any) -> Any:
    """Return a value that a line can hold: itself, or a text of plain letters."""
    try:
        proofs.canonical(value)
    except UNREADABLE:
        return str(value).encode("unicode_escape").decode()
    return value


def as_instant(moment: datetime) -> str:
    """Write an instant to the microsecond, in UTC."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def chain_digest(number: int, kind: str, text: bytes, previous: str) -> str:
    """Return the hash of an entry, over its number, kind, content and predecessor."""
    parts = (str(number).encode(), kind.encode(), text, bytes.fromhex(previous))
    return proofs.H("record", *parts).hex()
