"""`bundle.zip`: the record of one draw with what checks it, and nothing about anybody's features.

The same files give the same bytes on every machine. They stand in it as they are, to be read
without any program; where that would be large, they are packed (`archive`).
"""

import io
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sortition import proofs
from sortition.archive import write_zip
from sortition.errors import InputError, Problem
from sortition.signatures import SIGNED

__all__ = ["bundle", "manifest", "read_bundle", "write_zip"]
HERE = Path(__file__).resolve().parent
ENCLOSED = {
    **{name: HERE / "bundled" / name for name in ("guide.en.txt", "guide.es.txt", "guide.fr.txt")},
    "verify.html": HERE / "bundled" / "verify.html",
    "verify_draw.py": HERE / "verify_draw.py",
}
RECORD = (*SIGNED, "signatures.json", "manifest.json")
LARGE = 1_000_000
LARGEST = 64 * 1024 * 1024


def bundle(files: Mapping[str, bytes]) -> bytes:
    """Return the bundle of a draw.

    Parameters
    ----------
    files
        The bytes of `commit.json`, `panels.json`, `result.json` and `signatures.json` by name.
    """
    content = {name: files[name] for name in (*SIGNED, "signatures.json")}
    content |= {name: path.read_bytes() for name, path in ENCLOSED.items()}
    content["manifest.json"] = proofs.canonical(manifest(content))
    return write_zip(content, packed=sum(map(len, content.values())) > LARGE)


def manifest(files: Mapping[str, bytes]) -> dict[str, Any]:
    """Return the content of `manifest.json`: name, size and SHA-256 of every other file."""
    rules = proofs.read_canonical(files["commit.json"])
    return {
        "protocol": proofs.PROTOCOL,
        "file": "manifest",
        "draw": rules["draw"],
        "attempt": rules["attempt"],
        "entries": [
            {"name": name, "size": len(data), "sha256": proofs.sha256(data).hex()}
            for name, data in sorted(files.items())
            if name != "manifest.json"
        ],
    }


def read_bundle(data: bytes, name: str = "bundle") -> dict[str, bytes]:
    """Return the JSON files of a bundle by name; whether they hold together the verifier says.

    Raises
    ------
    InputError
        code `not_a_bundle`.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > LARGEST:
                raise zipfile.BadZipFile("too large")
            return {one: archive.read(one) for one in RECORD}
    except (zipfile.BadZipFile, zlib.error, LookupError, RuntimeError, OSError, EOFError) as error:
        raise InputError([Problem("not_a_bundle", name)]) from error
