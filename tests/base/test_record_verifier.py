"""The verifier that stands alone says of a record what the application says."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from observatory import ROOT, heads, inspection, record
from observatory.database import session
from observatory.record import RecordEntry
from sortition import proofs, verify_record
from sortition.errors import DrawError
from tests.base.records import fill, tamper
from tests.base.test_record import MUTATIONS, forget_key

pytestmark = pytest.mark.usefixtures("session")
NOW = "2026-11-23T19:00:00.000000Z"


def export() -> bytes:
    return b"".join(record.export(record.find_head()))


def anchor() -> bytes:
    return heads.as_file(record.find_head())


def verdict(data: bytes, given: bytes | None = None) -> int:
    try:
        return verify_record.verify(data, given)[0]
    except verify_record.RecordError:
        return verify_record.FAILED


def code(data: bytes, given: bytes | None = None) -> str:
    with pytest.raises(verify_record.RecordError) as caught:
        verify_record.verify(data, given)
    return caught.value.code


def test_a_record_that_holds_is_verified_with_an_anchor_only():
    fill(5)
    former = anchor()
    fill(4)
    assert verdict(export(), former) == verify_record.VERIFIED
    assert verdict(export(), anchor()) == verify_record.VERIFIED
    assert verdict(export()) == verify_record.NOT_VERIFIED


# Blanks in the database's text, and its nodes, are not in the line: only the application sees them.
IN_LINES = [
    one
    for one in MUTATIONS
    if not {"nodes", "body_id"} & set(one) and " 2," not in str(one.get("content"))
]


@pytest.mark.parametrize("values", IN_LINES, ids=str)
def test_it_finds_what_the_application_finds(values: dict[str, Any]):
    fill(4)
    kept = anchor()
    tamper(3, **values)
    assert inspection.check(kept)
    try:
        lines = [one.line for one in session.query(RecordEntry).order_by(RecordEntry.number)]
    except (ValueError, DrawError):  # no line of it can be written
        return
    assert verdict(b"\n".join([*lines, kept]), kept) == verify_record.FAILED


def mutations(value: Any) -> Iterator[Any]:
    """Yield other values for one value of a line."""
    if isinstance(value, dict):
        yield {**value, "more": 1}
        yield {name: value[name] for name in list(value)[1:]}
    elif isinstance(value, int):
        yield from (value + 1, -value, None, str(value), True)
    elif value is None:
        yield from (0, 1, "")
    else:
        yield from (value[:-1], value + "0", "", None, 5, value[::-1] + "x")
        if value:
            other = "1" if value[0] != "1" else "2"
            yield other + value[1:]


def changed_lines(data: bytes) -> Iterator[bytes]:
    """Yield the record with every field of every line changed, one at a time."""
    lines = data.splitlines()
    for at, line in enumerate(lines):
        fields = json.loads(line)
        for name in fields:
            for other in mutations(fields[name]):
                text = json.dumps({**fields, name: other}, sort_keys=True, ensure_ascii=False)
                compact = proofs.canonical(json.loads(text))
                yield b"\n".join([*lines[:at], compact, *lines[at + 1 :]]) + b"\n"
        yield b"\n".join([*lines[:at], *lines[at + 1 :]]) + b"\n"
        yield b"\n".join([*lines[: at + 1], *lines[at:]]) + b"\n"
        yield b"\n".join([*lines[:at], line.replace(b":", b": ", 1), *lines[at + 1 :]]) + b"\n"


def test_every_change_of_every_field_of_every_line_is_found():
    fill(3)
    data, kept = export(), anchor()
    changed = list(changed_lines(data))
    passed = [one for one in changed if verdict(one, kept) != verify_record.FAILED]
    assert passed == []
    assert len(changed) >= 200


@pytest.mark.parametrize("at", range(3))
def test_a_record_written_anew_with_the_same_key_fails_beside_the_anchor(at: int):
    fill(3)
    kept = anchor()
    for number in range(at + 1, 4):
        rewrite(number)
    assert verdict(export()) == verify_record.NOT_VERIFIED
    assert code(export(), kept) == "differs"


def rewrite(number: int) -> None:
    """Change an entry as the holder of the key can, and all that follows from it."""
    entry = session.get(RecordEntry, number)
    before = session.get(RecordEntry, number - 1)
    content = proofs.canonical({**entry.data, "days": 99})
    previous = before.digest if before else record.FIRST
    digest = record.chain_digest(number, entry.kind, content, previous)
    tamper(number, content=content.decode(), previous=previous, digest=digest)
    entry = session.get(RecordEntry, number)
    record._seal(entry)
    tamper(number, nodes=entry.nodes, signature=entry.signature)


def test_a_record_with_fewer_entries_or_another_key_fails_beside_the_anchor():
    fill(3)
    shorter = export()
    fill(2)
    assert code(shorter, anchor()) == "back"
    kept = anchor()
    forget_key()
    other = heads.sign(3, "1" * 64, "2" * 64, NOW)
    assert code(shorter, heads.as_file(other)) == "key"
    assert code(shorter, kept[:-5]) == "json"
    assert code(b"") == "empty"


def proof_of(number: int) -> dict[str, Any]:
    return record.prove_entry(session.get(RecordEntry, number), record.find_head())


@pytest.mark.parametrize("size", [1, 2, 3, 7, 8, 11])
def test_the_proof_of_one_entry_needs_no_record(size: int):
    fill(size)
    for number in range(1, size + 1):
        proof = proof_of(number)
        assert verdict(proofs.canonical(proof), anchor()) == verify_record.VERIFIED
        assert verdict(proofs.canonical(proof)) == verify_record.NOT_VERIFIED
        for wrong in ([*proof["path"], "0" * 64], ["0" * 64, *proof["path"][1:]]):
            assert code(proofs.canonical({**proof, "path": wrong})) == "path"


def test_a_proof_for_another_head_than_the_anchor_is_refused():
    fill(4)
    kept = anchor()
    fill(1)
    assert code(proofs.canonical(proof_of(2)), kept) == "other"


@pytest.mark.parametrize("size", [1, 2, 5, 8, 13])
def test_a_mirror_sees_that_the_record_only_grew(size: int):
    anchors = []
    for _ in range(size):
        fill(1)
        anchors.append(anchor())
    for former, kept in enumerate(anchors, start=1):
        proof = record.prove_continuation(former, record.find_head())
        assert verdict(proofs.canonical(proof), kept) == verify_record.VERIFIED
        wrong = {**proof, "path": [*proof["path"], "0" * 64]}
        assert code(proofs.canonical(wrong), kept) == "path"
        assert code(proofs.canonical({**proof, "former": former + 1}), kept) == "former"
    assert code(proofs.canonical(proof)) == "anchor"


def test_its_signatures_are_those_of_the_library():
    for number in range(20):
        private = Ed25519PrivateKey.from_private_bytes(bytes([number]) * 32)
        key = verify_record.Key(private.public_key().public_bytes_raw().hex())
        message = {"number": number}
        signature = private.sign(verify_record.canonical(message).encode()).hex()
        assert key.has_signed({**message, "signature": signature})
        assert not key.has_signed({"number": number + 1, "signature": signature})
        assert not key.has_signed({**message, "signature": signature[:-2] + "ff"})


@pytest.mark.parametrize("text", ["00" * 32, "01" + "00" * 31, "ec" + "ff" * 30 + "7f"])
def test_a_key_of_small_order_signs_nothing(text: str):
    signature = "01" + "00" * 31 + "00" * 32
    assert not verify_record.Key(text).has_signed({"a": 1, "signature": signature})


def run(folder: Path, *words: str) -> tuple[int, str]:
    verifier = ROOT / "sortition" / "verify_record.py"
    command = [sys.executable, "-I", str(verifier), *words]
    ended = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return ended.returncode, ended.stdout


def test_the_command_says_its_verdict_and_its_reason(tmp_path: Path):
    fill(3)
    (tmp_path / "record.jsonl").write_bytes(export())
    (tmp_path / "anchor.json").write_bytes(anchor())
    (tmp_path / "changed.jsonl").write_bytes(export().replace(b'"days":1', b'"days":2'))
    asked: list[tuple[Callable[..., object], tuple[str, ...], int, str]] = [
        (run, ("record.jsonl", "--anchor", "anchor.json"), 0, "VERIFIED\nThe record has 3"),
        (run, ("record.jsonl",), 2, "NOT VERIFIED"),
        (run, ("changed.jsonl",), 1, "FAILED\nentry 2 digest: this is not the hash"),
        (run, ("absent.jsonl",), 1, "absent.jsonl: the file cannot be read"),
        (run, ("--what",), 1, ""),
    ]
    for one, words, expected, start in asked:
        ended, said = one(tmp_path, *words)
        assert ended == expected
        assert start in said
