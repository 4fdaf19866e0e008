"""What is computed from a voting code: leaf, nonce, commitment and receipt of a slip.

Pure functions of the code and the ballot, so that the same vote sent twice, even at the same
moment, writes the same bytes and gives the same receipt.
"""

import hashlib
import hmac
from collections.abc import Iterable

from observatory import codes
from sortition import proofs

CODE_LENGTH = 16  # characters of 5 bits: 80 random bits


def _keyed(code: str, *parts: str | int) -> bytes:
    text = "|".join(str(part) for part in parts)
    return hmac.new(code.encode(), text.encode(), hashlib.sha256).digest()


def leaf(code: str, ballot: int, question: int) -> str:
    """Return the leaf of a code for a question's position: SHA-256(HMAC-SHA256(code, b|q))."""
    return hashlib.sha256(_keyed(code, ballot, question)).hexdigest()


def nonce(code: str, ballot: int, question: int, choice: str) -> str:
    """Return 128 bits that hide the choice in the commitment from all who lack the code."""
    return _keyed(code, ballot, question, choice, "nonce")[:16].hex()


def commitment(ballot: int, question: int, leaf: str, choice: str, nonce: str) -> str:
    """Return H("slip", ballot, question, leaf, choice, nonce), fixed at closing."""
    parts = (ballot, question, bytes.fromhex(leaf), choice, bytes.fromhex(nonce))
    return proofs.H("slip", *parts).hex()


def receipt(ballot: int, commitments: Iterable[str]) -> str:
    """Return what the voter keeps: 16 characters over the commitments in order of questions."""
    value = int.from_bytes(proofs.H("receipt", ballot, *map(bytes.fromhex, commitments)), "big")
    letters = [codes.ALPHABET[value >> 5 * place & 31] for place in range(CODE_LENGTH)]
    return codes.show("".join(letters))
