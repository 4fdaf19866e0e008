"""The public record: an append-only, hash-chained, signed log of public acts (ADR 8).

Each entry is bound to the one before, signed, and a leaf of one Merkle tree over all of them. The
signed head of that tree leaves the database after each commit (observatory/heads.py).
"""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import exists, false, select, text, update

from observatory import database, heads, jobs, keys
from observatory.database import now, session
from observatory.entries import (
    FIRST,
    KEY_CHANGED,
    KEY_KINDS,
    KEY_REPLACED,
    PROTOCOL,
    RecordEntry,
    as_instant,
    chain_digest,
)
from observatory.errors import N_, RuleBroken
from sortition import growing, proofs
from sortition.signatures import public_key

CHECK = "record.check"
T = TypeVar("T")


class KeyNotAnnounced(RuleBroken):
    """The key of this server is not the one with which the record was signed so far."""

    code = "key_not_announced"
    message = N_(
        "The public record was signed with another key than the one on this server. Perhaps an old"
        " backup was brought back. The administrator must bring the key back, or announce it:"
        " flask record change-key."
    )


class RecordDamaged(RuleBroken):
    """What must be known of the record for this stands in it no more."""

    code = "record_damaged"
    message = N_(
        "The public record is damaged at entry %(number)s. This cannot be done until the"
        " administrator has mended it."
    )


def append(kind: str, content: dict[str, Any], body_id: int | None = None) -> RecordEntry:
    """Append a public act; two writers at once take turns until the first one's commit."""
    take_turn()
    if (last := find_last()) and not last.signature:
        sign_former()
    size, previous = (last.number, last.digest) if last else (0, FIRST)
    if not re.fullmatch("[0-9a-f]{64}", previous):
        raise RecordDamaged(number=size)
    if kind not in KEY_KINDS and find_signer(last) not in (None, keys.public_key()):
        raise KeyNotAnnounced
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


def take_turn() -> None:
    """Wait until no other writer has an entry that is not committed yet.

    A change of the key that was entered and then broken off is finished before anything is signed.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("LOCK TABLE record_entry IN SHARE ROW EXCLUSIVE MODE"))
    else:  # SQLite: a write that finds nothing still takes the lock of all writers
        nothing = update(RecordEntry).where(false()).values(kind=RecordEntry.kind)
        session.execute(nothing, execution_options={"synchronize_session": False})
    if (waiting := keys.find_next()) and waiting == find_announced():
        keys.adopt_next()


def read_anew(row: database.Base) -> None:
    """Read a row as it is now, and let nobody else decide about it until this is committed.

    A page may have read it before somebody else's decision, which the record holds.
    """
    take_turn()
    session.refresh(row)


def find_announced() -> str | None:
    """Return the public key that the record announced last; None if it never changed."""
    newest = select(RecordEntry).where(RecordEntry.kind.in_(KEY_KINDS))
    entry = session.scalars(newest.order_by(RecordEntry.number.desc()).limit(1)).one_or_none()
    return entry.data.get("key") if entry else None


def find_last() -> RecordEntry | None:
    """Return the newest entry."""
    newest = select(RecordEntry).order_by(RecordEntry.number.desc()).limit(1)
    return session.scalars(newest).one_or_none()


def find_signer(last: RecordEntry | None) -> str | None:
    """Return the key that is in force after an entry; None where nothing here says it."""
    if last is None:
        return None
    if last.kind in KEY_KINDS and last.is_whole:
        return str(last.data.get("key"))
    for public in map(public_key, keys.list_held()):
        if last.is_whole and heads.verifies(public, last.leaf, last.signature or ""):
            return public
    kept = [head for head in heads.list_kept() if head["size"] <= last.number]
    return str(max(kept, key=lambda head: int(head["size"]))["key"]) if kept else None


def _seal(entry: RecordEntry) -> None:
    """Sign an entry, and complete the tree with it."""
    leaf = entry.leaf
    nodes = with_nodes(lambda node: growing.complete(leaf, entry.number - 1, node))
    entry.nodes = b"".join(nodes).hex()
    named = {KEY_REPLACED: "key", KEY_CHANGED: "former"}.get(entry.kind)
    key = _named_by(entry, named) if named else keys.signing_key()
    entry.signature = key.sign(leaf).hex()


def _named_by(entry: RecordEntry, name: str) -> Ed25519PrivateKey:
    """Return a key that an entry names; it is here before the entry is."""
    found = keys.find_held(str(entry.data.get(name)))
    if found is None:
        raise RecordDamaged(number=entry.number)
    return found


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
    key = _named_by(last, "key") if last.kind in KEY_KINDS else keys.signing_key()
    return heads.sign(last.number, root.hex(), last.digest, as_instant(last.entered_at), key)


def find_head() -> heads.Head | None:
    """Return the signed head of the whole record; None while it is empty."""
    last = find_last()
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
    return {
        "protocol": PROTOCOL,
        "file": "proof",
        **_with_path(entry, head),
        **_list_changes(entry.number, head),
        "head": head,
    }


def _with_path(entry: RecordEntry, head: heads.Head) -> dict[str, Any]:
    size: int = head["size"]
    path = with_nodes(lambda node: growing.inclusion_path(entry.number - 1, size, node))
    content = {**entry.fields, "signature": entry.signature}
    return {"entry": content, "path": [one.hex() for one in path]}


def _list_changes(first: int, head: heads.Head) -> dict[str, Any]:
    """Return the changes of the key from an entry on, each with its proof; nothing if none."""
    span = RecordEntry.number.between(first, head["size"]), RecordEntry.kind.in_(KEY_KINDS)
    found = session.scalars(select(RecordEntry).where(*span).order_by(RecordEntry.number)).all()
    for entry in found:
        if not entry.is_whole:
            raise RecordDamaged(number=entry.number)
    return {"changes": [_with_path(entry, head) for entry in found]} if found else {}


def prove_continuation(former: int, head: heads.Head) -> dict[str, Any]:
    """Return the proof that the record with this head continues the one of `former` entries."""
    size: int = head["size"]
    path = with_nodes(lambda node: growing.consistency_path(former, size, node))
    return {
        "protocol": PROTOCOL,
        "file": "continuation",
        "former": former,
        "path": [one.hex() for one in path],
        **_list_changes(former + 1, head),
        "head": head,
    }
