"""The whole check of the record: chain, tree and signatures, beside heads kept elsewhere."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask_babel import gettext
from sqlalchemy import func, select

from observatory import formats, heads, keys
from observatory.database import session
from observatory.entries import (
    FIRST,
    KEY_KINDS,
    KEY_REPLACED,
    UNREADABLE,
    RecordEntry,
    chain_digest,
)
from observatory.errors import N_
from observatory.key_change import follow
from sortition import growing, proofs

MOST = 10  # faults that are told; after that the sentence would be the same
SENTENCES = {
    "key_unreadable": keys.KeyUnreadable.message,
    "entry_missing": N_("Entry %(number)s is missing from the record."),
    "entry_changed": N_("Entry %(number)s was changed after it was entered."),
    "entry_unsigned": N_(
        "Entry %(number)s does not fit the operator’s signature: it was changed, or another key"
        " signed it."
    ),
    "key_unproven": N_("Entry %(number)s names a new key, and nothing proves that it is one."),
    "key_differs": N_("The record ends with another key than the one on this server."),
    "alarm_unreadable": N_("What the check found cannot be read any more (%(file)s)."),
    "list_missing": N_("The list of heads (%(file)s) is missing. It stands beside the database."),
    "list_back": N_(
        "The record has %(size)s entries. On %(date)s it already had %(before)s. Entries are gone:"
        " perhaps an old backup was brought back."
    ),
    "list_differs": N_("The first %(before)s entries are not those of %(date)s any more."),
    "list_unsigned": N_(
        "The head of %(date)s with %(before)s entries does not carry the operator’s signature."
    ),
    "anchor_unreadable": N_("This file is not the anchor of a record."),
    "anchor_back": N_(
        "The record has %(size)s entries. The anchor of %(date)s has %(before)s. Entries are gone."
    ),
    "anchor_differs": N_(
        "The first %(before)s entries are not those of the anchor of %(date)s any more."
    ),
    "anchor_unsigned": N_("The anchor does not carry the operator’s signature."),
}


@dataclass(frozen=True)
class Fault:
    """Something in the record that does not hold: a code of SENTENCES, and its parameters."""

    code: str
    params: dict[str, Any] = field(default_factory=dict)

    def sentence(self) -> str:
        """Return the fault in words, in the reader's language."""
        params = {**self.params}
        if "date" in params:
            params["date"] = formats.show_date(datetime.fromisoformat(params["date"]))
        return gettext(SENTENCES[self.code], **params)


@dataclass
class Found:
    """What stands in the database: number of entries, roots at the sizes asked for, faults."""

    size: int
    heads: dict[int, tuple[str, str]]  # size: root and digest
    faults: list[Fault]
    signers: dict[int, str] = field(default_factory=dict)  # size: key that signs its head
    keys: set[str] = field(default_factory=set)  # all that ever signed


def check(anchor: bytes | None = None) -> list[Fault]:
    """Return what does not hold: in the entries, beside the list of heads, beside an anchor."""
    try:
        keys.public_key()
    except keys.KeyUnreadable as error:
        return [Fault(error.code, error.params)]
    kept, given = heads.list_kept(), heads.read(anchor) if anchor is not None else None
    found = check_entries({head["size"] for head in [*kept, *([given] if given else [])]})
    faults = found.faults
    if found.size and not kept:
        faults.append(Fault("list_missing", {"file": heads.FILE}))
    faults += _compare("list", kept, found)
    if anchor is not None and given is None:
        faults.append(Fault("anchor_unreadable"))
    if given:
        faults += _compare("anchor", [given], found)
    return faults


def first_damaged(faults: Iterable[Fault]) -> int | None:
    """Return the number of the first entry that is not to be relied on, where that is known."""
    known = (one.params.get("number") for one in faults)
    return min((number for number in known if isinstance(number, int)), default=None)


def check_entries(sizes: Iterable[int] = ()) -> Found:
    """Compute chain, tree and signatures anew, and the heads of the given sizes."""
    size = session.scalar(select(func.max(RecordEntry.number))) or 0
    found = Found(size, {}, [])
    own = keys.public_key()
    walk = _Walk(_first_key() or own, found.faults)
    found.keys = {own, walk.key}
    everything = select(RecordEntry).order_by(RecordEntry.number)
    rows = session.scalars(everything.execution_options(yield_per=500, populate_existing=True))
    wanted = set(sizes)
    for entry in rows:
        if not walk.take(entry) or len(found.faults) >= MOST:
            break
        if entry.number in wanted:
            found.heads[entry.number] = (walk.root(), entry.digest)
            found.signers[entry.number] = walk.key
        found.keys.add(walk.key)
    rows.close()
    if walk.size == size and walk.key not in (own, keys.find_next()):
        found.faults.append(Fault("key_differs"))
    return found


def _first_key() -> str | None:
    """Return the key that the first change took the place of; None if the key never changed."""
    changes = select(RecordEntry).where(RecordEntry.kind.in_(KEY_KINDS))
    entry = session.scalars(changes.order_by(RecordEntry.number).limit(1)).one_or_none()
    return str(entry.data.get("former")) if entry else None


class _Walk:
    """The entries one after the other, with the tree as far as it has grown."""

    def __init__(self, key: str, faults: list[Fault]) -> None:
        self.key, self.faults = key, faults
        self.size, self.previous = 0, FIRST
        self.peaks: dict[int, bytes] = {}  # the newest complete subtree of each level

    def take(self, entry: RecordEntry) -> bool:
        """Check the next entry; False where nothing behind it can be checked any more."""
        if entry.number != self.size + 1:
            self._note("entry_missing", self.size + 1)
            return False
        leaf = _read(entry, self.previous)
        if leaf is None:
            self._note("entry_changed", entry.number)
            return False
        nodes = growing.complete(leaf, self.size, self._peak)
        following = follow(entry, self.key) if entry.kind in KEY_KINDS else self.key
        if following is None:
            self._note("key_unproven", entry.number)
            return False
        signer = following if entry.kind == KEY_REPLACED else self.key
        self.key = following
        if not heads.verifies(signer, leaf, entry.signature or ""):
            self._note("entry_unsigned", entry.number)
        elif b"".join(nodes).hex() != entry.nodes:
            self._note("entry_changed", entry.number)
        self.peaks[len(nodes) - 1] = nodes[-1]
        self.size, self.previous = entry.number, entry.digest
        return True

    def root(self) -> str:
        """Return the root of the tree over the entries so far."""
        return growing.root(self.size, self._peak).hex()

    def _peak(self, level: int, _: int) -> bytes:
        return self.peaks[level]

    def _note(self, code: str, number: int) -> None:
        self.faults.append(Fault(code, {"number": number}))


def _read(entry: RecordEntry, previous: str) -> bytes | None:
    """Return the leaf of an entry that is bound to the one before; None if it is not."""
    try:
        content = entry.content.encode()
        proofs.read_canonical(content)
        expected = chain_digest(entry.number, entry.kind, content, previous)
        is_bound = (entry.previous, entry.digest) == (previous, expected)
        return entry.leaf if is_bound else None
    except UNREADABLE:
        return None


def _compare(source: str, listed: Sequence[heads.Head], found: Found) -> Iterator[Fault]:
    """Yield the first head that is not signed, the first that differs, and the largest gone."""
    told: dict[str, Fault] = {}
    fitting = [at for head in listed if found.heads.get(at := head["size"]) == _seen(head)]
    for head in listed:
        size, now = head["size"], found.heads.get(head["size"])
        params = {"before": size, "date": head["time"], "size": found.size}
        known = {found.signers[size]} if size in found.signers else found.keys
        if head["key"] not in known or not heads.is_signed(head):
            told.setdefault("unsigned", Fault(f"{source}_unsigned", params))
        elif size > found.size:
            gone = {**params, "number": found.size + 1}
            told["back"] = Fault(f"{source}_back", gone)
        elif now and now != _seen(head):
            after = max((one for one in fitting if one < size), default=0) + 1
            told.setdefault("differs", Fault(f"{source}_differs", {**params, "number": after}))
    yield from told.values()


def _seen(head: heads.Head) -> tuple[str, str]:
    """Return what a head says of its entries: root of the tree, and the last one's digest."""
    return head["root"], head["digest"]
