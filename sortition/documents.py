"""Finished documents, as minutes: one detached Ed25519 signature over the hashes of all files."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from sortition import proofs
from sortition.errors import DrawError
from sortition.signatures import public_key

CHUNK = 1 << 20


@dataclass(frozen=True)
class Document:
    """A file that was signed.

    Attributes
    ----------
    name
        The file's name.
    about
        What was signed beside the hashes: which draw, which version.
    key
        The signer's public key as 64 hex digits. Whose it is, the record of the draw says.
    """

    name: str
    about: dict[str, Any]
    key: str


def sign_documents(
    files: Mapping[str, bytes], about: Mapping[str, Any], key: Ed25519PrivateKey
) -> dict[str, Any]:
    """Return the content of a signature file: what is signed, every file's SHA-256, key, signature.

    The signature is over the canonical JSON of everything else in the content, key included.

    Parameters
    ----------
    files
        The bytes of the files by their names.
    about
        What they are; canonical JSON types only.
    key
        The signer's private key.
    """
    content = {
        "protocol": proofs.PROTOCOL,
        "file": "documents",
        "about": dict(about),
        "hashes": [[name, proofs.sha256(files[name]).hex()] for name in sorted(files)],
        "key": public_key(key),
    }
    return {**content, "signature": key.sign(proofs.canonical(content)).hex()}


def hash_stream(stream: BinaryIO) -> str:
    """Return the SHA-256 of a stream, as hex, without holding it in memory."""
    digest = hashlib.sha256()
    while chunk := stream.read(CHUNK):
        digest.update(chunk)
    return digest.hexdigest()


def check_document(digest: str, signed: bytes, key: str | None = None) -> Document:
    """Return which of the signed files has this SHA-256 (hex).

    Parameters
    ----------
    digest
        The SHA-256 of the file, as `hash_stream` or anybody's `sha256sum` gives it.
    signed
        The bytes of the signature file, exactly as `proofs.canonical` wrote them.
    key
        The public key that must have signed (64 hex digits); None takes any, and says which.

    Raises
    ------
    DrawError
        codes `not_a_signature`, `bad_signature`, `other_key`, `unknown_document`.
    """
    content = _read(signed)
    if key is not None and key.lower() != content["key"]:
        raise DrawError("other_key", key=content["key"])
    names = [name for name, own in content["hashes"] if own == digest]
    if not names:
        raise DrawError("unknown_document")
    return Document(names[0], content["about"], content["key"])


def _read(signed: bytes) -> dict[str, Any]:
    """Return the content of a signature file whose signature holds."""
    try:
        content = proofs.read_canonical(signed)
        rest = {name: content[name] for name in ("protocol", "file", "about", "hashes", "key")}
        signature = bytes.fromhex(content["signature"])
        signer = Ed25519PublicKey.from_public_bytes(bytes.fromhex(content["key"]))
        pairs = [(str(name), str(own)) for name, own in content["hashes"]]
    except (DrawError, KeyError, TypeError, ValueError) as error:
        raise DrawError("not_a_signature") from error
    form = (proofs.PROTOCOL, "documents", 6, content["signature"])  # one spelling: no "AB" for "ab"
    if (rest["protocol"], rest["file"], len(content), signature.hex()) != form:
        raise DrawError("not_a_signature")
    try:
        signer.verify(signature, proofs.canonical(rest))
    except InvalidSignature as error:
        raise DrawError("bad_signature") from error
    return {**content, "hashes": pairs}
