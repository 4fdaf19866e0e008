"""Signed documents: whoever changes a byte is caught, with and without the web."""

import io
import json

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sortition import documents, proofs
from sortition.commands import main
from sortition.errors import DrawError
from sortition.signatures import public_key

KEY, OTHER = (Ed25519PrivateKey.from_private_bytes(bytes([i]) * 32) for i in (1, 2))
TEXT = b"Minutes of a draw\nPlace: Plaza Mayor 1\nDice: 137 1415 9265\n"
FILES = {"minutes-es.txt": TEXT, "minutes-es.pdf": bytes(range(256)) * 40}
ABOUT = {"draw": "villa-1", "version": 1}


def signed():
    return proofs.canonical(documents.sign_documents(FILES, ABOUT, KEY))


def check(data, record=None, key=None):
    digest = documents.hash_stream(io.BytesIO(data))
    return documents.check_document(digest, record or signed(), key)


def flipped(data, place, bit=1):
    return data[:place] + bytes([data[place] ^ bit]) + data[place + 1 :]


def test_a_signed_file_is_found_by_its_bytes():
    found = check(TEXT, key=public_key(KEY))
    assert (found.name, found.about, found.key) == ("minutes-es.txt", ABOUT, public_key(KEY))


def test_no_byte_of_a_file_can_change():
    for place in range(len(TEXT)):
        with pytest.raises(DrawError, match="none of those"):
            check(flipped(TEXT, place))
    for place in range(0, 256 * 40, 97):
        with pytest.raises(DrawError, match="none of those"):
            check(flipped(FILES["minutes-es.pdf"], place))


def test_no_bit_of_the_signature_file_can_change():
    record = signed()
    for place in range(len(record)):
        for bit in (1, 0x20):  # 0x20 turns a hexadecimal "a" into "A"
            with pytest.raises(DrawError):
                check(TEXT, flipped(record, place, bit))


def test_a_file_signed_anew_by_somebody_else_has_another_key():
    forged = proofs.canonical(documents.sign_documents({"m": b"forged"}, ABOUT, OTHER))
    with pytest.raises(DrawError, match="another key"):
        check(b"forged", forged, public_key(KEY))


@pytest.mark.parametrize("record", [b"", b"[]", b"{}", b'{"hashes":1}', b"\xff", TEXT])
def test_what_is_no_signature_file_is_refused(record):
    with pytest.raises(DrawError) as refused:
        documents.check_document("00", record)
    assert refused.value.code == "not_a_signature"


def test_the_command_says_unchanged_or_changed(tmp_path, capsys):
    file, record = tmp_path / "minutes-es.txt", tmp_path / "minutes.sig.json"
    file.write_bytes(TEXT)
    record.write_bytes(signed())
    assert main(["check-minutes", str(file), str(record)]) == 0
    assert "Unchanged: minutes-es.txt (draw villa-1, version 1)." in capsys.readouterr().out
    asked = ["check-minutes", str(file), str(record), "--key", public_key(KEY), "--json"]
    assert main(asked) == 0
    assert json.loads(capsys.readouterr().out)["key"] == public_key(KEY)
    file.write_bytes(TEXT + b" ")
    assert main(["check-minutes", str(file), str(record)]) == 1
    assert "or it was changed" in capsys.readouterr().err
