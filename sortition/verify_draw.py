#!/usr/bin/env python3
"""Checks the record of a draw: VERIFIED (exit 0), FAILED (1) or NOT VERIFIED (2).

    python3 -I verify_draw.py bundle.zip [--evidence HASH] [--dice DIGITS]
                              [--secret S --own DIGITS [--nonce R --feature NAME VALUE ...]]

HASH is what was read aloud before the dice and stands in the minutes: the SHA-256 of panels.json.
DIGITS of --dice are those of the minutes. With your secret and your own digits you see whether you
were in the pool, your chance, and whether you were drawn; with the nonce and the features of your
print-out, whether you were recorded with them. Nothing is sent anywhere.

VERIFIED says: pool, rules and all panels were fixed before the hash was read aloud, and the dice of
the record picked this panel. Compare those dice with the minutes, or give them: where no witness
has a key, only the minutes keep them. It cannot say whether the people of the pool are real, nor
whether every panel meets the quotas: auditors check that.

One file, the standard library only, Python 3.9 or later, no code of the software that draws
(protocol observatory-draw-v1). To be read from top to bottom: bytes, zip, signatures, what each
file looks like, what each file must hold, one person's seats, the command line.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import struct
import sys
import unicodedata
import zlib
from typing import Any, NoReturn

PROTOCOL = "observatory-draw-v1"
JSON_FILES = ("commit.json", "panels.json", "result.json", "signatures.json", "manifest.json")
SIGNED = JSON_FILES[:3]
OTHERS = ("guide.en.txt", "guide.es.txt", "guide.fr.txt", "verify.html", "verify_draw.py")
LARGEST = 64 * 1024 * 1024  # bytes of all files together
SEED_DIGITS = 21
MOST_SIGNERS = 20
VERIFIED, FAILED, NOT_VERIFIED = 0, 1, 2

REASONS = {
    "unreadable": "the file cannot be read",
    "zip": "this is not a zip file that is whole and without surprises",
    "large": "the files are too large",
    "unexpected": "this file does not belong in a bundle",
    "twice": "this stands there twice",
    "missing": "this file is missing",
    "json": "the bytes are not canonical JSON",
    "form": "this is missing, not expected, or of another kind",
    "sorted": "this is not in its order, or stands there twice",
    "sum": "this number does not fit the others",
    "link": "this does not belong to the other files",
    "root": "this is not the root of what it covers",
    "attempts": "the attempts do not follow each other, each with its reason",
    "signers": "there must be one operator, then witnesses, each with a key of their own",
    "follows": "this does not follow from the dice and the files fixed before them",
    "opening": "these are not the seats that were committed to",
    "stranger": "this person is not in the pool",
    "signature": "this is not this signer's signature of this file",
    "evidence": "panels.json has another hash than the one that was read aloud",
    "thrown": "the record holds other dice than these",
    "secret": "this is not a secret as printed; a character is wrong or missing",
    "own": "these are not at least four digits",
    "absent": "nobody in the pool has this secret with these digits",
    "row": "your seats do not open, or say something else than the result",
    "features": "these are not the features that were recorded",
}


class RecordError(Exception):
    """The record does not hold: the field, and a code of REASONS."""

    def __init__(self, field: str, code: str) -> None:
        super().__init__(f"{field}: {REASONS[code]}")
        self.field, self.code = field, code


def fail(field: str, code: str) -> NoReturn:
    """End the check."""
    raise RecordError(field, code)


# Bytes: hashes over parts with their lengths, Merkle trees (RFC 6962), canonical JSON (RFC 8785).


def sha256(data: bytes) -> str:
    """Return what `sha256sum` prints."""
    return hashlib.sha256(data).hexdigest()


def H(tag: str, *parts: bytes) -> bytes:  # noqa: N802 (the protocol's symbol)
    """Return SHA-256 over the protocol's name, tag and parts, each after its length."""
    pieces = (PROTOCOL.encode(), tag.encode(), *parts)
    return hashlib.sha256(b"".join(struct.pack(">Q", len(p)) + p for p in pieces)).digest()


def merkle_root(leaves: list[bytes]) -> str:
    """Return the root of a list; a node without a sibling moves up."""
    level = [hashlib.sha256(b"\x00" + leaf).digest() for leaf in leaves]
    while len(level) > 1:
        pairs = [level[i : i + 2] for i in range(0, len(level), 2)]
        level = [
            hashlib.sha256(b"\x01" + pair[0] + pair[1]).digest() if len(pair) == 2 else pair[0]
            for pair in pairs
        ]
    return level[0].hex() if level else sha256(b"")


def canonical(value: Any, depth: int = 0) -> str:
    """Write JSON in its one canonical form; ValueError for what must not stand in a record."""
    if depth > 16:
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


def read_json(name: str, data: bytes) -> Any:
    """Read canonical JSON; a key that stands twice, a float or a blank changes the bytes."""
    try:
        value = json.loads(data.decode("utf-8"), parse_float=_no_float, parse_int=_integer)
        if canonical(value).encode("utf-8") == data:
            return value
    except (ValueError, RecursionError):
        pass
    return fail(name, "json")


def _no_float(text: str) -> NoReturn:
    raise ValueError(text)


def _integer(text: str) -> int:
    return int(text) if len(text) <= 17 else 2**53  # no time for numbers of a million digits


# The zip: only what a bundle needs, each size known beforehand, no name twice, nothing behind it.


def read_bundle(data: bytes) -> dict[str, bytes]:
    """Return the files of a bundle by name."""
    try:
        return _files(data)
    except (struct.error, UnicodeDecodeError):
        fail("bundle", "zip")


def _files(data: bytes) -> dict[str, bytes]:
    end = len(data) - 22
    if end < 0:
        fail("bundle", "zip")
    mark, disk, first, here, count, length, start, comment = struct.unpack("<4s4H2IH", data[end:])
    if mark != b"PK\5\6" or disk or first or here != count or comment or start + length != end:
        fail("bundle", "zip")
    files: dict[str, bytes] = {}
    at, left = start, LARGEST
    for _ in range(count):
        head = struct.unpack("<4s6H3I5H2I", data[at : min(at + 46, end)])
        flags, method, packed, size, named, extra, noted = head[3], head[4], *head[8:13]
        name = data[at + 46 : min(at + 46 + named, end)].decode("utf-8")
        at += 46 + named + extra + noted
        if head[0] != b"PK\1\2" or at > end or flags & ~0x80E or method not in (0, 8):
            fail("bundle", "zip")
        if name in files:
            fail(name, "twice")
        if name not in JSON_FILES + OTHERS:
            fail(f"bundle {name}", "unexpected")
        if size > left:
            fail(name, "large")
        left -= size
        files[name] = _content(data[:start], name, (head[16], method, packed, size))
    if at != end:
        fail("bundle", "zip")
    for name in JSON_FILES:
        if name not in files:
            fail(name, "missing")
    return files


def _content(data: bytes, name: str, place: tuple[int, int, int, int]) -> bytes:
    """Return one file, which must be as long as the zip's list says."""
    offset, method, packed, size = place
    head = struct.unpack("<4s5H3I2H", data[offset : offset + 30])
    start = offset + 30 + head[9] + head[10]
    named = data[offset + 30 : offset + 30 + head[9]]
    content = data[start : start + packed]
    if head[0] != b"PK\3\4" or named != name.encode() or len(content) != packed:
        fail(name, "zip")
    if method == 8:
        unpacker = zlib.decompressobj(-15)
        try:
            content = unpacker.decompress(content, size + 1)  # no more than was announced
        except zlib.error:
            fail(name, "zip")
        if not unpacker.eof or unpacker.unused_data:
            fail(name, "zip")
    if len(content) != size:
        fail(name, "zip")
    return content


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
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if y >= P or (x * x - square) % P or (x == 0 and sign):
        return None
    x = P - x if x & 1 != sign else x
    return (x, y, 1, x * y % P)


def add(p: Point, q: Point) -> Point:
    """Add two points."""
    a, b = (p[1] - p[0]) * (q[1] - q[0]), (p[1] + p[0]) * (q[1] + q[0])
    c, d = 2 * p[3] * q[3] * D, 2 * p[2] * q[2]
    e, f, g, h = b - a, d - c, d + c, b + a
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def times(n: int, p: Point) -> Point:
    """Add a point to itself n times."""
    total: Point = ZERO
    while n:
        total = add(total, p) if n & 1 else total
        p, n = add(p, p), n >> 1
    return total


def is_same(p: Point, q: Point) -> bool:
    """Compare two points."""
    return (p[0] * q[2] - q[0] * p[2]) % P == 0 == (p[1] * q[2] - q[1] * p[2]) % P


BASE = read_point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little")) or ZERO


def is_signed(key: bytes, message: bytes, signature: bytes) -> bool:
    """Verify a signature; keys that would sign everything (of small order) sign nothing here."""
    a, r = read_point(key), read_point(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= L or is_same(times(8, a), ZERO):
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % L
    return is_same(times(s, BASE), add(r, times(k, a)))


# What each file looks like: {..} these keys, [x] a list of x, (x, y) a list of two, "=text" only s

SIGNER = {"role": "text", "name": "any text", "key": "hash or null"}
FORMS: dict[str, Any] = {
    "commit.json": {
        "protocol": "=" + PROTOCOL,
        "file": "=commit",
        "draw": "text",
        "rehearsal": "flag",  # true: it only practises
        "attempt": "number",
        "former": [{"attempt": "number", "commit": "hash", "reason": "text"}],
        "pool": [("hash", "hash")],  # pid: who, attr: with which features
        "pool_size": "number",
        "pool_root": "hash",
        "quotas": [{"feature": "text", "value": "text", "min": "number", "max": "number"}],
        "panel_size": "number",
        "panels": "number",
        "objective": "objective",
        "objections": {"days": "number", "until": "moment or null"},
        "replacements": {"rule": "=first_fitting", "until": "date or null"},
        "preset": "=dice",
        "dice": {"number": "number", "seed": "number"},
        "software": {"version": "text", "lock": "hash or null"},
        "signers": [SIGNER],
    },
    "panels.json": {
        "protocol": "=" + PROTOCOL,
        "file": "=panels",
        "commit": "hash",
        "panels": "number",
        "roots": ["hash"],  # of each panel's salted and shuffled seats
        "fractions": ["number"],  # on how many panels each person sits, sorted
        "sealed": "rows or null",  # each person's own panels, for their secret only
        "minimum": "decimal",
        "upper_bound": "decimal",
        "gap": "decimal",
    },
    "result.json": {
        "protocol": "=" + PROTOCOL,
        "file": "=result",
        "draw": "text",
        "attempt": "number",
        "commit": "hash",
        "panels": "hash",
        "dice": "digits",
        "number": "number",
        "seats": [("hash", "hash")],  # pid and salt
        "seed": "hash",
        "order": ["hash"],  # of all who were not drawn, for vacancies
        "audit": ["hash"],  # whom the auditors call
    },
    "signatures.json": {
        "protocol": "=" + PROTOCOL,
        "file": "=signatures",
        "draw": "text",
        "attempt": "number",
        "hashes": [("text", "hash")],
        "signatures": [{**SIGNER, "signed": "text", "signature": "signature or null"}],
    },
    "manifest.json": {
        "protocol": "=" + PROTOCOL,
        "file": "=manifest",
        "draw": "text",
        "attempt": "number",
        "entries": [{"name": "text", "size": "number", "sha256": "hash"}],
    },
}
DATE = "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
TEXTS = {
    "any text": "(?s:.*)",
    "text": "(?s:.+)",
    "hash": "[0-9a-f]{64}",
    "signature": "[0-9a-f]{128}",
    "digits": "[0-9]+",
    "decimal": r"(0|[1-9][0-9]*)\.[0-9]{12}",
    "objective": "leximin|maximin|nash|goldilocks",
    "date": DATE,
    "moment": DATE + "T([01][0-9]|2[0-3]):[0-5][0-9]Z",
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
    elif isinstance(form, (list, tuple)):
        if not isinstance(value, list) or isinstance(form, tuple) and len(value) != len(form):
            fail(field, "form")
        for i, item in enumerate(value):
            check_form(item, form[0] if isinstance(form, list) else form[i], f"{field}[{i}]")
    elif form == "rows or null":
        if value is not None:
            check_form(value, [("text", "hash")], field)
    elif not is_of_kind(value, form):
        fail(field, "form")


def is_of_kind(value: Any, kind: str) -> bool:
    """Tell whether a single value is of a kind; true and false are no numbers."""
    if kind.endswith(" or null"):
        return value is None or is_of_kind(value, kind[:-8])
    if kind.startswith("="):
        return bool(value == kind[1:])
    if kind == "flag":
        return isinstance(value, bool)
    if kind == "number":
        return isinstance(value, int) and not isinstance(value, bool) and value >= 0
    return isinstance(value, str) and re.fullmatch(TEXTS[kind], value) is not None


# What each file must hold.


def check_commit(commit: dict[str, Any]) -> None:
    """The pool is sorted and under its root; rules, attempts and signers make sense."""
    name, pool, k = "commit.json", commit["pool"], commit["panel_size"]
    for i in range(1, len(pool)):
        if pool[i - 1][0] >= pool[i][0]:
            fail(f"{name} pool[{i}]", "sorted")
    if commit["pool_size"] != len(pool):
        fail(f"{name} pool_size", "sum")
    if commit["pool_root"] != merkle_root(
        [H("member", bytes.fromhex(pid), bytes.fromhex(attr)) for pid, attr in pool]
    ):
        fail(f"{name} pool_root", "root")
    if not 1 <= k <= len(pool):
        fail(f"{name} panel_size", "sum")
    digits = commit["dice"]["number"]
    if not 1 <= digits <= 6 or commit["panels"] != 10**digits:
        fail(f"{name} panels", "sum")
    if commit["dice"]["seed"] != SEED_DIGITS:
        fail(f"{name} dice seed", "sum")
    if (commit["objections"]["days"] == 0) != (commit["objections"]["until"] is None):
        fail(f"{name} objections until", "sum")
    named = set()
    for i, quota in enumerate(commit["quotas"]):
        if quota["min"] > quota["max"]:
            fail(f"{name} quotas[{i}]", "sum")
        if (quota["feature"], quota["value"]) in named:
            fail(f"{name} quotas[{i}]", "twice")
        named.add((quota["feature"], quota["value"]))
    check_attempts(commit)
    signers = commit["signers"]
    keys = [signer["key"] for signer in signers if signer["key"] is not None]
    roles = ["operator"] + ["witness"] * (len(signers) - 1)
    is_listed = [signer["role"] for signer in signers] == roles and len(signers) <= MOST_SIGNERS
    if not is_listed or len(set(keys)) != len(keys):
        fail(f"{name} signers", "signers")


def check_attempts(commit: dict[str, Any]) -> None:
    """A correction keeps the attempt's number, a further attempt has the next; none is left out."""
    last = 0
    for i, one in enumerate(commit["former"]):
        if one["attempt"] not in ((1,) if last == 0 else (last, last + 1)):
            fail(f"commit.json former[{i}]", "attempts")
        last = one["attempt"]
    if commit["attempt"] not in ((1,) if last == 0 else (last, last + 1)):
        fail("commit.json attempt", "attempts")


def check_panels(panels: dict[str, Any], commit: dict[str, Any], commit_hash: str) -> None:
    """There are m panels, each under a root of its own, and the chances add up to k seats."""
    name, m = "panels.json", commit["panels"]
    if panels["commit"] != commit_hash:
        fail(f"{name} commit", "link")
    if panels["panels"] != m:
        fail(f"{name} panels", "link")
    if len(panels["roots"]) != m:
        fail(f"{name} roots", "sum")
    if len(set(panels["roots"])) != m:
        fail(f"{name} roots", "twice")
    fractions = panels["fractions"]
    if len(fractions) != len(commit["pool"]) or sum(fractions) != m * commit["panel_size"]:
        fail(f"{name} fractions", "sum")
    if fractions != sorted(fractions):
        fail(f"{name} fractions", "sorted")
    if fractions[-1] > m:
        fail(f"{name} fractions", "sum")
    rows = panels["sealed"]
    if rows is not None and len(rows) != len(commit["pool"]):
        fail(f"{name} sealed", "sum")
    for i, row in enumerate(rows or []):
        if len(row[0]) != 2 * ((m + 7) // 8) or not re.fullmatch("[0-9a-f]*", row[0]):
            fail(f"{name} sealed[{i}]", "form")


def check_result(files: dict[str, bytes], read: dict[str, Any]) -> None:
    """The dice name the panel and fix the seed; the panel opens; all else follows from the seed."""
    commit, panels, result = (read[name] for name in SIGNED)
    name = "result.json"
    for key in ("draw", "attempt"):
        if result[key] != commit[key]:
            fail(f"{name} {key}", "link")
    for key in ("commit", "panels"):
        if result[key] != sha256(files[f"{key}.json"]):
            fail(f"{name} {key}", "link")
    check_dice(result, commit["dice"]["number"], [files[one] for one in SIGNED[:2]])
    check_seats(result, commit, panels["roots"][result["number"]])
    seed, pids = bytes.fromhex(result["seed"]), [pid for pid, _ in commit["pool"]]
    others = set(pids) - {pid for pid, _ in result["seats"]}
    if result["order"] != sorted(others, key=lambda pid: H("order", seed, bytes.fromhex(pid))):
        fail(f"{name} order", "follows")
    sample = sorted(pids, key=lambda pid: H("audit", seed, bytes.fromhex(pid)))
    if result["audit"] != sample[: (len(pids) + 19) // 20]:
        fail(f"{name} audit", "follows")


def check_dice(result: dict[str, Any], digits: int, fixed: list[bytes]) -> None:
    """The first dice are the panel's number; with the files fixed before, all dice are the seed."""
    name, dice = "result.json", result["dice"]
    if len(dice) < digits + SEED_DIGITS:
        fail(f"{name} dice", "sum")
    if result["number"] != int(dice[:digits]):
        fail(f"{name} number", "follows")
    hashes = [hashlib.sha256(data).digest() for data in fixed]
    if result["seed"] != H("seed", *hashes, dice.encode()).hex():
        fail(f"{name} seed", "follows")


def check_seats(result: dict[str, Any], commit: dict[str, Any], root: str) -> None:
    """The seats are k people of the pool, and open the root that the dice named."""
    name = "result.json"
    pids = {pid for pid, _ in commit["pool"]}
    drawn = [pid for pid, _ in result["seats"]]
    if len(drawn) != commit["panel_size"] or len(set(drawn)) != len(drawn):
        fail(f"{name} seats", "sum")
    for i, pid in enumerate(drawn):
        if pid not in pids:
            fail(f"{name} seats[{i}]", "stranger")
    leaves = [H("seat", bytes.fromhex(salt), bytes.fromhex(pid)) for pid, salt in result["seats"]]
    if merkle_root(leaves) != root:
        fail(f"{name} seats", "opening")


def check_signatures(files: dict[str, bytes], read: dict[str, Any]) -> None:
    """Each signer who has a key signed each of the three files; who has none signed nothing."""
    name, commit, record = "signatures.json", read["commit.json"], read["signatures.json"]
    for key in ("draw", "attempt"):
        if record[key] != commit[key]:
            fail(f"{name} {key}", "link")
    if record["hashes"] != [[one, sha256(files[one])] for one in SIGNED]:
        fail(f"{name} hashes", "link")
    expected = [{**signer, "signed": one} for signer in commit["signers"] for one in SIGNED]
    if len(expected) != len(record["signatures"]):
        fail(f"{name} signatures", "sum")
    for i, (slot, wanted) in enumerate(zip(record["signatures"], expected)):
        if {**slot, **wanted} != slot:
            fail(f"{name} signatures[{i}]", "link")
        key, signature = slot["key"], slot["signature"]
        if (key is None) != (signature is None):
            fail(f"{name} signatures[{i}] signature", "signature")
        if key is not None and not is_signed(
            bytes.fromhex(key), files[slot["signed"]], bytes.fromhex(signature)
        ):
            fail(f"{name} signatures[{i}] signature", "signature")


def check_manifest(files: dict[str, bytes], read: dict[str, Any]) -> None:
    """The manifest lists every other file of the bundle, and nothing else."""
    name, commit, manifest = "manifest.json", read["commit.json"], read["manifest.json"]
    for key in ("draw", "attempt"):
        if manifest[key] != commit[key]:
            fail(f"{name} {key}", "link")
    names = sorted(one for one in files if one != name)
    if [entry["name"] for entry in manifest["entries"]] != names:
        fail(f"{name} entries", "link")
    for i, entry in enumerate(manifest["entries"]):
        data = files[entry["name"]]
        if (entry["size"], entry["sha256"]) != (len(data), sha256(data)):
            fail(f"{name} entries[{i}]", "link")


def plain(text: str) -> str:
    """Leave out the blanks and hyphens with which people group what they type."""
    return re.sub(r"[\s:-]", "", text)


# One person: their code, the panels they sit on, and the features they were recorded with.

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def read_secret(text: str) -> bytes:
    """Read a secret as people type it: 26 characters and Crockford's check character."""
    letters = plain(text).upper()
    for seen, meant in ("I1", "L1", "O0"):
        letters = letters.replace(seen, meant)
    number = 0
    for letter in letters[:-1]:
        number = number * 32 + max(CROCKFORD.find(letter), 0)
    is_known = not set(letters[:-1]) - set(CROCKFORD)
    if len(letters) != 27 or not is_known or number >= 2**128:
        fail("secret", "secret")
    if letters[-1] != (CROCKFORD + "*~$=U")[number % 37]:
        fail("secret", "secret")
    return number.to_bytes(16, "big")


def find_person(
    files: dict[str, bytes], read: dict[str, Any], secret: str, own: str
) -> dict[str, Any]:
    """Return what the record says of the holder of a secret; their chance is None if not sealed."""
    commit, panels, result = (read[name] for name in SIGNED)
    digits, draw, m = plain(own), commit["draw"].encode(), commit["panels"]
    code = read_secret(secret)
    if not re.fullmatch("[0-9]{4,}", digits):
        fail("own", "own")
    pid = H("pid", draw, code, digits.encode())
    place = next((i for i, one in enumerate(commit["pool"]) if one[0] == pid.hex()), None)
    if place is None:
        fail("secret", "absent")
    is_drawn = pid.hex() in [one for one, _ in result["seats"]]
    if panels["sealed"] is None:
        return {"place": place, "chance": None, "is_drawn": is_drawn}
    opener = H("opener", draw, code, digits.encode())
    sits = open_row(panels["sealed"][place], opener, files["commit.json"], pid)
    if sits is None or len(sits) not in panels["fractions"] or max(sits, default=0) >= m:
        fail("secret", "row")
    if (result["number"] in sits) != is_drawn:
        fail("secret", "row")
    return {"place": place, "chance": len(sits), "is_drawn": is_drawn}


def open_row(row: list[str], opener: bytes, commit: bytes, pid: bytes) -> list[int] | None:
    """Return the numbers of a person's panels, one bit for each; None if the row is another's."""
    sealed, frozen = bytes.fromhex(row[0]), hashlib.sha256(commit).digest()
    blocks = range((len(sealed) + 31) // 32)
    pad = b"".join(H("seal", opener, frozen, struct.pack(">Q", i)) for i in blocks)
    bits = bytes(one ^ other for one, other in zip(sealed, pad))
    if row[1] != H("row", opener, frozen, pid, bits).hex():
        return None
    return [j for j in range(len(bits) * 8) if bits[j // 8] & 128 >> j % 8]


def check_features(
    commit: dict[str, Any], place: int, nonce: str, features: list[list[str]]
) -> None:
    """The features on a person's print-out are those that were committed to."""
    if not re.fullmatch("([0-9a-f]{2})+", nonce := plain(nonce).lower()):  # print-outs group it
        fail("nonce", "features")
    pairs = sorted([unicodedata.normalize("NFC", part) for part in pair] for pair in features)
    text = canonical(pairs).encode("utf-8", "surrogatepass")
    attr = H("attr", commit["draw"].encode(), bytes.fromhex(nonce), text)
    if attr.hex() != commit["pool"][place][1]:
        fail("features", "features")


# The whole check, and what it says.


def verify(data: bytes, asked: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    """Check a bundle; return VERIFIED or NOT_VERIFIED and what it holds, or raise RecordError."""
    files = read_bundle(data)
    read = {name: read_json(name, files[name]) for name in JSON_FILES}
    for name in JSON_FILES:
        check_form(read[name], FORMS[name], name)
    check_commit(read["commit.json"])
    check_panels(read["panels.json"], read["commit.json"], sha256(files["commit.json"]))
    check_result(files, read)
    check_signatures(files, read)
    check_manifest(files, read)
    hashes = {name: sha256(files[name]) for name in SIGNED}
    evidence, dice = asked.get("evidence"), asked.get("dice")
    if evidence is not None and plain(evidence).lower() != hashes["panels.json"]:
        fail("evidence", "evidence")
    if dice is not None and plain(dice) != read["result.json"]["dice"]:
        fail("dice", "thrown")
    person = None
    if asked.get("secret") is not None:
        person = find_person(files, read, asked["secret"], asked.get("own") or "")
        if asked.get("nonce") is not None:
            features = asked.get("features") or []
            check_features(read["commit.json"], person["place"], asked["nonce"], features)
    verdict = NOT_VERIFIED if evidence is None else VERIFIED
    return verdict, {"read": read, "hashes": hashes, "person": person}


def shown(text: object) -> str:
    """Print no character that could play tricks with a terminal."""
    return "".join(letter if letter.isprintable() else "?" for letter in str(text))


def tell(found: dict[str, Any], asked: dict[str, Any]) -> list[str]:
    """Say what a record that holds says."""
    commit, panels, result = (found["read"][name] for name in SIGNED)
    m, number = commit["panels"], str(result["number"]).zfill(commit["dice"]["number"])
    lines = [
        f"Draw {shown(commit['draw'])}, attempt {commit['attempt']}"
        + (", a REHEARSAL: it seats nobody." if commit["rehearsal"] else "."),
        f"Hash of commit.json, which the pool was told: {found['hashes']['commit.json']}",
        f"Objections: {commit['objections']['days']} days"
        + (
            f", until {commit['objections']['until']} (UTC)."
            if commit["objections"]["until"]
            else "."
        ),
        f"Last day to fill a vacant seat: {commit['replacements']['until'] or 'none named'}.",
        f"The dice named panel {number} of {m}: {commit['panel_size']} of"
        f" {commit['pool_size']} people.",
        f"Chances from {panels['fractions'][0]} to {panels['fractions'][-1]} in {m}"
        f" ({commit['objective']}; proven gap {panels['gap']}).",
    ]
    lines += [
        f"It took the place of attempt {one['attempt']} ({one['commit']}): {shown(one['reason'])}"
        for one in commit["former"]
    ]
    lines.append(
        "The dice are those you gave."
        if asked.get("dice") is not None
        else f"Compare the dice with the minutes: {result['dice']}"
    )
    for signer in commit["signers"]:
        is_signer = "signed" if signer["key"] else "has no key and signed nothing"
        lines.append(f"{shown(signer['role'])} {shown(signer['name'])}".strip() + f" {is_signer}.")
    if found["person"]:
        person, chance = found["person"], "is not in this record"
        if person["chance"] is not None:
            chance = f"was {person['chance']} in {m}"
        is_drawn = "were" if person["is_drawn"] else "were not"
        lines.append(f"You were in the pool. Your chance {chance}. You {is_drawn} drawn.")
        if asked.get("nonce") is not None:
            lines.append("You were recorded with these features.")
    return lines


class Parser(argparse.ArgumentParser):
    """A parser whose refusals are not mistaken for NOT VERIFIED."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the arguments."""
        self.print_usage(sys.stderr)
        self.exit(FAILED, f"{self.prog}: {message}\n")


def read_arguments() -> dict[str, Any]:
    """Read the command line."""
    parser = Parser(description="Checks the record of a draw.", allow_abbrev=False)
    option = parser.add_argument
    option("bundle", help="the record, bundle.zip")
    option("--evidence", metavar="HASH", help="SHA-256 of panels.json, read aloud before the dice")
    option("--dice", metavar="DIGITS", help="the dice of the minutes")
    option("--secret", metavar="S", help="your secret, as printed")
    option("--own", metavar="DIGITS", help="the digits you chose")
    option("--nonce", metavar="R", help="the nonce on your print-out")
    option("--feature", nargs=2, action="append", dest="features", metavar=("NAME", "VALUE"))
    asked = vars(parser.parse_args())
    if (asked["secret"] is None) != (asked["own"] is None):
        parser.error("--secret and --own go together")
    if asked["nonce"] is not None and asked["secret"] is None:
        parser.error("--nonce needs --secret and --own")
    return asked


def main() -> int:
    """Check the bundle that the command line names."""
    asked = read_arguments()
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        try:
            with open(asked["bundle"], "rb") as stream:
                data = stream.read(LARGEST + 1)
        except OSError:
            fail(asked["bundle"], "unreadable")
        verdict, found = verify(data, asked)
    except RecordError as error:
        print(f"FAILED\n{shown(error)}.")
        return FAILED
    hashed = found["hashes"]["panels.json"]
    if verdict == VERIFIED:
        print(f"VERIFIED\nThe hash read aloud before the dice is that of panels.json: {hashed}")
    else:
        print(
            "NOT VERIFIED\nThe files fit each other, but nothing shows that they are older than"
            f" the dice.\nThe hash of panels.json is {hashed}\nIf the minutes have this hash,"
            " give it as --evidence. Do not take it from here."
        )
    print("\n".join(tell(found, asked)))
    return verdict


if __name__ == "__main__":
    sys.exit(main())
