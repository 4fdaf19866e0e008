"""The public record: an append-only, hash-chained, signed log of public acts (ADR 8).

Each entry is bound to the one before, signed, and a leaf of one Merkle tree over all of them. The
signed head of that tree leaves the database after each commit (observatory/heads.py).
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from typing import Any, TypeVar

from sqlalchemy import ForeignKey, exists, false, select, text, update
from sqlalchemy.orm import Mapped, mapped_column

from observatory import database, heads, jobs, keys
from observatory.database import Base, now, session
from observatory.errors import N_, RuleBroken
from observatory.stored import StoredMoment, StoredName, StoredText
from sortition import growing, proofs
from sortition.errors import DrawError

PROTOCOL = "observatory-record-v1"
FIRST = "0" * 64  # what the first entry is bound to
CHECK = "record.check"
UNREADABLE = (DrawError, ValueError, RecursionError)
T = TypeVar("T")


class RecordDamaged(RuleBroken):
    """What must be known of the record for this stands in it no more."""

    code = "record_damaged"
    message = N_(
        "The public record is damaged at entry %(number)s. This cannot be done until the"
        " administrator has mended it."
    )


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


def append(kind: str, content: dict[str, Any], body_id: int | None = None) -> RecordEntry:
    """Append a public act; two writers at once take turns until the first one's commit."""
    _take_turn()
    if (last := _find_last()) and not last.signature:
        sign_former()
    size, previous = (last.number, last.digest) if last else (0, FIRST)
    if not re.fullmatch("[0-9a-f]{64}", previous):
        raise RecordDamaged(number=size)
    if heads.last_size() > size:  # entries are gone: the job says so to those who must know
        jobs.request_job(CHECK, 0)
    written = proofs.canonical(content)
    entry = RecordEntry(
        number=size + 1,
        body_id=body_id,
        kind=kind,
        content=written.decode(),
        previous=previous,
        digest=chain_digest(size + 1, kind, written, previous),
        entered_at=now(),
    )
    _seal(entry)
    session.add(entry)
    session.flush()
    heads.write_later(make_head(entry))
    return entry


def _take_turn() -> None:
    """Wait until no other writer has an entry that is not committed yet."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("LOCK TABLE record_entry IN SHARE ROW EXCLUSIVE MODE"))
    else:  # SQLite: a write that finds nothing still takes the lock of all writers
        nothing = update(RecordEntry).where(false()).values(kind=RecordEntry.kind)
        session.execute(nothing, execution_options={"synchronize_session": False})


def _find_last() -> RecordEntry | None:
    newest = select(RecordEntry).order_by(RecordEntry.number.desc()).limit(1)
    return session.scalars(newest).one_or_none()


def _seal(entry: RecordEntry) -> None:
    """Sign an entry, and complete the tree with it."""
    leaf = entry.leaf
    nodes = with_nodes(lambda node: growing.complete(leaf, entry.number - 1, node))
    entry.nodes = b"".join(nodes).hex()
    entry.signature = keys.signing_key().sign(leaf).hex()


@database.upgraded
def sign_former() -> None:
    """Sign the entries from before there were signatures, the first one first.

    Beside signed ones an unsigned entry is damaged, and is left to the check.
    """
    if session.scalar(select(exists().where(RecordEntry.signature.is_not(None)))):
        return
    unsigned = select(RecordEntry).where(RecordEntry.signature.is_(None))
    entry = None
    for entry in session.scalars(unsigned.order_by(RecordEntry.number)).all():
        _seal(entry)
        session.flush()
    if entry is not None:
        heads.write_later(make_head(entry))


def chain_digest(number: int, kind: str, text: bytes, previous: str) -> str:
    """Return the hash of an entry, over its number, kind, content and predecessor."""
    parts = (str(number).encode(), kind.encode(), text, bytes.fromhex(previous))
    return proofs.H("record", *parts).hex()


def with_nodes(ask: Callable[[growing.Node], T]) -> T:
    """Return what a function makes of the tree's nodes, all of them found with one query.

    It is asked twice: first to learn which nodes it needs.
    """
    wanted: set[int] = set()

    def note(level: int, index: int) -> bytes:
        wanted.add((index + 1) << level)
        return b""

    ask(note)
    numbers = select(RecordEntry.number, RecordEntry.nodes).where(RecordEntry.number.in_(wanted))
    kept = {number: nodes or "" for number, nodes in session.execute(numbers)} if wanted else {}

    def find(level: int, index: int) -> bytes:
        number = (index + 1) << level
        text = kept.get(number, "")[64 * level : 64 * (level + 1)]
        if not re.fullmatch("[0-9a-f]{64}", text):
            raise RecordDamaged(number=number)
        return bytes.fromhex(text)

    return ask(find)


def make_head(last: RecordEntry) -> heads.Head:
    """Return the signed head of the record as it is with a last entry."""
    root = with_nodes(lambda node: growing.root(last.number, node))
    return heads.sign(last.number, root.hex(), last.digest, as_instant(last.entered_at))


def find_head() -> heads.Head | None:
    """Return the signed head of the whole record; None while it is empty."""
    last = _find_last()
    return make_head(last) if last and last.signature else None


def show_head() -> heads.Head | None:
    """Return the head for readers, also of a record that is damaged; None while it is empty.

    Where entries are gone, or none can be signed, it is the last one that was signed in time.
    """
    kept = heads.find_newest()
    try:
        found = find_head()
    except RuleBroken:
        return kept
    return kept if kept and kept["size"] > (found["size"] if found else 0) else found


def export(head: heads.Head | None) -> Iterator[bytes]:
    """Yield the whole record up to a head: an entry a line, the head behind them."""
    ordered = select(RecordEntry).order_by(RecordEntry.number)
    up_to = ordered.where(RecordEntry.number <= head["size"]) if head else ordered
    for entry in session.scalars(up_to.execution_options(yield_per=500)):
        yield entry.line + b"\n"
    if head:
        yield heads.as_file(head)


def list_acts(body_id: int, kinds: Iterable[str]) -> Iterator[RecordEntry]:
    """Yield a body's entries of some kinds, the first one first."""
    wanted = RecordEntry.body_id == body_id, RecordEntry.kind.in_(list(kinds))
    yield from session.scalars(select(RecordEntry).where(*wanted).order_by(RecordEntry.number))


def prove_entry(entry: RecordEntry, head: heads.Head) -> dict[str, Any]:
    """Return the proof that an entry stands in the record with this head."""
    if not entry.is_whole or entry.number > head["size"]:
        raise RecordDamaged(number=entry.number)
    size: int = head["size"]
    path = with_nodes(lambda node: growing.inclusion_path(entry.number - 1, size, node))
    return {
        "protocol": PROTOCOL,
        "file": "proof",
        "entry": {**entry.fields, "signature": entry.signature},
        "path": [one.hex() for one in path],
        "head": head,
    }


def prove_continuation(former: int, head: heads.Head) -> dict[str, Any]:
    """Return the proof that the record with this head continues the one of `former` entries."""
    size: int = head["size"]
    path = with_nodes(lambda node: growing.consistency_path(former, size, node))
    return {
        "protocol": PROTOCOL,
        "file": "continuation",
        "former": former,
        "path": [one.hex() for one in path],
        "head": head,
    }


def is_sound() -> bool:
    """Tell whether every entry is as it was entered and signed, and none is missing."""
    from observatory import inspection  # noqa: PLC0415  (it reads what stands here)

    return not inspection.check_entries().faults
