"""Files that people send: kept below DATA_DIR under names of our own, never under theirs."""

import secrets
import shutil
from pathlib import Path
from typing import BinaryIO

from flask import current_app

CHUNK = 1 << 20


def keep(folder: str, stream: BinaryIO) -> str:
    """Copy a stream, piece by piece, to a new file; return its path below DATA_DIR."""
    path = Path(folder) / secrets.token_hex(16)
    target = locate(str(path))
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with target.open("xb") as copy:
        target.chmod(0o600)
        while chunk := stream.read(CHUNK):
            copy.write(chunk)
    return str(path)


def write(path: str, data: bytes) -> None:
    """Write a whole file below DATA_DIR, or leave the one that was there."""
    target = locate(path)
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = target.with_suffix(".new")
    fresh.touch(mode=0o600)
    fresh.write_bytes(data)
    fresh.replace(target)


def locate(path: str) -> Path:
    """Return where a kept file is."""
    return Path(current_app.config["DATA_DIR"]) / path


def drop(path: str) -> None:
    """Remove a kept file, if it is still there."""
    locate(path).unlink(missing_ok=True)


def drop_folder(path: str) -> None:
    """Remove a folder of kept files, if it is still there."""
    shutil.rmtree(locate(path), ignore_errors=True)
