"""One measurement inside a process of its own: seconds of one call, written as JSON.

Both sides are measured by this code: without imports and without reading.
"""

import cProfile
import json
import pstats
import re
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks import instances
from benchmarks.instances import Instance

TOP = 5  # functions that a profile names
BUILT_IN = re.compile(r"<(?:built-in method|method) '?([\w.]+)'?(?: of '([\w.]+)' objects)?>")
Place = tuple[str, int, str]  # file, line, function


class Work(NamedTuple):
    """What is measured, and how its result is written down afterwards.

    `describe` gives `groups`, `panels` and `weights` (see figures.py), and what else there is
    to say; `stages` are CPU seconds by stage, filled while `solve` runs.
    """

    solve: Callable[[], Any]
    describe: Callable[[Any], dict[str, Any]]
    stages: dict[str, float]


Prepare = Callable[[Instance, str, float], Work]


def main(prepare: Prepare) -> None:
    """Measure: FOLDER METHOD LIMIT OUT [profile]."""
    folder, method, limit, out, *options = sys.argv[1:]
    work = prepare(instances.read(Path(folder)), method, float(limit))
    limit_cpu(float(limit))
    profile = cProfile.Profile() if options else None
    cpu, wall = time.process_time(), time.perf_counter()
    found = profile.runcall(work.solve) if profile else work.solve()
    taken = {"cpu": time.process_time() - cpu, "wall": time.perf_counter() - wall}
    record = {**taken, "stages": work.stages, **work.describe(found)}
    if profile:
        record["profile"] = hottest(profile)
    Path(out).write_text(json.dumps(record))


def limit_cpu(seconds: float) -> None:
    """Let the system end this process when it has used so many more seconds of its core."""
    end = int(time.process_time() + seconds) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (end, end + 10))


def hottest(profile: cProfile.Profile) -> list[tuple[str, float]]:
    """Name the functions that took most, with their share of the time in their own lines."""
    stats: dict[Place, tuple[Any, ...]] = pstats.Stats(profile).stats  # type: ignore[attr-defined]
    whole = sum(row[2] for row in stats.values()) or 1.0
    ranked = sorted(stats.items(), key=lambda item: -item[1][2])[:TOP]
    return [(_name(place), row[2] / whole) for place, row in ranked]


def _name(place: Place) -> str:
    path, _, function = place
    if path != "~":
        return f"{Path(path).parent.name}/{Path(path).name} {function}"
    found = BUILT_IN.fullmatch(function)
    return ".".join(part for part in found.groups()[::-1] if part) if found else function
