"""The town that is brought through every step once, and harmed again and again."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.crash.world import World
from tests.plugins.databases import Databases


@pytest.fixture(scope="session")
def world(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    made = World(databases, Path(tmp_path_factory.mktemp("crash")))
    yield made
    made.close()
