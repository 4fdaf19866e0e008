"""The database and the folder of a town whose process is harmed, and their saved states."""

import json
import os
import shutil
import subprocess
import sys
from functools import cached_property
from pathlib import Path
from typing import Any

from tests.crash.steps import STEPS
from tests.plugins.databases import Databases

ROOT = Path(__file__).resolve().parents[2]
QUIET = {"OPENBLAS_NUM_THREADS": "1"}


class World:
    """One town; `states` has it before each step, and after the last one."""

    def __init__(self, databases: Databases, folder: Path) -> None:
        self.databases, self.folder, self.saved = databases, folder / "data", folder / "saved"
        self.folder.mkdir()
        self.url = databases.create(migrated=True)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.crash.zygote", self.url, str(self.folder)],
            cwd=ROOT,
            env={**os.environ, **QUIET},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def ask(self, do: str, **order: Any) -> Any:
        """Have a copy of the warm process do something; return how it ended and what it said."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        print(json.dumps({"do": do, **order}), file=self.process.stdin, flush=True)
        return json.loads(self.process.stdout.readline())

    def said(self, do: str, **order: Any) -> Any:
        """Have something done that nothing disturbs; return what it said."""
        answer = self.ask(do, **order)
        assert answer["ended"] == 0, do
        return answer["said"]

    def save(self, state: int) -> None:
        self.databases.save(self.url, f"state_{state}")
        shutil.copytree(self.folder, self.saved / str(state))

    def restore(self, state: int) -> None:
        self.databases.restore(self.url, f"state_{state}")
        shutil.rmtree(self.folder)
        shutil.copytree(self.saved / str(state), self.folder)

    @cached_property
    def walked(self) -> list[Any]:
        """Every step taken undisturbed: its points, and what it leads to; its beginning is saved.

        It takes a while, and the command line needs none of it.
        """
        found = []
        self.said("prepare")
        for number in range(len(STEPS)):
            self.save(number)
            found.append(self.said("walk", step=number))
            assert found[-1]["status"] in (200, 302, 303), found[-1]["text"]
        return found

    def points(self, step: int) -> list[str]:
        """Return the names of a step's points, in the order in which it comes to them."""
        return list(self.walked[step]["points"])

    def facts(self, step: int) -> Any:
        """Return all that stands in the database and the folder after a step."""
        return self.walked[step]["wanted"]["facts"]

    def close(self) -> None:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()
        self.databases.drop(self.url)
