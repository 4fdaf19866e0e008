"""Codes that people type: Crockford characters in groups of four, kept as HMAC or sealed.

The alphabet leaves out I, L, O and U; who types them anyway means 1, 1, 0 and V.
"""

import base64
import hashlib
import hmac
import secrets

from cryptography.fernet import Fernet
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


def _seal(purpose: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(bytes.fromhex(digest("seal", purpose))))


def seal(purpose: str, text: str) -> str:
    """Return a text encrypted with the application's secret, for one purpose."""
    return _seal(purpose).encrypt(text.encode()).decode()


def unseal(purpose: str, sealed: str) -> str:
    """Return the text that was sealed for a purpose."""
    return _seal(purpose).decrypt(sealed.encode()).decode()
