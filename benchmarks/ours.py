"""The measured process of our side: an objective of `sortition`, or a lottery of 1,000 panels."""

import platform
import time
from importlib.metadata import version
from typing import Any

import numpy as np
import numpy.ma
import numpy.random  # noqa: F401  numpy imports these two late: so they are not measured

from benchmarks.instances import Instance
from benchmarks.worker import Work, main
from sortition import OBJECTIVES, Lottery, PanelDistribution, draw_lottery
from sortition.reading import Tables, read_tables

SEED = b"benchmark"
PANELS = 1000


class Stages:
    """Counts CPU seconds by stage, as the searches report their progress."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._stage, self._since = "optimise", time.process_time()

    def start(self, stage: str) -> None:
        """Count for this stage from now on."""
        now = time.process_time()
        self.seconds[self._stage] = self.seconds.get(self._stage, 0.0) + now - self._since
        self._stage, self._since = stage, now

    def __call__(self, stage: str, fraction: float) -> None:
        """Be told of progress."""
        self.start(stage)


def prepare(instance: Instance, method: str, limit: float) -> Work:
    """Read the files as the product does, and give what is to be measured."""
    tables = read_tables(instance.pool_file, instance.quotas_file, instance.size)
    if method == "lottery":
        return _lottery(tables, instance.size, limit)
    return _objective(tables, instance.size, method, limit)


def _objective(tables: Tables, size: int, method: str, limit: float) -> Work:
    stages = Stages()

    def solve() -> PanelDistribution:
        stages.start("optimise")
        stages.seconds.clear()
        found = OBJECTIVES[method](
            tables.pool, tables.quotas, size, seed=SEED, time_limit=limit, progress=stages
        )
        stages.start("end")
        return found

    return Work(solve, lambda found: _of_distribution(found, tables), stages.seconds)


def _lottery(tables: Tables, size: int, limit: float) -> Work:
    pool, quotas = tables.pool, tables.quotas
    fair = OBJECTIVES["leximin"](pool, quotas, size, seed=SEED, time_limit=limit)

    def describe(found: Lottery) -> dict[str, Any]:
        return {
            "groups": list(range(len(pool))),
            "panels": found.panels.tolist(),
            "weights": [1 / PANELS] * PANELS,
            "worst_deviation": found.worst_deviation,
            "versions": _versions(),
        }

    def solve() -> Lottery:
        return draw_lottery(fair, pool, quotas, size, panels=PANELS, seed=SEED)

    return Work(solve, describe, {})


def _of_distribution(found: PanelDistribution, tables: Tables) -> dict[str, Any]:
    types = np.arange(found.panels.shape[1])
    excluded = set(found.excluded)
    return {
        "groups": found.types.of_member.tolist(),
        "panels": [np.repeat(types, panel).tolist() for panel in found.panels],
        "weights": found.weights.tolist(),
        "status": found.status,
        "upper_bound": found.upper_bound,
        "excluded": [i for i, own in enumerate(tables.pool.ids) if own in excluded],
        "versions": _versions(),
    }


def _versions() -> dict[str, str]:
    packages = {name: version(name) for name in ("numpy", "highspy")}
    return {"Python": platform.python_version(), **packages}


if __name__ == "__main__":
    main(prepare)
