"""The keyed hash of every unit of a frame, and the tree over them."""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sortition import proofs
from sortition.hashing import AT_ONCE, keyed_each
from sortition.register.digests import Digests, order_of
from sortition.register.frame import Frame


def new_key() -> bytes:
    """Make the key K of a draw, which the register holder keeps (32 random bytes)."""
    return secrets.token_bytes(32)


def leaf(key: bytes, unit_key: str, stratum: str) -> str:
    """Return HMAC-SHA256(K, unit's key and stratum, each with its length), as 64 hex digits."""
    return proofs.keyed(key)(proofs.length_prefixed(unit_key, stratum)).hex()


@dataclass(frozen=True)
class Leaves:
    """The leaves of all n units, sorted, so that places tell nothing.

    Attributes
    ----------
    frame
        The units, in the leaves' order.
    digests
        The leaf of each unit, shape (n, 32).
    """

    frame: Frame
    digests: Digests

    def __len__(self) -> int:
        return len(self.digests)

    @cached_property
    def tree(self) -> proofs.MerkleTree:
        """The Merkle tree over all leaves; `proof` of a letter's place goes into the letter."""
        return proofs.MerkleTree.over(self.digests)


def make_leaves(key: bytes, frame: Frame) -> Leaves:
    """Hash every unit of a frame under the draw's key: leaf = HMAC-SHA256(K, key, stratum)."""
    digests = np.frombuffer(keyed_each(key, _messages(frame)), np.uint8).reshape(-1, 32)
    order = order_of(digests)
    return Leaves(frame.taken(order), digests.take(order, axis=0))


def _messages(frame: Frame) -> Iterator[bytes]:
    """Give each unit's key and stratum, each with its length."""
    ends = [proofs.length_prefixed(own) for own in frame.strata]
    starts = [length.to_bytes(8, "big") for length in range(frame.keys.dtype.itemsize + 1)]
    for at in range(0, len(frame), AT_ONCE):  # all at once would hold every key a second time
        keys = frame.keys[at : at + AT_ONCE].tolist()
        strata = frame.stratum[at : at + AT_ONCE].tolist()
        for own, place in zip(keys, strata, strict=True):
            yield starts[len(own)] + own + ends[place]
