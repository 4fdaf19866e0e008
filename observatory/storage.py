"""Files that people send: kept below DATA_DIR under names of our own, never under theirs."""

import os
import secrets
import shutil
from collections.abc import Collection
from datetime import datetime
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO, BinaryIO, cast

from flask import Flask, Request, current_app
from sqlalchemy import event
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from observatory.database import session
from observatory.pages import refuse_noughts

CHUNK = 1 << 20
UNFINISHED = ".new"


def new_path(folder: str) -> str:
    """Return a free path below DATA_DIR, in a folder that only we can read."""
    path = Path(folder) / secrets.token_hex(16)
    locate(str(path)).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    return str(path)


def keep(folder: str, stream: BinaryIO, name: str = "") -> str:
    """Copy a stream, piece by piece, to a file; return its path below DATA_DIR.

    The file is new, or has a name that only this content has: what a crash left is then used.
    """
    fresh = locate(new_path(folder)).with_suffix(UNFINISHED)
    with fresh.open("xb") as copy:
        fresh.chmod(0o600)
        shutil.copyfileobj(stream, copy, CHUNK)
        copy.flush()
        os.fsync(copy.fileno())  # whoever reads that it is kept finds it after a power cut too
    target = fresh.with_name(name or fresh.stem)
    fresh.replace(target)
    return str(Path(folder) / target.name)


def write(path: str, data: bytes) -> None:
    """Write a whole file below DATA_DIR, or leave the one that was there."""
    target = locate(path)
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = target.with_suffix(UNFINISHED)
    fresh.touch(mode=0o600)
    with fresh.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())  # a power cut leaves the one that was there, or all of this one
    fresh.replace(target)


def locate(path: str) -> Path:
    """Return where a kept file is."""
    return Path(current_app.config["DATA_DIR"]) / path


def drop(path: str) -> None:
    """Remove a kept file, if it is still there."""
    locate(path).unlink(missing_ok=True)


def drop_lost(folder: str, named: Collection[str], before: datetime) -> int:
    """Remove files of a folder that no row names: requests that broke off left them."""
    lost = [
        path
        for path in locate(folder).glob("*")
        if f"{folder}/{path.name}" not in named and path.stat().st_mtime < before.timestamp()
    ]
    for path in lost:
        path.unlink(missing_ok=True)
    return len(lost)


def drop_folder(path: str) -> None:
    """Remove a folder of kept files, if it is still there."""
    shutil.rmtree(locate(path), ignore_errors=True)


def drop_later(path: str) -> None:
    """Remove a kept file once the session commits: a rollback keeps it."""
    session.info.setdefault("dropped", []).append(path)


@event.listens_for(Session, "after_commit")
def _drop(committed: Session) -> None:
    for path in committed.info.pop("dropped", []):
        drop(path)


@event.listens_for(Session, "after_rollback")
def _forget(undone: Session) -> None:
    undone.info.pop("dropped", None)


class Upload(Request):
    """A request whose files are written to DATA_DIR as they come: /tmp may be memory.

    They have no name there, and are gone as soon as nobody holds them: a broken upload too.
    """

    def _load_form_data(self) -> None:
        """Look at the fields when they are first read: a view may set its own limit before."""
        if "form" in self.__dict__:
            return
        super()._load_form_data()
        files = self.files.items(multi=True)
        refuse_noughts(self.form, MultiDict((name, file.filename or "") for name, file in files))

    def _get_file_stream(self, *_: object, **__: object) -> IO[bytes]:
        folder = locate("uploads")
        folder.mkdir(mode=0o700, exist_ok=True)
        return cast("IO[bytes]", SpooledTemporaryFile(CHUNK, "rb+", dir=str(folder)))


def init_app(app: Flask) -> None:
    """Take what is sent piece by piece."""
    app.request_class = Upload
