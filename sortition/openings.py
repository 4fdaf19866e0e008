"""What hides the panels until the dice, and opens one of them, or one person's own seats.

The seats of a panel stand salted and shuffled under a Merkle root; the seats of a person on all
panels stand sealed with what only the secret of that person gives.
"""

from collections.abc import Iterable, Sequence

from sortition import proofs
from sortition.errors import DrawError


def opening(key: bytes, number: int, panel: Iterable[str]) -> list[list[str]]:
    """Return the seats [pid, salt] of panel `number` in the random order of its tree.

    `key` are the secret bytes of a draw, from which all salts come.
    """
    seats = [
        [own, proofs.H("salt", key, number, bytes.fromhex(own)).hex()] for own in sorted(panel)
    ]
    return proofs.shuffle(proofs.H("seats", key), str(number), seats)


def seats_root(seats: Iterable[Sequence[str]]) -> str:
    """Return the Merkle root over H("seat", salt, pid) of the seats [pid, salt], as hex."""
    leaves = (proofs.H("seat", bytes.fromhex(salt), bytes.fromhex(own)) for own, salt in seats)
    return proofs.merkle_root(leaves).hex()


def as_bits(numbers: Iterable[int], panels: int) -> bytes:
    """Write the numbers of a person's panels as one bit for each panel, the first bit for 0."""
    bits = bytearray(-(-panels // 8))
    for number in numbers:
        bits[number // 8] |= 128 >> number % 8
    return bytes(bits)


def from_bits(bits: bytes, panels: int) -> list[int]:
    """Read the numbers of the panels from their bits."""
    return [j for j in range(panels) if bits[j // 8] & 128 >> j % 8]


def seal(commit: bytes, opener: str, own: str, numbers: Iterable[int], panels: int) -> list[str]:
    """Return [sealed, check] for one person: the panels they sit on, readable with `opener` only.

    sealed = bits XOR H("seal", opener, SHA256(commit), 0..), check = H("row", opener,
    SHA256(commit), pid, bits). The commitment enters both, so that no two attempts share a pad;
    the check keeps whoever knows the panels from naming another opener later.

    Parameters
    ----------
    commit
        The bytes of `commit.json`.
    opener, own
        `personal.opener` and `personal.pid` of the person, as hex.
    numbers, panels
        The panels they sit on, of how many.
    """
    bits, frozen = as_bits(numbers, panels), proofs.sha256(commit)
    check = proofs.H("row", bytes.fromhex(opener), frozen, bytes.fromhex(own), bits)
    return [_pad(bits, opener, frozen).hex(), check.hex()]


def unseal(commit: bytes, opener: str, own: str, sealed: Sequence[str], panels: int) -> list[int]:
    """Return the numbers of the panels that `seal` wrote down.

    Raises
    ------
    DrawError
        code `row_does_not_open`: another person's, another draw's, or changed.
    """
    frozen = proofs.sha256(commit)
    bits = _pad(bytes.fromhex(sealed[0]), opener, frozen)
    numbers = from_bits(bits, panels) if len(bits) == -(-panels // 8) else []
    if seal(commit, opener, own, numbers, panels) != list(sealed):
        raise DrawError("row_does_not_open", pid=own)
    return numbers


def _pad(data: bytes, opener: str, frozen: bytes) -> bytes:
    key, blocks = bytes.fromhex(opener), range(-(-len(data) // 32))
    stream = b"".join(proofs.H("seal", key, frozen, i) for i in blocks)
    return bytes(one ^ other for one, other in zip(data, stream, strict=False))
