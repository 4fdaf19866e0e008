"""Signed heads of the record, listed in a file outside the database (after each commit).

A database that comes back from an old backup has fewer entries than the list has seen.
"""

import fcntl
import logging
import os
from datetime import datetime
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)
from flask import current_app
from sqlalchemy import event
from sqlalchemy.orm import Session

from observatory import keys, storage
from observatory.database import now, session
from sortition import proofs, signatures
from sortition.errors import DrawError

log = logging.getLogger(__name__)

FILE = keys.HEADS
LONGEST = 1 << 13  # a line has some 600 bytes
Head = dict[str, Any]
FIELDS = {
    **{"protocol": str, "file": str, "origin": str, "size": int, "root": str},
    **{"digest": str, "time": str, "key": str, "signature": str},
}


def sign(
    size: int, root: str, digest: str, time: str, key: Ed25519PrivateKey | None = None
) -> Head:
    """Return a head: how many entries, the root of their tree, the last one's digest and time."""
    key = key or keys.signing_key()
    head: Head = {
        "protocol": "observatory-record-v1",
        "file": "head",
        "origin": current_app.config["PUBLIC_URL"],
        "size": size,
        "root": root,
        "digest": digest,
        "time": time,
        "key": signatures.public_key(key),
    }
    return {**head, "signature": key.sign(proofs.canonical(head)).hex()}


def is_signed(head: Head) -> bool:
    """Tell whether a head carries the signature of the key that it names."""
    signed = {name: value for name, value in head.items() if name != "signature"}
    return verifies(head["key"], proofs.canonical(signed), head["signature"])


def verifies(key: str, message: bytes, signature: str) -> bool:
    """Tell whether a signature of a message is one of a public key, both in hex."""
    try:
        public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(key))
        public.verify(bytes.fromhex(signature), message)
    except (InvalidSignature, ValueError):
        return False
    return True


def as_file(head: Head) -> bytes:
    """Return a head as the anchor file that anybody can keep: one line of canonical JSON."""
    return proofs.canonical(head) + b"\n"


def read(data: bytes) -> Head | None:
    """Return the head of an anchor file or of a line; None if it is none."""
    try:
        head = proofs.read_canonical(data.removesuffix(b"\n"))
        if not isinstance(head, dict) or {name: type(head[name]) for name in head} != FIELDS:
            return None
        datetime.fromisoformat(head["time"])
    except (DrawError, ValueError):
        return None
    return head if head["file"] == "head" else None


def list_kept() -> list[Head]:
    """Return all heads of the list; a line cut off by a power failure is none."""
    try:
        lines = storage.locate(FILE).read_bytes().splitlines()
    except OSError:
        return []
    return [head for head in map(read, lines) if head]


def find_newest() -> Head | None:
    """Return the newest head of the list, if there is one: only its end is read."""
    try:
        with storage.locate(FILE).open("rb") as file:
            file.seek(0, os.SEEK_END)
            file.seek(max(0, file.tell() - LONGEST))
            found = [read(line) for line in file.read().splitlines()[-2:]]
    except OSError:
        return None
    return max((head for head in found if head), key=lambda head: int(head["size"]), default=None)


def last_size() -> int:
    """Return the size of the newest head of the list."""
    newest = find_newest()
    return newest["size"] if newest else 0


def write_later(head: Head) -> None:
    """Enter a head in the list once the session commits."""
    session.info["record_head"] = head


@event.listens_for(Session, "after_commit")
def _write(committed: Session) -> None:
    head = committed.info.pop("record_head", None)
    if head is None:
        return
    try:
        _append(head)
    except OSError:  # what was committed stands: the nightly check compares what is listed
        log.exception("the head of the record was not written to %s", FILE)


@event.listens_for(Session, "after_rollback")
def _forget(undone: Session) -> None:
    undone.info.pop("record_head", None)


def _append(head: Head) -> None:
    """Add a line; one at a time, and never a smaller head behind a larger one."""
    flags = os.O_RDWR | os.O_CREAT | os.O_APPEND
    with os.fdopen(os.open(storage.locate(FILE), flags, 0o600), "r+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        if last_size() >= head["size"]:
            return
        end = file.seek(0, os.SEEK_END)
        is_cut = end and os.pread(file.fileno(), 1, end - 1) != b"\n"
        file.write((b"\n" if is_cut else b"") + as_file(head))
        file.flush()
        os.fsync(file.fileno())


def put_aside() -> None:
    """Keep the list under another name, and begin a new one: the gap was declared in public."""
    path = storage.locate(FILE)
    if path.exists():
        path.rename(path.with_name(f"record-heads-until-{now():%Y%m%dT%H%M%S%f}.jsonl"))
