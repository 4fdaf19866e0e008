"""Hashes of very many rows: cells joined by the chunk, one SHA-256 for each row, sorted at once."""

import hashlib
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from sortition import proofs

Bytes = NDArray[np.bytes_]
Digests = NDArray[np.uint8]

_TOGETHER = 1 << 16
BETWEEN = 0x1F
"""The byte between two cells of a row when it is hashed (unit separator); no cell holds it."""


def row_digests(cells: Sequence[Bytes]) -> Digests:
    """Return SHA-256 of each row's cells, joined by the unit separator.

    Parameters
    ----------
    cells
        An array of UTF-8 byte strings for each column, all of the same length n.

    Returns
    -------
    ndarray of uint8, shape (n, 32)
    """
    parts: list[NDArray[np.uint8] | int] = []
    for column in cells:
        parts += [BETWEEN, _as_matrix(column)]
    return digests_of(*joined(parts[1:], len(cells[0])))


def joined(parts: Sequence[NDArray[np.uint8] | int], rows: int) -> tuple[bytes, NDArray[np.int64]]:
    """Put parts of each row side by side, without the zeros that pad them.

    Parameters
    ----------
    parts
        Matrices of bytes, one row each, or a byte that all rows share.
    rows
        How many rows there are.

    Returns
    -------
    tuple
        All rows as one run of bytes, and where each begins and ends in it (rows + 1 places).
    """
    width = sum(1 if isinstance(part, int) else part.shape[1] for part in parts)
    whole = np.empty((rows, width), np.uint8)
    at = 0
    for part in parts:
        wide = 1 if isinstance(part, int) else part.shape[1]
        whole[:, at : at + wide] = part
        at += wide
    kept = whole != 0
    places = np.zeros(rows + 1, np.int64)
    np.cumsum(np.count_nonzero(kept, axis=1), out=places[1:])
    return whole[kept].tobytes(), places


def _as_matrix(column: Bytes) -> NDArray[np.uint8]:
    return np.ascontiguousarray(column).view(np.uint8).reshape(len(column), -1)


def digests_of(blob: bytes, places: NDArray[np.int64]) -> Digests:
    """Return SHA-256 of each stretch of a run of bytes, shape (n, 32)."""
    sha256 = hashlib.sha256
    found = [sha256(blob[start:end]).digest() for start, end in pairwise(places.tolist())]
    return np.frombuffer(b"".join(found), np.uint8).reshape(-1, 32)


def order_of(digests: Digests) -> NDArray[np.int64]:
    """Return the permutation that sorts hashes of 32 bytes, shape (n,).

    The first eight bytes decide unless two hashes share them.
    """
    words = np.ascontiguousarray(digests).view(">u8")
    first = words[:, 0].astype(np.uint64)
    found = np.argsort(first)
    ranked = first[found]
    tied = np.flatnonzero(ranked[1:] == ranked[:-1])
    if (words[found[tied]] != words[found[tied + 1]]).any():
        found = np.lexsort(words.T[::-1])
    return found


def snapshot_of(names: Sequence[str], digests: Digests) -> str:
    """Return H("snapshot", names of the columns, sorted hashes of the rows) as 64 hex digits."""
    header = chr(BETWEEN).join(names)
    start = proofs.length_prefixed(proofs.PROTOCOL, "snapshot", header)
    found = hashlib.sha256(start + digests.nbytes.to_bytes(8, "big"))
    order = order_of(digests)
    for at in range(0, len(order), _TOGETHER):  # a second copy of all would be large
        found.update(digests.take(order[at : at + _TOGETHER], axis=0).tobytes())
    return found.hexdigest()
