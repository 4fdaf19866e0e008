"""The proof of each letter: kept when it is drawn, because the register may be gone later.

One file a draw: for each number a row of the leaf's place and its audit path, all of one length.
"""

from collections.abc import Iterable
from typing import Any

from observatory import storage
from observatory.recruitment.models import Invitation, InvitationDraw
from sortition.invitation import Leaves, Letter
from sortition.invitation.proving import Proof, prove_letter, verify_letter

HASH = 32
HEAD = 16  # place and size of the tree, 8 bytes each


def path_of(draw: InvitationDraw) -> str:
    """Return where a draw's proofs are kept, below DATA_DIR."""
    return f"proofs/{draw.id}.bin"


def keep_proofs(draw: InvitationDraw, leaves: Leaves, letters: Iterable[Letter]) -> None:
    """Keep the proofs of letters, in the order of their numbers."""
    proofs = [prove_letter(leaves, letter) for letter in letters]
    depth = max((len(proof.path) for proof in proofs), default=0)
    storage.write(path_of(draw), bytes([depth]) + b"".join(_row(own, depth) for own in proofs))


def _row(proof: Proof, depth: int) -> bytes:
    head = proof.place.to_bytes(8, "big") + proof.size.to_bytes(8, "big")
    nodes = b"".join(bytes.fromhex(node) for node in proof.path)
    return head + bytes([len(proof.path)]) + nodes.ljust(depth * HASH, b"\0")


def proof_of(draw: InvitationDraw, letter: Invitation, first: int = 1) -> Proof | None:
    """Return a letter's proof; None for draws from before proofs were kept.

    `first` is the number of the draw's first letter.
    """
    path = storage.locate(path_of(draw))
    if not path.exists():
        return None
    with path.open("rb") as file:
        depth = file.read(1)[0]
        size = HEAD + 1 + depth * HASH
        file.seek(1 + (letter.number - first) * size)
        row = file.read(size)
    nodes = [row[at : at + HASH].hex() for at in range(HEAD + 1, size, HASH)]
    place, total = int.from_bytes(row[:8], "big"), int.from_bytes(row[8:HEAD], "big")
    return Proof(letter.leaf, place, total, tuple(nodes[: row[HEAD]]))


def is_proven(draw: InvitationDraw, proof: Proof) -> bool:
    """Tell whether the list that was fixed before the dice holds a letter's leaf."""
    return bool(draw.commitment) and verify_letter((draw.commitment or "").encode(), proof)


def as_public(draw: InvitationDraw, letter: Invitation, proof: Proof) -> dict[str, Any]:
    """Return what anybody needs to check a letter (RFC 6962); it names nobody."""
    return {
        "leaf": letter.leaf,
        "stratum": letter.stratum,
        "rank": letter.rank,
        "place": proof.place,
        "size": proof.size,
        "path": list(proof.path),
        "commit1_sha256": draw.commitment_digest,
        "dice": draw.dice,
    }
