"""Detached Ed25519 signatures (RFC 8032) of the operator and the witnesses over a draw's files."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sortition import proofs
from sortition.errors import DrawError, InputError, Problem

MOST_SIGNERS = 20
SIGNED = ("commit.json", "panels.json", "result.json")


@dataclass(frozen=True)
class Signer:
    """Who signs the files of a draw.

    Attributes
    ----------
    role
        "operator" or "witness".
    name
        As the minutes write it.
    key
        The public key as 64 hex digits; None says that this person signs nothing.
    """

    role: str
    name: str
    key: str | None = None

    def as_data(self) -> dict[str, Any]:
        """Return the signer as `commit.json` names them."""
        return {"role": self.role, "name": proofs.nfc(self.name), "key": self.key}


NOBODY = Signer("operator", "", None)


def list_signers(signers: Iterable[Signer]) -> list[dict[str, Any]]:
    """Return the signers as `commit.json` has them: the operator, then the witnesses.

    Raises
    ------
    DrawError
        code `bad_signers`: not exactly one operator, in front, one key for two, or too many.
    """
    listed = list(signers) or [NOBODY]
    keys = [one.key for one in listed if one.key is not None]
    if [one.role for one in listed] != ["operator", *["witness"] * (len(listed) - 1)]:
        raise DrawError("bad_signers")
    if len(set(keys)) != len(keys) or len(listed) > MOST_SIGNERS:
        raise DrawError("bad_signers")
    return [one.as_data() for one in listed]


def public_key(private: Ed25519PrivateKey) -> str:
    """Return the public half of a key, as 64 hex digits."""
    return private.public_key().public_bytes_raw().hex()


def read_private_key(path: Path) -> Ed25519PrivateKey:
    """Read a key as `openssl genpkey -algorithm ed25519` writes it (PEM, without password).

    Raises
    ------
    InputError
        codes `cannot_read`, `bad_key`.
    """
    try:
        key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    except OSError as error:
        params = {"reason": error.strerror or str(error)}
        raise InputError([Problem("cannot_read", str(path), params=params)]) from error
    except (ValueError, TypeError, UnsupportedAlgorithm):
        key = None
    if not isinstance(key, Ed25519PrivateKey):
        raise InputError([Problem("bad_key", str(path))])
    return key


def signatures_record(
    files: Mapping[str, bytes], keys: Iterable[Ed25519PrivateKey] = ()
) -> dict[str, Any]:
    """Return the content of `signatures.json`: a slot for each signer and each of the three files.

    A slot without a signature holds null, so that nobody has to guess whether one was lost. Each
    signature is over the bytes of the file as it stands.

    Parameters
    ----------
    files
        The bytes of `commit.json`, `panels.json` and `result.json` by their names.
    keys
        Private keys; each signs where `commit.json` names its public half.
    """
    held = {public_key(key): key for key in keys}
    rules = proofs.read_canonical(files["commit.json"])
    return {
        "protocol": proofs.PROTOCOL,
        "file": "signatures",
        "draw": rules["draw"],
        "attempt": rules["attempt"],
        "hashes": [[name, proofs.sha256(files[name]).hex()] for name in SIGNED],
        "signatures": [
            {
                "role": signer["role"],
                "name": signer["name"],
                "key": signer["key"],
                "signed": name,
                "signature": _sign(held.get(signer["key"] or ""), files[name]),
            }
            for signer in rules["signers"]
            for name in SIGNED
        ],
    }


def _sign(key: Ed25519PrivateKey | None, data: bytes) -> str | None:
    return None if key is None else key.sign(data).hex()
