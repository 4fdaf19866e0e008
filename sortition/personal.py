"""What each person of a pool holds: a secret, digits of their own, and the codes made from them."""

import secrets
from collections.abc import Mapping

from sortition import proofs
from sortition.errors import DrawError

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CHECKS = CROCKFORD + "*~$=U"
_LOOKALIKES = str.maketrans("ILO", "110", "- \t\r\n")
_LENGTH = 26
_LEAST_OWN_DIGITS = 4


def new_secret() -> str:
    """Make a secret of 128 random bits: 26 Crockford characters and their check character."""
    return write_secret(secrets.token_bytes(16))


def write_secret(secret: bytes) -> str:
    """Write 16 bytes in Crockford's base 32 with his check character (modulo 37).

    Douglas Crockford, "Base 32", https://www.crockford.com/base32.html.
    """
    number = int.from_bytes(secret, "big")
    letters = [CROCKFORD[number >> 5 * i & 31] for i in reversed(range(_LENGTH))]
    return "".join(letters) + _CHECKS[number % 37]


def read_secret(text: str) -> bytes:
    """Return the 16 bytes of a secret as people type it: any case, blanks, hyphens, I and L for 1.

    Raises
    ------
    DrawError
        code `bad_secret`: another length, another character, or a check that does not fit.
    """
    letters = text.upper().translate(_LOOKALIKES)
    body, check = letters[:-1], letters[-1:]
    if len(body) != _LENGTH or set(body) - set(CROCKFORD):
        raise DrawError("bad_secret")
    number = 0
    for letter in body:
        number = number * 32 + CROCKFORD.index(letter)
    if number >> 128 or check != _CHECKS[number % 37]:
        raise DrawError("bad_secret")
    return number.to_bytes(16, "big")


def read_own(text: str) -> str:
    """Return the digits a person chose, without blanks; at least four.

    Raises
    ------
    DrawError
        code `bad_own_digits`.
    """
    digits = "".join(text.split())
    if len(digits) < _LEAST_OWN_DIGITS or not (digits.isascii() and digits.isdigit()):
        raise DrawError("bad_own_digits", least=_LEAST_OWN_DIGITS)
    return digits


def new_nonce() -> str:
    """Make the nonce r that hides a person's features in `attr` (16 random bytes, as hex)."""
    return secrets.token_hex(16)


def pid(draw: str, secret: str, own: str) -> str:
    """Return a person's code in one draw: H("pid", draw, s, own), as 64 hex digits.

    `own` keeps an operator from handing one secret to two people with equal features.
    """
    return proofs.H("pid", draw, read_secret(secret), read_own(own)).hex()


def opener(draw: str, secret: str, own: str) -> str:
    """Return what opens a person's own seats: H("opener", draw, s, own), as 64 hex digits.

    Whoever made the pid can make it, and nobody can make it from the pid.
    """
    return proofs.H("opener", draw, read_secret(secret), read_own(own)).hex()


def attr(draw: str, nonce: str, features: Mapping[str, str]) -> str:
    """Return what binds a person's features: H("attr", draw, r, canonical features), as hex.

    The canonical features are the sorted pairs [feature, value], in the normal form NFC.
    """
    pairs = sorted([proofs.nfc(feature), proofs.nfc(value)] for feature, value in features.items())
    return proofs.H("attr", draw, bytes.fromhex(nonce), proofs.canonical(pairs)).hex()
