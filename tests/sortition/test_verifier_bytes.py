"""What the verifier reads before it understands it: zips, JSON, signatures."""

import io
import struct
import warnings
import zipfile

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from hypothesis import given, settings
from hypothesis import strategies as st

from sortition import verify_draw
from tests.sortition import records

MADE = records.make(11, keys=0)
FILES = {**MADE.files, **records.ENCLOSED, "manifest.json": b"{}"}
RFC_8032 = [  # secret key, message, signature: section 7.1, tests 1, 2, 3
    (
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bac"
        "c61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e"
        "458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290"
        "ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ),
]


def zipped(files=FILES, method=zipfile.ZIP_DEFLATED, **options):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method, **options) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return stream.getvalue()


def refused(action, *arguments):
    with pytest.raises(verify_draw.RecordError) as caught:
        action(*arguments)
    return caught.value.field, caught.value.code


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_bundle_may_be_stored_or_deflated(method):
    assert verify_draw.read_bundle(zipped(method=method)) == FILES


def test_a_zip_that_was_written_as_a_stream_is_read():
    class Stream(io.BytesIO):
        def seekable(self):
            return False

        def tell(self):
            raise OSError

    stream = Stream()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in FILES.items():
            archive.writestr(name, data)
    assert verify_draw.read_bundle(stream.getvalue()) == FILES


def test_a_name_that_stands_twice_is_refused():
    stream = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(stream, "w") as archive:
        warnings.simplefilter("ignore")
        for name in ("commit.json", "commit.json"):
            archive.writestr(name, b"{}")
    assert refused(verify_draw.read_bundle, stream.getvalue()) == ("commit.json", "twice")


@pytest.mark.parametrize(
    "name", ["notes.txt", "../commit.json", "commit.json/", "COMMIT.JSON", " "]
)
def test_what_does_not_belong_in_a_bundle_is_refused(name):
    found = refused(verify_draw.read_bundle, zipped({**FILES, name: b""}))
    assert found == (f"bundle {name}", "unexpected")


@pytest.mark.parametrize("name", verify_draw.JSON_FILES)
def test_every_json_file_must_be_there(name):
    files = {other: data for other, data in FILES.items() if other != name}
    assert refused(verify_draw.read_bundle, zipped(files)) == (name, "missing")


def test_a_zip_bomb_is_refused_before_it_unfolds():
    bomb = zipped({**FILES, "verify.html": bytes(verify_draw.LARGEST)})
    assert len(bomb) < 200_000
    assert refused(verify_draw.read_bundle, bomb) == ("verify.html", "large")


@pytest.mark.parametrize("claimed", [0, 1, 5_000, 5_001])
def test_a_bomb_that_lies_about_its_size_is_refused(claimed):
    data = bytearray(zipped({"verify.html": bytes(1_000_000)}))
    at = data.rindex(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", claimed)
    assert refused(verify_draw.read_bundle, bytes(data)) == ("verify.html", "zip")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK",
        b"x" * 5_000,
        zipped()[:-1],
        zipped() + b"x",
        zipped()[100:],
        zipped(method=zipfile.ZIP_BZIP2),
        zipped().replace(b"PK\x03\x04", b"PK\x03\x05"),
        zipped().replace(b"PK\x01\x02", b"PK\x01\x03"),
        zipped().replace(b"PK\x05\x06", b"PK\x05\x07"),
    ],
)
def test_what_is_no_whole_zip_is_refused(data):
    assert refused(verify_draw.read_bundle, data)[1] == "zip"


def test_an_encrypted_entry_is_refused():
    data = bytearray(zipped({"verify.html": b"x"}))
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    assert refused(verify_draw.read_bundle, bytes(data)) == ("bundle", "zip")


def ends(data):
    """Return how the verifier ends on some bytes."""
    try:
        return verify_draw.verify(data, {})[0]
    except verify_draw.RecordError as error:
        return error.code


@settings(max_examples=300)
@given(st.data())
def test_no_bytes_of_a_zip_crash_the_verifier(data):
    bundle = bytearray(MADE.bundle)
    last = len(bundle) - 1
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, last) | st.integers(last - 900, last))
        bundle[place] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, 9))
    assert ends(bytes(bundle[: last + 1 - cut])) in {2, *verify_draw.REASONS}


@pytest.mark.parametrize(
    "text",
    [
        '{"a":1,"a":1}',
        '{"a": 1}',
        '{"b":1,"a":1}',
        '{"a":1.0}',
        '{"a":1e2}',
        '{"a":-0}',
        '{"a":NaN}',
        '{"a":Infinity}',
        '{"A":1}',
        '{"":1}',
        '{"a":9007199254740992}',
        '{"a":' + "9" * 5000 + "}",
        '{"a":"e\u0301"}',
        '{"a":"\\ud800"}',
        '{"a":"\\u00e9"}',
        '{"a":"\\/"}',
        '{"a":"\t"}',
        "[" * 100_000,
        "[" * 20 + "]" * 20,
        "",
        "nul",
        "1 ",
        "\ufeff{}",
        '{"a":01}',
    ],
)
def test_what_is_not_canonical_is_refused(text):
    assert refused(verify_draw.read_json, "x.json", text.encode()) == ("x.json", "json")


@pytest.mark.parametrize(
    "text", ['{"a":[1,-1,true,null,"é\\n\\u0000\\"\\\\"]}', "[]", '"x"', "9007199254740991", "0"]
)
def test_what_is_canonical_is_read(text):
    assert verify_draw.canonical(verify_draw.read_json("x", text.encode())) == text


def test_bytes_that_are_no_text_are_refused():
    assert refused(verify_draw.read_json, "x", b'"\xff"') == ("x", "json")


@pytest.mark.parametrize(("secret", "message", "signature"), RFC_8032)
def test_the_vectors_of_rfc_8032_hold(secret, message, signature):
    key = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(secret))
    message, signature = bytes.fromhex(message), bytes.fromhex(signature)
    public = key.public_key().public_bytes_raw()
    assert key.sign(message) == signature
    assert verify_draw.is_signed(public, message, signature)
    assert not verify_draw.is_signed(public, message + b"x", signature)


@settings(max_examples=60)
@given(st.binary(min_size=32, max_size=32), st.binary(max_size=40), st.integers(0, 511))
def test_signatures_hold_where_those_of_cryptography_hold(secret, message, bit):
    key = Ed25519PrivateKey.from_private_bytes(secret)
    public, signature = key.public_key().public_bytes_raw(), key.sign(message)
    changed = bytearray(signature)
    changed[bit // 8] ^= 1 << bit % 8
    assert verify_draw.is_signed(public, message, signature)
    for other in (bytes(changed), bytes(64), b"\xff" * 64):
        assert not verify_draw.is_signed(public, message, other)
        with pytest.raises(InvalidSignature):
            Ed25519PublicKey.from_public_bytes(public).verify(other, message)


def test_a_signature_has_one_writing_only():
    key = Ed25519PrivateKey.from_private_bytes(bytes(32))
    public, signature = key.public_key().public_bytes_raw(), key.sign(b"x")
    s = int.from_bytes(signature[32:], "little") + verify_draw.L
    assert not verify_draw.is_signed(public, b"x", signature[:32] + s.to_bytes(32, "little"))


@pytest.mark.parametrize(
    "y", [1, 0, verify_draw.P - 1, verify_draw.P, verify_draw.P + 1, 2**255 - 1]
)
def test_a_key_that_would_sign_everything_signs_nothing(y):
    key = y.to_bytes(32, "little")
    assert not verify_draw.is_signed(key, b"x", key + bytes(32))
    assert not verify_draw.is_signed(key, b"x", (1).to_bytes(32, "little") + bytes(32))
