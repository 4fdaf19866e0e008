"""Codes that people type: Crockford characters in groups of four, kept only as HMAC.

The alphabet leaves out I, L, O and U; who types them anyway means 1, 1, 0 and V.
"""

import hashlib
import hmac
import secrets

from flask import current_app

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
MEANT = str.maketrans("ILOU", "110V")


def new(length: int = 12) -> str:
    """Return a random code of 5 bits a character, without separators."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def show(code: str) -> str:
    """Return a code in groups of four, as it is printed."""
    return "-".join(code[i : i + 4] for i in range(0, len(code), 4))


def read(typed: str) -> str:
    """Return the code somebody meant: any case, with or without separators."""
    return "".join(c for c in typed.upper().translate(MEANT) if c in ALPHABET)


def digest(purpose: str, text: str) -> str:
    """Return the HMAC under which a code (or an address) is kept for one purpose."""
    key = current_app.config["SECRET_KEY"].encode()
    return hmac.new(key, f"{purpose}\0{text}".encode(), hashlib.sha256).hexdigest()
