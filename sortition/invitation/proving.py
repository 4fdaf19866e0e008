"""The proof that goes into a letter: that its leaf was in the list before the dice."""

from typing import Any, NamedTuple

from sortition import proofs
from sortition.invitation.drawing import Letter
from sortition.invitation.leaves import Leaves


class Proof(NamedTuple):
    """That a leaf is number `place` of the tree of `size` leaves: its audit path, as hex."""

    leaf: str
    place: int
    size: int
    path: tuple[str, ...]


def prove_letter(leaves: Leaves, letter: Letter) -> Proof:
    """Return the proof of a letter, about 21 hashes for 1.3 million households."""
    path = leaves.tree.proof(letter.place)
    return Proof(letter.leaf, letter.place, len(leaves), tuple(node.hex() for node in path))


def verify_letter(commit: bytes, proof: Proof) -> bool:
    """Say whether a letter's leaf was committed to.

    Parameters
    ----------
    commit
        The bytes of `commit1.json`, as published.
    proof
        What the letter carries.

    Raises
    ------
    DrawError
        code `json_not_canonical`, where the commitment is none.
    """
    record: Any = proofs.read_canonical(commit)
    size = sum(cell["units"] for cell in record["strata"])
    path = [bytes.fromhex(node) for node in proof.path]
    root = bytes.fromhex(record["root"])
    is_whole = proof.size == size
    return is_whole and proofs.is_included(bytes.fromhex(proof.leaf), proof.place, size, path, root)
