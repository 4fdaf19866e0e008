"""Writing the files of a draw: all or none, the key first and the report last."""

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import IO, Any

from sortition.errors import InputError
from sortition.reading import system_problem
from sortition.tables import write_table

Table = tuple[Sequence[str], Iterable[Sequence[Any]]]

REPORT = "report.json"
WRITING = ".writing-"
PRIVATE = "key"
"""The file that only its owner may read."""


def write_folder(
    out: Path, files: Mapping[str, bytes | Table], report: Callable[[], dict[str, Any]]
) -> dict[str, Any]:
    """Write under other names and rename when all is there; return the report.

    Raises
    ------
    InputError
        code `cannot_write`, with what the system says.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
        for left in out.glob(f"{WRITING}*"):  # of a process that was killed; one may hold the key
            shutil.rmtree(left)
        with tempfile.TemporaryDirectory(prefix=WRITING, dir=out) as folder:
            for name, table in files.items():
                _write(Path(folder, name), table)
            content = report()
            text = json.dumps(content, ensure_ascii=False, indent=2, allow_nan=False) + "\n"
            Path(folder, REPORT).write_text(text, encoding="utf-8")
            (out / REPORT).unlink(missing_ok=True)  # an older one would not fit the others
            # The key first: without it nobody could show later what was committed to.
            for name in (*sorted(files, key=lambda own: own != PRIVATE), REPORT):
                Path(folder, name).replace(out / name)
            return content
    except OSError as error:
        raise InputError([system_problem("cannot_write", out, error)]) from error


def _write(path: Path, content: bytes | Table) -> None:
    if isinstance(content, bytes):
        mode = 0o600 if path.name == PRIVATE else 0o666
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode), "wb") as binary:
            binary.write(content)
            _reach_disk(binary)
        return
    with path.open("w", encoding="utf-8", newline="") as stream:
        write_table(stream, *content)
        _reach_disk(stream)


def _reach_disk(stream: IO[Any]) -> None:
    """A name never stands for less than its content, also after a power cut."""
    stream.flush()
    os.fsync(stream.fileno())
