"""The operator's Ed25519 key, made on first use in DATA_DIR: it signs draws, minutes and record."""

import errno
import os
import secrets
from collections.abc import Iterator
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from observatory import storage
from observatory.errors import N_, RuleBroken
from sortition import signatures
from sortition.errors import InputError

FILE = "signing-key.pem"
NEXT = "signing-key-next.pem"  # made and not yet in force
FORMER = "signing-key-former-{name}.pem"  # out of force, for draws that were fixed with it
HEADS = "record-heads.jsonl"  # where it stands, there was a key


class KeyUnreadable(RuleBroken):
    """The key is there and cannot be used: making another one would hide that it is lost."""

    code = "key_unreadable"
    message = N_(
        "The signing key (%(file)s) cannot be read: %(reason)s. The administrator must bring it"
        " back from the backup."
    )


def signing_key() -> Ed25519PrivateKey:
    """Return the operator's private key; the first to ask makes it, for all processes."""
    path = storage.locate(FILE)
    if not path.exists():
        if storage.locate(HEADS).exists():
            raise KeyUnreadable(file=FILE, reason=os.strerror(errno.ENOENT))
        _make(path)
    return _read(path)


def _read(path: Path) -> Ed25519PrivateKey:
    try:
        return signatures.read_private_key(path)
    except InputError as error:
        problem = error.problems[0]
        reason = problem.params.get("reason", "no Ed25519 key")
        raise KeyUnreadable(file=path.name, reason=reason) from None


def make_next() -> Ed25519PrivateKey:
    """Return the key that shall follow; the one that waits already, or a fresh one."""
    path = storage.locate(NEXT)
    if not path.exists():
        _make(path)
    return _read(path)


def find_next() -> str | None:
    """Return the public half of the key that waits to follow; None while none does.

    One that cannot be read waits for nobody: acts go on until it was announced.
    """
    return next(map(signatures.public_key, _try(storage.locate(NEXT))), None)


def find_held(public: str) -> Ed25519PrivateKey | None:
    """Return the private half of a public key, in force, to follow or former; None if lost."""
    return next((key for key in list_held() if signatures.public_key(key) == public), None)


def list_held() -> Iterator[Ed25519PrivateKey]:
    """Yield every key that is here: the one in force, the one to follow, the former ones."""
    yield from _try(storage.locate(FILE))
    yield from _try(storage.locate(NEXT))
    for path in sorted(storage.locate("").glob(FORMER.format(name="*"))):
        yield from _try(path)


def _try(path: Path) -> Iterator[Ed25519PrivateKey]:
    try:
        yield _read(path)
    except KeyUnreadable:
        return


def adopt_next() -> None:
    """Put the key that waits into force and the former one aside; broken off, it is done again."""
    path = storage.locate(FILE)
    try:
        name = signatures.public_key(_read(path))[:16]
    except KeyUnreadable:
        name = f"unreadable-{secrets.token_hex(8)}"
    former = storage.locate(FORMER.format(name=name))
    if path.exists() and not former.exists():
        os.link(path, former)
        former.chmod(0o600)
    storage.locate(NEXT).replace(path)


def public_key() -> str:
    """Return the public half of the operator's key, as 64 hex digits."""
    return signatures.public_key(signing_key())


def _make(path: Path) -> None:
    """Write a key whole, then give it its name: of several processes the first one's key stays."""
    private = Ed25519PrivateKey.generate()
    pem = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    fresh = path.with_suffix(f".{secrets.token_hex(8)}")
    try:
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(pem)
            file.flush()
            os.fsync(file.fileno())
        os.link(fresh, path)
    except FileExistsError:
        pass
    except OSError as error:
        raise KeyUnreadable(file=path.name, reason=error.strerror or str(error)) from None
    finally:
        fresh.unlink(missing_ok=True)
