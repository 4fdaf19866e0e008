"""The measured process of the peer's side, run in an environment of its own.

Only this file knows the peer: it is an oracle, and nothing imports this file.
"""

import platform
from importlib.metadata import version
from typing import Any

import cvxpy  # noqa: F401  the peer imports its solvers late: so they are not measured
import highspy  # noqa: F401
import mip  # noqa: F401
from sortition_algorithms.committee_generation import (
    find_distribution_maximin,
    find_distribution_nash,
)
from sortition_algorithms.features import FeatureCollection, read_in_features
from sortition_algorithms.people import People, read_in_people
from sortition_algorithms.settings import Settings
from sortition_algorithms.utils import set_random_provider

from benchmarks.instances import Instance
from benchmarks.worker import Work, main

OBJECTIVES = {"maximin": find_distribution_maximin, "nash": find_distribution_nash}
PACKAGES = ("sortition-algorithms", "highspy", "mip", "cbcbox", "cvxpy", "scs", "numpy")
ID = "row number"


def prepare(instance: Instance, method: str, limit: float) -> Work:
    """Give the peer its two tables, and what is to be measured: OBJECTIVE.SOLVER."""
    objective, solver = method.split(".")
    quotas, people = _read(instance)
    set_random_provider(1)

    def solve() -> Any:
        return OBJECTIVES[objective](quotas, people, instance.size, [], solver)

    def describe(found: Any) -> dict[str, Any]:
        panels, weights, _ = found
        return {
            "groups": list(range(len(instance.members))),
            "panels": [sorted(int(own) for own in panel) for panel in panels],
            "weights": [float(weight) for weight in weights],
            "versions": _versions(),
        }

    return Work(solve, describe, {})


def _read(instance: Instance) -> tuple[FeatureCollection, People]:
    head = ["feature", "value", "min", "max"]
    rows = [dict(zip(head, map(str, quota), strict=True)) for quota in instance.quotas]
    quotas, *_ = read_in_features(head, rows, instance.size)
    members = [{ID: str(i), **row} for i, row in enumerate(instance.members)]
    settings = Settings(id_column=ID, columns_to_keep=[])
    people, _ = read_in_people(list(members[0]), members, quotas, settings)
    return quotas, people


def _versions() -> dict[str, str]:
    packages = {name: version(name) for name in PACKAGES}
    return {"Python": platform.python_version(), **packages}


if __name__ == "__main__":
    main(prepare)
