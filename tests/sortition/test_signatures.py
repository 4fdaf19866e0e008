"""Signatures of a draw: who signed, and who did not."""

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from sortition import proofs, signatures
from sortition.commitment import commitment
from sortition.errors import InputError
from sortition.quotas import Quota, Quotas

OPERATOR, WITNESS = (Ed25519PrivateKey.from_private_bytes(bytes([i]) * 32) for i in (1, 2))
SIGNERS = [
    signatures.Signer("operator", "Ana", signatures.public_key(OPERATOR)),
    signatures.Signer("witness", "Luis", signatures.public_key(WITNESS)),
    signatures.Signer("witness", "Eva"),
]


def files():
    content = commitment(
        draw="d",
        pool=[("ab" * 32, "cd" * 32)],
        quotas=Quotas((Quota("sex", "f", 1, 1),)),
        size=1,
        panels=10,
        objective="leximin",
        software="1",
        signers=SIGNERS,
    )
    named = {"commit.json": proofs.canonical(content)}
    return named | {"panels.json": b"panels", "result.json": b"result"}


def pem(key, encryption=None):
    kinds = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    return key.private_bytes(*kinds, encryption or serialization.NoEncryption())


def test_every_signer_has_a_slot_for_every_file():
    slots = signatures.signatures_record(files(), [OPERATOR, WITNESS])["signatures"]
    assert [(one["name"], one["signed"]) for one in slots] == [
        (who, name) for who in ("Ana", "Luis", "Eva") for name in signatures.SIGNED
    ]
    for one in slots[:6]:
        public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(one["key"]))
        public.verify(bytes.fromhex(one["signature"]), files()[one["signed"]])
    assert [one["signature"] for one in slots[6:]] == [None] * 3


def test_a_missing_signature_stands_as_missing():
    slots = signatures.signatures_record(files(), [WITNESS])["signatures"]
    assert [one["signature"] is None for one in slots] == [True] * 3 + [False] * 3 + [True] * 3


def test_a_key_is_read_as_openssl_writes_it(tmp_path):
    (tmp_path / "key.pem").write_bytes(pem(OPERATOR))
    read = signatures.read_private_key(tmp_path / "key.pem")
    assert signatures.public_key(read) == signatures.public_key(OPERATOR)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "bad_key"),
        (b"-----BEGIN PRIVATE KEY-----", "bad_key"),
        (pem(generate_private_key(SECP256R1())), "bad_key"),
        (pem(OPERATOR, serialization.BestAvailableEncryption(b"x")), "bad_key"),
        (None, "cannot_read"),
    ],
)
def test_what_is_no_key_is_named(tmp_path, content, code):
    if content is not None:
        (tmp_path / "key.pem").write_bytes(content)
    with pytest.raises(InputError) as caught:
        signatures.read_private_key(tmp_path / "key.pem")
    assert [problem.code for problem in caught.value.problems] == [code]
