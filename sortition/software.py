"""Which software this is: its version and the hash of the file that pins every package."""

import hashlib
import tomllib
from functools import cache
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DISTRIBUTION = "citizens-observatory"


@cache
def version() -> str:
    """Return the version that pyproject.toml states, or that was installed."""
    stated = ROOT / "pyproject.toml"
    if stated.is_file():
        return str(tomllib.loads(stated.read_text())["project"]["version"])
    return metadata.version(DISTRIBUTION)


@cache
def lock_digest() -> str | None:
    """Return the SHA-256 of requirements.txt, as hex; None where there is no such file."""
    lock = ROOT / "requirements.txt"
    return hashlib.sha256(lock.read_bytes()).hexdigest() if lock.is_file() else None
