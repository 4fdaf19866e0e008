"""Canonical JSON, tagged hashes, seeded order and Merkle trees: the one place for them.

The bytes of the protocol `observatory-draw-v1`; the stand-alone verifier shares no code with it.
"""

import hashlib
import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import Any, NoReturn, TypeVar

import rfc8785
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC

from sortition.errors import DrawError
from sortition.hashing import Run, hash_each

PROTOCOL = "observatory-draw-v1"
LARGEST_INTEGER = 2**53 - 1
_KEY = re.compile(r"[a-z0-9_]+")
_SPAN = 1 << 256
_TOGETHER = 1 << 16

T = TypeVar("T")


# A part of a hash: text enters as UTF-8, a whole number as 8 bytes big-endian, a hash as its bytes.
Part = str | bytes | int


def _bytes(part: Part) -> bytes:
    if isinstance(part, str):
        return part.encode("utf-8")
    return part.to_bytes(8, "big") if isinstance(part, int) else part


def length_prefixed(*parts: Part) -> bytes:
    """Join the parts, each preceded by its length as 8 bytes big-endian (no two lists collide)."""
    encoded = [_bytes(part) for part in parts]
    return b"".join(len(part).to_bytes(8, "big") + part for part in encoded)


def H(tag: str, *parts: Part) -> bytes:  # noqa: N802 (the protocol's symbol)
    """Return SHA-256 (32 bytes) over the protocol's name, tag and parts, each with its length."""
    return hashlib.sha256(length_prefixed(PROTOCOL, tag, *parts)).digest()


def sha256(data: bytes) -> bytes:
    """Return the plain SHA-256 of a file's bytes (32 bytes), as anybody's `sha256sum` prints it."""
    return hashlib.sha256(data).digest()


def keyed(key: bytes) -> Callable[[bytes], bytes]:
    """Return HMAC-SHA256 under a key, as a function for very many messages."""
    copy = HMAC(key, SHA256()).copy

    def of(message: bytes) -> bytes:
        own = copy()
        own.update(message)
        return own.finalize()

    return of


def below(seed: bytes, label: str, m: int) -> int:
    """Return a uniform integer in [0, m), decided by seed and label (m >= 1; by rejection)."""
    limit = _SPAN - _SPAN % m
    counter = 0
    while True:
        value = int.from_bytes(H("stream", seed, label, counter), "big")
        if value < limit:
            return value % m
        counter += 1


def shuffle(seed: bytes, label: str, items: Iterable[T]) -> list[T]:
    """Return the items in a uniform random order decided by seed and label (Fisher-Yates)."""
    shuffled = list(items)
    for i in range(len(shuffled) - 1, 0, -1):
        j = below(seed, f"{label}/{i}", i + 1)
        shuffled[i], shuffled[j] = shuffled[j], shuffled[i]
    return shuffled


def order(seed: bytes, ids: Iterable[bytes]) -> list[bytes]:
    """Return the ids sorted by H("order", seed, id): the order of a draw, whatever came first."""
    return sorted(ids, key=lambda own: H("order", seed, own))


def canonical(value: Any) -> bytes:
    """Return the canonical JSON of a value (RFC 8785, restricted).

    Allowed are NFC strings, integers below 2^53 in size, booleans, null, lists, and objects whose
    keys match `[a-z0-9_]+`.

    Raises
    ------
    DrawError
        code `json_not_canonical`, with the reason.
    """
    _check(value)
    return rfc8785.dumps(value)


def read_canonical(data: bytes) -> Any:
    """Return the value of canonical JSON bytes, which must be exactly those `canonical` writes.

    Raises
    ------
    DrawError
        code `json_not_canonical`: duplicate keys, floats, other spacing or order, non-NFC text.
    """
    try:
        value = json.loads(
            data.decode("utf-8"),
            object_pairs_hook=_object,
            parse_float=_refuse_number,
            parse_constant=_refuse_number,
        )
    except (ValueError, RecursionError) as error:
        raise _not_canonical(f"not JSON: {error}") from error
    if canonical(value) != data:
        raise _not_canonical("other bytes than its canonical form")
    return value


def _not_canonical(reason: str) -> DrawError:
    return DrawError("json_not_canonical", reason=reason)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) != len(pairs):
        raise _not_canonical("a key stands twice in one object")
    return result


def _refuse_number(text: str) -> NoReturn:
    raise _not_canonical(f"{text} is not a whole number")


def _check(value: Any) -> None:
    if value is None or isinstance(value, bool):
        return
    if isinstance(value, str):
        _check_text(value)
    elif isinstance(value, int):
        if abs(value) > LARGEST_INTEGER:
            raise _not_canonical(f"{value} is too large")
    elif isinstance(value, dict):
        for key, item in value.items():
            if not isinstance(key, str) or not _KEY.fullmatch(key):
                raise _not_canonical(f"key {key!r}")
            _check(item)
    elif isinstance(value, list | tuple):
        for item in value:
            _check(item)
    else:
        raise _not_canonical(f"{type(value).__name__} is not allowed")


def _check_text(text: str) -> None:
    if not unicodedata.is_normalized("NFC", text):
        raise _not_canonical(f"{text!r} is not in the normal form NFC")
    if any("\ud800" <= letter <= "\udfff" for letter in text):
        raise _not_canonical(f"{text!r} holds half a character")


def nfc(text: str) -> str:
    """Return the text in the normal form in which alone it may enter a record."""
    return unicodedata.normalize("NFC", text)


def joined(hashes: Iterable[bytes]) -> bytes:
    """Join very many hashes some at a time: one by one each would take twice its size."""
    whole, left = bytearray(), iter(hashes)
    while some := b"".join(islice(left, _TOGETHER)):
        whole += some
    return bytes(whole)


class MerkleTree:
    """The Merkle tree of RFC 6962 (section 2.1) over a list of leaves.

    Kept level by level, each as one run of hashes; a node without a sibling moves up unchanged,
    which gives the RFC's shape.
    """

    def __init__(self, leaves: Iterable[bytes]) -> None:
        sha256 = hashlib.sha256
        self._build(joined(sha256(b"\x00" + leaf).digest() for leaf in leaves))

    @classmethod
    def over(cls, hashes: Run) -> "MerkleTree":
        """Build the tree over very many leaves of 32 bytes each, one behind the other."""
        tree = cls.__new__(cls)
        tree._build(hash_each(b"\x00", hashes, 32))
        return tree

    def _build(self, level: bytes) -> None:
        self.size = len(level) // 32
        self._levels = [level]
        while len(level) > 32:
            level = _parents(level)
            self._levels.append(level)

    @property
    def root(self) -> bytes:
        """The tree's hash (32 bytes); that of no leaves is SHA-256 of nothing."""
        return self._levels[-1] if self.size else sha256(b"")

    def proof(self, index: int) -> list[bytes]:
        """Return the audit path of the leaf at `index`, from the bottom up (at most log2 size)."""
        if not 0 <= index < self.size:
            raise IndexError(index)
        path = []
        for level in self._levels[:-1]:
            at = 32 * (index ^ 1)
            if at < len(level):
                path.append(level[at : at + 32])
            index >>= 1
        return path


def _parents(level: bytes) -> bytes:
    """Hash the nodes of a level two by two."""
    whole = len(level) // 64 * 64
    return hash_each(b"\x01", level[:whole], 64) + level[whole:]


def _parent(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def merkle_root(leaves: Iterable[bytes]) -> bytes:
    """Return the RFC 6962 tree hash of the leaves (32 bytes)."""
    return MerkleTree(leaves).root


def is_included(leaf: bytes, index: int, size: int, path: Sequence[bytes], root: bytes) -> bool:
    """Say whether the path proves that `leaf` is number `index` of the tree of `size` leaves.

    The algorithm of RFC 9162, section 2.1.3.2 (the same trees as RFC 6962).
    """
    if not 0 <= index < size:
        return False
    node = hashlib.sha256(b"\x00" + leaf).digest()
    here, last = index, size - 1
    for sibling in path:
        if last == 0:
            return False
        if here & 1 or here == last:
            node = _parent(sibling, node)
            while not here & 1 and here:
                here, last = here >> 1, last >> 1
        else:
            node = _parent(node, sibling)
        here, last = here >> 1, last >> 1
    return last == 0 and node == root
