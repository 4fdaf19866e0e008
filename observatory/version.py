"""Which software this is: its version and the hash of the file that pins every package."""

import hashlib
import tomllib
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@cache
def version() -> str:
    """Return the version that pyproject.toml states."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    return str(project["version"])


@cache
def lock_digest() -> str:
    """Return the SHA-256 of requirements.txt, as hex."""
    return hashlib.sha256((ROOT / "requirements.txt").read_bytes()).hexdigest()
