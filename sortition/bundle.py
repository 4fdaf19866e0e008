"""`bundle.zip`: the record of one draw with what checks it, and nothing about anybody's features.

The same files give the same bytes on every machine: nothing is compressed or dated.
"""

import io
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sortition import proofs
from sortition.errors import InputError, Problem
from sortition.signatures import SIGNED

HERE = Path(__file__).resolve().parent
ENCLOSED = {
    **{name: HERE / "bundled" / name for name in ("guide.en.txt", "guide.es.txt", "guide.fr.txt")},
    "verify.html": HERE / "bundled" / "verify.html",
    "verify_draw.py": HERE / "verify_draw.py",
}
RECORD = (*SIGNED, "signatures.json", "manifest.json")
LARGEST = 64 * 1024 * 1024
_LONG_AGO = (1980, 1, 1, 0, 0, 0)


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
    return write_zip(content)


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


def write_zip(files: Mapping[str, bytes]) -> bytes:
    """Return a zip of the files, sorted by name."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for name, data in sorted(files.items()):
            entry = zipfile.ZipInfo(name, _LONG_AGO)
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            archive.writestr(entry, data)
    return stream.getvalue()


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
