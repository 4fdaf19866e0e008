#!/usr/bin/env python3
"""Checks the public record of an observatory: VERIFIED (exit 0), FAILED (1) or NOT VERIFIED (2).

    python3 -I verify_record.py record.jsonl [--anchor FILE] [--key HEX]
    python3 -I verify_record.py proof.json [--anchor FILE]
    python3 -I verify_record.py continuation.json --anchor FILE

record.jsonl is the whole record, an entry a line, the signed head at the end. An anchor is a head
that somebody else kept: a notary, a newspaper, another server, you. proof.json shows that one entry
is in the record; continuation.json that the record only grew since your anchor. Nothing is sent
anywhere.

VERIFIED says: no entry is missing or changed, the operator's key signed each of them, and the
record begins with all that the anchor saw. Without an anchor it is NOT VERIFIED: whoever has the
key can write another record without a fault in it. It cannot say whether an entry tells the truth.

A new key is announced by an entry that the former one signed. Where that was lost or stolen, only
the new key says so: NOT VERIFIED, unless you know it from elsewhere and give it (--key HEX).

One file, the standard library only, Python 3.9 or later, no code of the software that writes the
record (protocol observatory-record-v1). To be read from top to bottom: bytes, trees, signatures,
the form of each line, the record, proofs, the command line.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import struct
import sys
import unicodedata
from typing import Any, NoReturn

PROTOCOL = "observatory-record-v1"
CHANGED, REPLACED = "key_changed", "key_replaced"  # by the former key, by the new one alone
CHAIN = "observatory-draw-v1"  # the hashes of the chain are made as those of the draw are
LARGEST = 256 * 1024 * 1024
VERIFIED, FAILED, NOT_VERIFIED = 0, 1, 2

REASONS = {
    "unreadable": "the file cannot be read",
    "large": "the file is too large",
    "empty": "there is nothing in it",
    "json": "the bytes are not canonical JSON",
    "form": "this is missing, not expected, or of another kind",
    "damaged": "the observatory itself could not read this entry any more",
    "number": "an entry is missing here, or stands elsewhere",
    "chain": "this does not follow from the entry before",
    "digest": "this is not the hash of the entry",
    "signature": "this is not the operator's signature",
    "size": "the head counts other entries than there are",
    "root": "this is not the root of the tree over the entries",
    "last": "this is not the hash of the last entry",
    "path": "the path does not lead to the root",
    "former_key": "another key was in force before",
    "consent": "the new key does not agree here",
    "head_key": "the head is signed with another key than the last entry",
    "given_key": "this is not the key that was given",
    "key": "the anchor was signed with another key",
    "back": "the anchor has more entries than this: entries are gone",
    "differs": "the entries up to the anchor are not those that it saw",
    "former": "this continues another size than that of the anchor",
    "other": "this proof is not for the anchor's head",
    "anchor": "an anchor is needed here",
}


class RecordError(Exception):
    """The record does not hold: where, and a code of REASONS."""

    def __init__(self, field: str, code: str) -> None:
        super().__init__(f"{field}: {REASONS[code]}")
        self.field, self.code = field, code


def fail(field: str, code: str) -> NoReturn:
    """End the check."""
    raise RecordError(field, code)


# Bytes: canonical JSON (RFC 8785) and hashes over parts with their lengths.


def canonical(value: Any, depth: int = 0) -> str:
    """Write JSON in its one canonical form; ValueError for what must not stand in a record."""
    if depth > 32:
        raise ValueError("too deep")
    if isinstance(value, dict):
        for key in value:
            if not re.fullmatch("[a-z0-9_]+", key):
                raise ValueError("key")
        items = (f'"{key}":{canonical(value[key], depth + 1)}' for key in sorted(value))
        return "{" + ",".join(items) + "}"
    if isinstance(value, list):
        return "[" + ",".join(canonical(item, depth + 1) for item in value) + "]"
    if isinstance(value, str) and unicodedata.normalize("NFC", value) != value:
        raise ValueError("not NFC")
    if isinstance(value, int) and abs(value) >= 2**53:
        raise ValueError("large number")
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def read_json(field: str, data: bytes) -> Any:
    """Read canonical JSON; a key that stands twice, a float or a blank changes the bytes."""
    try:
        value = json.loads(data.decode("utf-8"), parse_float=_no_float, parse_int=_integer)
        if canonical(value).encode("utf-8") == data:
            return value
    except (ValueError, RecursionError):
        pass
    return fail(field, "json")


def _no_float(text: str) -> NoReturn:
    raise ValueError(text)


def _integer(text: str) -> int:
    return int(text) if len(text) <= 17 else 2**53  # no time for numbers of a million digits


def H(tag: str, *parts: bytes) -> bytes:  # noqa: N802 (the protocol's symbol)
    """Return SHA-256 over the protocol's name, tag and parts, each after its length."""
    pieces = (CHAIN.encode(), tag.encode(), *parts)
    return hashlib.sha256(b"".join(struct.pack(">Q", len(p)) + p for p in pieces)).digest()


# Trees (RFC 6962, section 2.1; the checks of proofs are those of RFC 9162, section 2.1).


def leaf_hash(leaf: bytes) -> bytes:
    """Return the hash of a leaf."""
    return hashlib.sha256(b"\x00" + leaf).digest()


def parent(left: bytes, right: bytes) -> bytes:
    """Return the hash of an inner node."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def merkle_root(hashes: list[bytes]) -> str:
    """Return the root over the hashes of at least one leaf; a node without a sibling moves up."""
    level = hashes
    while len(level) > 1:
        pairs = [level[i : i + 2] for i in range(0, len(level), 2)]
        level = [parent(pair[0], pair[1]) if len(pair) == 2 else pair[0] for pair in pairs]
    return level[0].hex()


def root_of_path(leaf: bytes, index: int, size: int, path: list[bytes]) -> str | None:
    """Return the root to which a path of inclusion leads; None if it has another length."""
    node, here, last = leaf_hash(leaf), index, size - 1
    for sibling in path:
        if last == 0:
            return None
        if here & 1 or here == last:
            node = parent(sibling, node)
            while not here & 1 and here:
                here, last = here >> 1, last >> 1
        else:
            node = parent(node, sibling)
        here, last = here >> 1, last >> 1
    return node.hex() if last == 0 else None


def roots_of_path(former: int, size: int, seed: str, path: list[bytes]) -> tuple[str, str] | None:
    """Return both roots to which a path of consistency leads (0 < former < size)."""
    way = [bytes.fromhex(seed), *path] if former & (former - 1) == 0 else path
    if not way:
        return None
    here, last = former - 1, size - 1
    while here & 1:
        here, last = here >> 1, last >> 1
    old = new = way[0]
    for one in way[1:]:
        if last == 0:
            return None
        if here & 1 or here == last:
            old, new = parent(one, old), parent(one, new)
            while not here & 1 and here:
                here, last = here >> 1, last >> 1
        else:
            new = parent(new, one)
        here, last = here >> 1, last >> 1
    return (old.hex(), new.hex()) if last == 0 else None


# Signatures: Ed25519 (RFC 8032, section 5.1), points as (X, Y, Z, T) with x = X/Z, y = Y/Z.

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
Point = tuple  # of four integers
ZERO = (0, 1, 1, 0)


def read_point(data: bytes) -> Point | None:
    """Decode 32 bytes; None for what is no point or not written in the one right way."""
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    u, v = (y * y - 1) % P, (D * y * y + 1) % P
    x = u * pow(v, 3, P) * pow(u * pow(v, 7, P), (P - 5) // 8, P) % P
    if (v * x * x - u) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if y >= P or (v * x * x - u) % P or (x == 0 and sign):
        return None
    x = P - x if x & 1 != sign else x
    return (x, y, 1, x * y % P)


def add(p: Point, q: Point) -> Point:
    """Add two points."""
    a, b = (p[1] - p[0]) * (q[1] - q[0]), (p[1] + p[0]) * (q[1] + q[0])
    c, d = 2 * p[3] * q[3] * D, 2 * p[2] * q[2]
    e, f, g, h = b - a, d - c, d + c, b + a
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def is_same(p: Point, q: Point) -> bool:
    """Compare two points."""
    return (p[0] * q[2] - q[0] * p[2]) % P == 0 == (p[1] * q[2] - q[1] * p[2]) % P


class Table:
    """Multiples of one point: one addition for each four bits, since thousands are signed."""

    def __init__(self, point: Point) -> None:
        self.rows = []
        for _ in range(64):
            row: list[Point] = [ZERO]
            for _ in range(15):
                row.append(add(row[-1], point))
            self.rows.append(row)
            point = add(row[-1], point)

    def times(self, n: int) -> Point:
        """Return n times the point (0 <= n < 2^256)."""
        total: Point = ZERO
        for row in self.rows:
            if n & 15:
                total = add(total, row[n & 15])
            n >>= 4
        return total


BASE = Table(read_point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little")) or ZERO)


class Key:
    """A public key; one that would sign everything (of small order) signs nothing here."""

    def __init__(self, text: str) -> None:
        self.text, self.data = text, bytes.fromhex(text)
        point = read_point(self.data)
        table = Table(point) if point else None
        self.table = table if table and not is_same(table.times(8), ZERO) else None

    def has_signed(self, value: dict[str, Any]) -> bool:
        """Verify the signature of an object: it is over all the rest of it."""
        message = canonical({name: value[name] for name in value if name != "signature"}).encode()
        signature = bytes.fromhex(value["signature"])
        r, s = read_point(signature[:32]), int.from_bytes(signature[32:], "little")
        if self.table is None or r is None or s >= L:
            return False
        k = int.from_bytes(hashlib.sha512(signature[:32] + self.data + message).digest(), "little")
        return is_same(BASE.times(s), add(r, self.table.times(k % L)))


# The form of each line: [x] a list of x, "=text" only s

ENTRY = {
    "protocol": "=" + PROTOCOL,
    "file": "=entry",
    "number": "number",
    "body": "number or null",  # which observatory; null: all of them
    "kind": "text",
    "content": "any",
    "entered_at": "instant",
    "previous": "hash",
    "digest": "hash",
    "signature": "signature",
}
HEAD = {
    "protocol": "=" + PROTOCOL,
    "file": "=head",
    "origin": "text",
    "size": "number",
    "root": "hash",
    "digest": "hash",
    "time": "instant",
    "key": "hash",
    "signature": "signature",
}
KEY_CHANGE = {"former": "hash", "key": "hash", "reason": "text", "consent": "signature"}
WITH_PATH = {"entry": ENTRY, "path": ["hash"]}
PROOF = {
    "protocol": "=" + PROTOCOL,
    "file": "=proof",
    "entry": ENTRY,
    "path": ["hash"],
    "head": HEAD,
}
CONTINUATION = {
    "protocol": "=" + PROTOCOL,
    "file": "=continuation",
    "former": "number",
    "path": ["hash"],
    "head": HEAD,
}
TEXTS = {
    "text": "(?s:.+)",
    "hash": "[0-9a-f]{64}",
    "signature": "[0-9a-f]{128}",
    "instant": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z",
}


def check_form(value: Any, form: Any, field: str) -> None:
    """Compare a value with its form, key by key in their order."""
    if isinstance(form, dict):
        if not isinstance(value, dict):
            fail(field, "form")
        for key in sorted({*form, *value}):
            if key not in form or key not in value:
                fail(f"{field} {key}", "form")
            check_form(value[key], form[key], f"{field} {key}")
    elif isinstance(form, list):
        if not isinstance(value, list):
            fail(field, "form")
        for i, item in enumerate(value):
            check_form(item, form[0], f"{field}[{i}]")
    elif not is_of_kind(value, form):
        fail(field, "form")


def is_of_kind(value: Any, kind: str) -> bool:
    """Tell whether a single value is of a kind; true and false are no numbers."""
    if kind == "any":
        return True
    if kind.endswith(" or null"):
        return value is None or is_of_kind(value, kind[:-8])
    if kind.startswith("="):
        return bool(value == kind[1:])
    if kind == "number":
        return isinstance(value, int) and not isinstance(value, bool) and value >= 1
    return isinstance(value, str) and re.fullmatch(TEXTS[kind], value) is not None


# The record, and the heads that stand for it.


def read_head(data: bytes, field: str) -> tuple[dict[str, Any], Key]:
    """Read a head, which must carry the signature of the key that it names."""
    head = read_json(field, data)
    check_form(head, HEAD, field)
    key = Key(head["key"])
    if not key.has_signed(head):
        fail(f"{field} signature", "signature")
    return head, key


class Chain:
    """The keys one after the other, and the entries that changed them."""

    def __init__(self, key: Key) -> None:
        self.key, self.first = key, key.text
        self.changes: list[tuple[int, str]] = []  # number of the entry, key after it
        self.said: list[str] = []
        self.is_broken = False

    def take(self, entry: dict[str, Any], field: str) -> None:
        """An entry is signed with the key in force, or replaces that, and may announce another."""
        announced = self.announced(entry, field) if entry["kind"] in (CHANGED, REPLACED) else None
        signer = announced if announced and entry["kind"] == REPLACED else self.key
        if not signer.has_signed(entry):
            fail(f"{field} signature", "signature")
        if announced:
            self.key = announced
            self.changes.append((entry["number"], announced.text))

    def announced(self, entry: dict[str, Any], field: str) -> Key:
        """Return the key that an entry announces: it names the former one, and agrees here."""
        content, number = entry["content"], entry["number"]
        check_form(content, KEY_CHANGE, f"{field} content")
        if content["former"] != self.key.text:
            fail(f"{field} content former", "former_key")
        new = Key(content["key"])
        agreed = {"protocol": PROTOCOL, "file": "key", "number": number}
        agreed.update({name: content[name] for name in ("former", "key")})
        if not new.has_signed(
            {**agreed, "previous": entry["previous"], "signature": content["consent"]}
        ):
            fail(f"{field} content consent", "consent")
        how = "The key changed, signed with the former one"
        if entry["kind"] == REPLACED:
            self.is_broken = True
            how = "THE FORMER KEY WAS LOST OR STOLEN: only the new one signed this"
        self.said.append(f"Entry {number}: {how}. Reason: {content['reason']}")
        return new

    def at(self, size: int) -> str:
        """Return the key in force once the record has so many entries."""
        return [self.first, *(key for number, key in self.changes if number <= size)][-1]


def first_key(lines: list[bytes]) -> Key | None:
    """Return the key that the first change took the place of; None if none is announced."""
    for number, line in enumerate(lines, start=1):
        if b'"kind":"key_' in line:
            entry = read_json(f"entry {number}", line)
            if isinstance(entry, dict) and entry.get("kind") in (CHANGED, REPLACED):
                content: Any = entry.get("content")
                check_form(content, KEY_CHANGE, f"entry {number} content")
                return Key(content["former"])
    return None


def read_record(data: bytes) -> tuple[dict[str, Any], list[bytes], list[str], Chain]:
    """Check all entries; return the head, the hashes of their leaves, their digests, the keys."""
    lines = data.removesuffix(b"\n").split(b"\n")
    head, key = read_head(lines[-1], "head")
    chain = Chain(first_key(lines[:-1]) or key)
    hashes: list[bytes] = []
    digests = ["0" * 64]
    for number, line in enumerate(lines[:-1], start=1):
        entry = read_json(f"entry {number}", line)
        check_entry(entry, number, digests[-1], chain)
        hashes.append(leaf_hash(signed_part(entry)))
        digests.append(entry["digest"])
    if head["key"] != chain.key.text:
        fail("head key", "head_key")
    if head["size"] != len(hashes):
        fail("head size", "size")
    if head["root"] != merkle_root(hashes):
        fail("head root", "root")
    if head["digest"] != digests[-1]:
        fail("head digest", "last")
    return head, hashes, digests, chain


def check_entry(entry: dict[str, Any], number: int, previous: str, chain: Chain) -> None:
    """An entry has its number, follows the one before, and carries hash and signature."""
    field = f"entry {number}"
    if isinstance(entry, dict) and "damaged" in entry:
        fail(field, "damaged")
    check_form(entry, ENTRY, field)
    if entry["number"] != number:
        fail(f"{field} number", "number")
    if entry["previous"] != previous:
        fail(f"{field} previous", "chain")
    check_digest(entry, field)
    chain.take(entry, field)


def check_digest(entry: dict[str, Any], field: str) -> None:
    """The digest is the hash over number, kind, content and the entry before."""
    parts = (str(entry["number"]), entry["kind"], canonical(entry["content"]))
    expected = H("record", *(part.encode() for part in parts), bytes.fromhex(entry["previous"]))
    if entry["digest"] != expected.hex():
        fail(f"{field} digest", "digest")


def signed_part(entry: dict[str, Any]) -> bytes:
    """Return the bytes of an entry that are signed, and are its leaf."""
    return canonical({name: entry[name] for name in entry if name != "signature"}).encode()


def compare(head: dict[str, Any], anchor: dict[str, Any], chain: Chain) -> None:
    """The anchor is of the key that was in force then, and not ahead of the record."""
    if anchor["key"] != chain.at(anchor["size"]):
        fail("anchor key", "key")
    if anchor["size"] > head["size"]:
        fail("anchor size", "back")
    if anchor["size"] == head["size"] and (anchor["root"], anchor["digest"]) != (
        head["root"],
        head["digest"],
    ):
        fail("anchor root", "differs")


def check_record(data: bytes, anchor: dict[str, Any] | None) -> tuple[Chain, list[str]]:
    """Check a whole record, and that it continues the anchor."""
    head, hashes, digests, chain = read_record(data)
    said = [f"The record has {head['size']} entries; the last is of {head['time']}."]
    if anchor:
        compare(head, anchor, chain)
        size = anchor["size"]
        if (merkle_root(hashes[:size]), digests[size]) != (anchor["root"], anchor["digest"]):
            fail("anchor root", "differs")
        said.append(f"Its first {size} entries are those of the anchor of {anchor['time']}.")
    return chain, [*said, f"Root: {head['root']}", f"Key: {head['key']}"]


# Proofs: one entry, or that the record only grew, without the whole record.


def check_path(given: dict[str, Any], head: dict[str, Any], field: str) -> None:
    """An entry has its hash, and its path leads to the root of a head."""
    entry, size = given["entry"], head["size"]
    check_digest(entry, f"{field} entry")
    path, at = [bytes.fromhex(one) for one in given["path"]], entry["number"] - 1
    if at >= size or root_of_path(signed_part(entry), at, size, path) != head["root"]:
        fail(f"{field} path", "path")


def check_changes(proof: dict[str, Any], field: str, form: dict[str, Any], since: int) -> Chain:
    """Follow the keys from an entry on up to the head; each change has its path."""
    check_form(proof, {**form, "changes": [WITH_PATH]} if "changes" in proof else form, field)
    head, changes = proof["head"], proof.get("changes", [])
    _, key = read_head(canonical(head).encode(), f"{field} head")
    if changes:
        check_form(changes[0]["entry"]["content"], KEY_CHANGE, f"{field} changes[0]")
        key = Key(changes[0]["entry"]["content"]["former"])
    chain = Chain(key)
    for i, change in enumerate(changes):
        at = f"{field} changes[{i}]"
        if change["entry"]["kind"] not in (CHANGED, REPLACED) or change["entry"]["number"] < since:
            fail(f"{at} entry", "form")
        check_path(change, head, at)
        chain.take(change["entry"], at)
        since = change["entry"]["number"] + 1
    if head["key"] != chain.key.text:
        fail(f"{field} head key", "head_key")
    return chain


def check_proof(proof: dict[str, Any], anchor: dict[str, Any] | None) -> tuple[Chain, list[str]]:
    """Check that one entry stands in the record of a head."""
    number = proof["entry"].get("number") if isinstance(proof.get("entry"), dict) else None
    chain = check_changes(proof, "proof", PROOF, number if isinstance(number, int) else 1)
    entry, head = proof["entry"], proof["head"]
    size = head["size"]
    check_path(proof, head, "proof")
    if [change["entry"] for change in proof.get("changes", [])][:1] != [entry]:
        Chain(Key(chain.first)).take(entry, "proof entry")
    if anchor and (anchor["size"], anchor["root"], anchor["key"]) != (
        size,
        head["root"],
        head["key"],
    ):
        fail("anchor", "other")
    said = f"Entry {number} ({entry['kind']}, {entry['entered_at']}) is one of {size}."
    return chain, [said, f"Key: {head['key']}"]


def check_continuation(
    proof: dict[str, Any], anchor: dict[str, Any] | None
) -> tuple[Chain, list[str]]:
    """Check that the record of a head begins with all that the anchor saw."""
    since = anchor["size"] + 1 if anchor else 1
    chain = check_changes(proof, "continuation", CONTINUATION, since)
    head = proof["head"]
    if anchor is None:
        fail("anchor", "anchor")
    compare(head, anchor, chain)
    if proof["former"] != anchor["size"]:
        fail("continuation former", "former")
    path = [bytes.fromhex(one) for one in proof["path"]]
    if anchor["size"] == head["size"]:
        roots = (anchor["root"], head["root"]) if not path else None
    else:
        roots = roots_of_path(anchor["size"], head["size"], anchor["root"], path)
    if roots != (anchor["root"], head["root"]):
        fail("continuation path", "path")
    said = f"The record grew from {anchor['size']} to {head['size']} entries; nothing changed."
    return chain, [said, f"Key: {head['key']}"]


def verify(
    data: bytes, anchor: bytes | None = None, key: str | None = None
) -> tuple[int, list[str]]:
    """Check a file; return VERIFIED or NOT_VERIFIED and what it says, or raise RecordError."""
    if not data.strip():
        fail("file", "empty")
    given = read_head(anchor.removesuffix(b"\n"), "anchor")[0] if anchor is not None else None
    whole = data.removesuffix(b"\n")
    first: Any = read_json("file", whole) if b"\n" not in whole else {}
    kind = first.get("file") if isinstance(first, dict) else None
    if kind == "proof":
        chain, said = check_proof(first, given)
    elif kind == "continuation":
        chain, said = check_continuation(first, given)
    else:
        chain, said = check_record(data, given)
    if key is not None and key != chain.key.text:
        fail("head key", "given_key")
    is_open = given is None or (chain.is_broken and key is None)
    return (NOT_VERIFIED if is_open else VERIFIED), [*chain.said, *said]


class Parser(argparse.ArgumentParser):
    """A parser whose refusals are not mistaken for NOT VERIFIED."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the arguments."""
        self.print_usage(sys.stderr)
        self.exit(FAILED, f"{self.prog}: {message}\n")


def read_file(path: str) -> bytes:
    """Read a file that is not too large."""
    try:
        with open(path, "rb") as stream:
            data = stream.read(LARGEST + 1)
    except OSError:
        fail(path, "unreadable")
    if len(data) > LARGEST:
        fail(path, "large")
    return data


def shown(text: object) -> str:
    """Print no character that could play tricks with a terminal."""
    return "".join(letter if letter.isprintable() else "?" for letter in str(text))


def main() -> int:
    """Check the file that the command line names."""
    parser = Parser(description="Checks the public record.", allow_abbrev=False)
    parser.add_argument("file", help="record.jsonl, proof.json or continuation.json")
    parser.add_argument("--anchor", metavar="FILE", help="a head that somebody else kept")
    parser.add_argument("--key", metavar="HEX", help="the public key, known from elsewhere")
    asked = parser.parse_args()
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        anchor = read_file(asked.anchor) if asked.anchor else None
        verdict, said = verify(read_file(asked.file), anchor, asked.key)
    except RecordError as error:
        print(f"FAILED\n{shown(error)}.")
        return FAILED
    if verdict == VERIFIED:
        print("VERIFIED")
    else:
        print(
            "NOT VERIFIED\nEverything fits, but nothing from elsewhere shows that nobody wrote"
            " it anew.\nGive an anchor that somebody else kept: --anchor FILE"
        )
        if asked.anchor:
            print("A key was lost or stolen. Ask elsewhere for the new one, and give it: --key HEX")
    print("\n".join(shown(line) for line in said))
    return verdict


if __name__ == "__main__":
    sys.exit(main())
