"""Codes that people type: Crockford characters in groups of four, kept as HMAC or sealed.

The alphabet leaves out I, L, O and U; who types them anyway means 1, 1, 0 and V.
"""

import base64
import hashlib
import hmac
import secrets

from cryptography.fernet import Fernet
from flask import current_app

from observatory.errors import N_, RuleBroken

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
MEANT = str.maketrans("ILOU", "110V")
SIZE = len(ALPHABET)
PRIMITIVE = 0b100101  # x^5 + x^2 + 1: its powers of x run through all of GF(32) but zero


class Mistyped(RuleBroken):
    """A code whose check character does not fit was not typed as printed."""

    code = "mistyped_code"
    message = N_("This is not a code as printed. Look for a wrong, missing or swapped character.")


def new(length: int = 12) -> str:
    """Return a random code of 5 bits a character, without separators."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def show(code: str) -> str:
    """Return a code in groups of four, as it is printed."""
    return "-".join(code[i : i + 4] for i in range(0, len(code), 4))


def read(typed: str) -> str:
    """Return the code somebody meant: any case, with or without separators."""
    return "".join(c for c in typed.upper().translate(MEANT) if c in ALPHABET)


def _double(value: int) -> int:
    """Return x times an element of GF(32)."""
    return value << 1 ^ (PRIMITIVE if value << 1 & SIZE else 0)


def check_character(text: str) -> str:
    """Return the character c with sum(x^i t_i, from the right) + c = 0 in GF(32).

    Every place has its own weight, so that one wrong character, or two that changed places, never
    fit (texts of up to 30 characters); of all other slips 1 in 32 passes.
    """
    total = 0
    for character in text:
        total = _double(total ^ ALPHABET.index(character))
    return ALPHABET[total]


def with_check(text: str) -> str:
    """Return a code followed by its check character."""
    return text + check_character(text)


def write(number: int, length: int) -> str:
    """Return the lowest 5 x length bits of a number as a code."""
    return "".join(ALPHABET[number >> 5 * i & 31] for i in reversed(range(length)))


def read_checked(typed: str, length: int = 12) -> str:
    """Return the code somebody meant; raise Mistyped where length or check does not fit."""
    code = read(typed)
    if len(code) != length or check_character(code[:-1]) != code[-1]:
        raise Mistyped
    return code


def digest(purpose: str, text: str) -> str:
    """Return the HMAC under which a code (or an address) is kept for one purpose."""
    key = current_app.config["SECRET_KEY"].encode()
    return hmac.new(key, f"{purpose}\0{text}".encode(), hashlib.sha256).hexdigest()


def _seal(purpose: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(bytes.fromhex(digest("seal", purpose))))


def seal(purpose: str, text: str) -> str:
    """Return a text encrypted with the application's secret, for one purpose."""
    return _seal(purpose).encrypt(text.encode()).decode()


def unseal(purpose: str, sealed: str) -> str:
    """Return the text that was sealed for a purpose."""
    return _seal(purpose).decrypt(sealed.encode()).decode()
