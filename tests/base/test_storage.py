"""Kept files: whole under their name or not there, and none that nobody names."""

import io
import os
from datetime import timedelta
from pathlib import Path

import pytest
from flask import request

from observatory import storage
from observatory.database import now

pytestmark = pytest.mark.usefixtures("session")
A_DAY = timedelta(days=1)


class Broken(io.BytesIO):
    """A file whose second piece never comes."""

    def read(self, size: int | None = -1) -> bytes:
        if self.tell():
            raise OSError("the connection broke")
        return super().read(3)


def names(app):
    return sorted(path.name for path in Path(app.config["DATA_DIR"], "papers").iterdir())


def test_a_file_has_a_new_name_each_time_or_the_one_of_its_content(app):
    first, second = (storage.keep("papers", io.BytesIO(b"one")) for _ in range(2))
    named = [storage.keep("papers", io.BytesIO(b"two"), "a-name") for _ in range(2)]
    assert named == ["papers/a-name"] * 2
    assert names(app) == sorted([first[7:], second[7:], "a-name"])
    assert storage.locate(first).stat().st_mode & 0o777 == 0o600


def test_half_a_file_has_no_name(app):
    with pytest.raises(OSError, match="the connection broke"):
        storage.keep("papers", Broken(b"half of it"), "a-name")
    assert [name[-4:] for name in names(app)] == [storage.UNFINISHED]


def test_files_that_nobody_names_are_removed_once_they_are_old(app):
    paths = [storage.keep("papers", io.BytesIO(b"scan"), name) for name in ("old", "named", "new")]
    two_days_ago = (now() - 2 * A_DAY).timestamp()
    for path in paths[:2]:
        os.utime(storage.locate(path), (two_days_ago, two_days_ago))
    assert storage.drop_lost("papers", {"papers/named"}, now() - A_DAY) == 1
    assert names(app) == ["named", "new"]


def test_what_is_sent_stands_beside_the_data_and_not_in_memory(app, monkeypatch):
    monkeypatch.setattr(storage, "CHUNK", 1000)
    sent = {"file": (io.BytesIO(b"x" * 1001), "a.csv")}
    with app.test_request_context("/", method="POST", data=sent):
        with request.files["file"].stream as stream:
            path = os.readlink(f"/proc/self/fd/{stream.fileno()}")
        assert path.startswith(str(storage.locate("uploads")))
