"""Every way to change one thing in a JSON file: leaf, key, item, and the bytes themselves."""

import copy
import hashlib
import json
from collections.abc import Iterator
from typing import Any

from sortition import proofs
from tests.sortition import records

FOLLOWING = {"commit.json": ("panels.json", "result.json"), "panels.json": ("result.json",)}
Content = dict[str, Any]


def leaves(value: Any) -> Iterator[Any]:
    """Give other values for one that stands alone."""
    if isinstance(value, bool):
        yield from (not value, int(value), None)
    elif isinstance(value, int):
        yield from (value + 1, value - 1, -value - 1, str(value), value == 1, None, [value])
    elif value is None:
        yield from ("", "0" * 64, "0" * 128, 0, False, [])
    else:
        changed = ("1" if value[:1] == "0" else "0") + value[1:]
        yield from (changed, value[:-1], value + "0", value.upper() + "A", "", None, 0, [value])


def items(value: list[Any]) -> Iterator[list[Any]]:
    """Give lists with one item less, more, twice, or in another place."""
    places = sorted({0, len(value) // 2, len(value) - 1}) if value else []
    for i in places:
        yield value[:i] + value[i + 1 :]
        yield [*value[: i + 1], *value[i:]]
        if i:
            yield [*value[: i - 1], value[i], value[i - 1], *value[i + 1 :]]
    yield value[::-1]
    yield [*value, None]
    yield [*value, 0]
    yield []


def keys(value: Content) -> Iterator[Content]:
    """Give objects with one key less, more, or named otherwise."""
    for key in value:
        less = {other: item for other, item in value.items() if other != key}
        yield less
        yield {**less, f"{key}s": value[key]}
    yield {**value, "note": "nothing"}


def changes(value: Any) -> Iterator[Any]:
    """Give copies of a value, each with one thing changed, at any depth."""
    inner: Any = ()
    if isinstance(value, dict):
        yield from keys(value)
        inner = list(value)
    elif isinstance(value, list):
        yield from (other for other in items(value) if other != value)
        inner = sorted({0, 1, len(value) - 1} & set(range(len(value))))
    else:
        yield from (other for other in leaves(value) if not is_same(other, value))
    for place in inner:
        for other in changes(value[place]):
            made = copy.copy(value)
            made[place] = other
            yield made


def is_same(one: Any, other: Any) -> bool:
    return type(one) is type(other) and one == other


def of_bytes(data: bytes) -> Iterator[bytes]:
    """Give bytes that say the same to a careless reader."""
    text, content = data.decode(), json.loads(data)
    first = next(iter(content))
    yield data + b"\n"
    yield b" " + data
    yield b"\xef\xbb\xbf" + data
    yield json.dumps(content, ensure_ascii=False).encode()
    yield json.dumps(content, separators=(",", ":"), indent=1).encode()
    yield json.dumps(dict(reversed(content.items())), separators=(",", ":")).encode()
    yield (text[:-1] + f',"{first}":{json.dumps(content[first])}}}').encode()
    yield text.replace('"protocol"', '"\\u0070rotocol"').encode()
    yield text.replace("observatory-draw", "observatory\\u002ddraw").encode()
    yield text.replace(":1,", ":1.0,").replace(":2,", ":2e0,").encode() + b" "
    yield data[:-1]
    yield data + data
    yield b""


def bare(made: records.Record, name: str, data: bytes) -> dict[str, bytes]:
    """Change one file, and let the manifest fit it."""
    return {**made.files, name: data}


def rebound(made: records.Record, name: str, content: Content) -> dict[str, bytes]:
    """Change one file as an operator would: with all hashes after it, and signed again."""
    files = {**made.files, name: json_bytes(content)}
    for later in FOLLOWING.get(name, ()):
        files[later] = json_bytes(_linked(json.loads(files[later]), files))
    if name != "signatures.json":
        record = json.loads(files["signatures.json"])
        signed = ("commit.json", "panels.json", "result.json")
        record["hashes"] = [[one, sha256(files[one])] for one in signed]
        files["signatures.json"] = json_bytes(record)
    return files


def _linked(record: Content, files: dict[str, bytes]) -> Content:
    for name in ("commit", "panels"):
        if name in record and record["file"] != name and isinstance(record[name], str):
            record[name] = sha256(files[f"{name}.json"])
    if record["file"] == "result":
        _follow(record, files)
    return record


def _follow(record: Content, files: dict[str, bytes]) -> None:
    """Make the seed, the order and the sample fit again."""
    hashes = [bytes.fromhex(record[name]) for name in ("commit", "panels")]
    seed = proofs.H("seed", *hashes, record["dice"])
    record["seed"] = seed.hex()
    everybody = [*record["order"], *(own for own, _ in record["seats"])]
    record["order"] = _sorted("order", seed, record["order"])
    record["audit"] = _sorted("audit", seed, everybody)[: -(-len(everybody) // 20)]


def _sorted(tag: str, seed: bytes, pids: list[str]) -> list[str]:
    return sorted(pids, key=lambda own: proofs.H(tag, seed, bytes.fromhex(own)))


def json_bytes(content: Any) -> bytes:
    """Write JSON as canonical does, without asking whether it may be written."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
