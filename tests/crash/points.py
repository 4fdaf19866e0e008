"""The points of a step where a crash could matter: each statement, each commit, each file.

They are found from outside, by the engine's events and the interpreter's audit; nothing in the
application knows of them. At one of them the process is harmed.
"""

import os
import resource
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from flask import Flask
from sqlalchemy import event

FILE_ACTS = {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.chmod"}
DATABASES = (".db", ".db-wal", ".db-shm", ".db-journal")


def kill(_: Any) -> None:
    """End this process as a power cut would, with nothing said and nothing closed."""
    os.kill(os.getpid(), signal.SIGKILL)


def fill_disk(_: Any) -> None:
    """Let no file grow: what this process writes from now on fails."""
    _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, most))


def lose_connection(connection: Any) -> None:
    """Let the server end the connection in use, as a restart of it does."""
    with psycopg.connect(connection.info.dsn, autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [connection.info.backend_pid])


HARMS: dict[str, Callable[[Any], None]] = {
    "kill": kill,
    "full disk": fill_disk,
    "lost connection": lose_connection,
}


class Points:
    """Counts the points that this process comes to, and harms it at one of them."""

    def __init__(self) -> None:
        self.harm, self.at = kill, 0
        self.names: list[str] = []
        self.main = threading.get_ident()
        self.is_resting = True
        self.connection: Any = None  # the one in use

    @contextmanager
    def counted(self, harm: str = "kill", at: int = 0) -> Iterator[list[str]]:
        """Count while something is done, and do harm at a point; yield the points' names."""
        self.harm, self.at, self.names = HARMS[harm], at, []
        self.is_resting = False
        yield self.names
        self.is_resting = True

    def reach(self, name: str) -> None:
        """Come to a point; a heartbeat in another thread comes to none."""
        if threading.get_ident() != self.main or self.is_resting:
            return
        self.names.append(name)
        if len(self.names) == self.at:
            self.is_resting = True
            self.harm(self.connection)
            self.is_resting = False

    def watch(self, app: Flask) -> None:
        """Find the points of an application: statements, commits, messages to the worker."""
        engine = app.extensions["database"]
        storage = app.extensions["huey"].storage
        event.listen(engine, "checkout", self._take_connection)
        event.listen(engine, "before_cursor_execute", self._before_statement)
        self._surround(engine.dialect, "do_commit", "commit")
        self._surround(storage, "enqueue", "message")
        self._surround(storage, "dequeue", "message taken")
        self.watch_files(Path(app.config["DATA_DIR"]))

    def watch_files(self, folder: Path) -> None:
        """Find what happens to files of a folder; a file that is written may be left half."""
        inside = f"{folder.resolve()}{os.sep}"

        def hear(act: str, arguments: tuple[Any, ...]) -> None:
            is_opened = act == "open" and arguments[2] & (os.O_WRONLY | os.O_RDWR)
            if act not in FILE_ACTS and not is_opened:
                return
            if isinstance(arguments[0], int):  # a pipe
                return
            path = os.path.abspath(os.fsdecode(arguments[0]))
            if path.startswith(inside) and not path.endswith(DATABASES):
                self.reach(f"{act} {Path(path).suffix or 'folder'}")

        sys.addaudithook(hear)
        self._surround(os, "fsync", "fsync")
        whole = Path.write_bytes

        def write_halves(path: Path, data: bytes) -> int:
            whole(path, data[: len(data) // 2])
            self.reach(f"half of {path.suffix}")
            return whole(path, data)

        Path.write_bytes = write_halves  # type: ignore[assignment, method-assign]

    def _take_connection(self, connection: Any, *_: Any) -> None:
        self.connection = connection

    def _before_statement(self, _c: Any, _k: Any, statement: str, *_: Any) -> None:
        words = statement.split()
        table = words[2] if words[0] == "INSERT" else words[1] if words[0] == "UPDATE" else ""
        self.reach(f"{words[0]} {table}".strip())

    def _surround(self, owner: Any, name: str, label: str) -> None:
        inner = getattr(owner, name)

        def surrounded(*args: Any, **kwargs: Any) -> Any:
            self.reach(f"before {label}")
            found = inner(*args, **kwargs)
            self.reach(f"after {label}")
            return found

        setattr(owner, name, surrounded)
