"""Runs one method on one instance in a process of its own, on one core, and keeps the record."""

import json
import math
import os
import platform
import signal
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks import figures
from benchmarks.instances import Instance

Record = dict[str, Any]
ROOT = Path(__file__).resolve().parent.parent
ONE_THREAD = {f"{name}_NUM_THREADS": "1" for name in ("OPENBLAS", "OMP", "MKL", "VECLIB_MAXIMUM")}
RESULT = ("groups", "panels", "weights")


class Method(NamedTuple):
    """One way to one result: a side, and what that side's process is asked for."""

    side: str
    name: str

    @property
    def key(self) -> str:
        """Give the name of its records."""
        return f"{self.side}.{self.name}"


OURS = tuple(Method("ours", name) for name in ("leximin", "nash", "maximin", "lottery"))
SOLVERS = {"highspy": "HiGHS", "mip-cbc": "CBC"}  # the first is the peer's default
PEERS = tuple(
    Method("peer", f"{objective}.{solver}")
    for objective in ("maximin", "nash")
    for solver in SOLVERS
)


class Bench(NamedTuple):
    """Where and how to measure: the peer's Python, the folder of records, the limit."""

    peer: Path
    folder: Path
    limit: float
    run: str

    def measure(self, instance: Instance, method: Method, *options: str) -> Record:
        """Measure and keep the record."""
        with tempfile.TemporaryDirectory() as temporary:
            out = Path(temporary, "result.json")
            record = self._run(instance, method, out, *options)
            if record["state"] == "finished":
                record |= judged(json.loads(out.read_text()), instance)
        path = self._path(instance, method, *options)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(record) + "\n")
        return record

    def kept(self, instance: Instance, method: Method, *options: str) -> Record | None:
        """Give the record that was kept, if any."""
        path = self._path(instance, method, *options)
        return json.loads(path.read_text()) if path.exists() else None

    def _path(self, instance: Instance, method: Method, *options: str) -> Path:
        return self.folder / instance.name / ".".join([method.key, *options, "json"])

    def _run(self, instance: Instance, method: Method, out: Path, *options: str) -> Record:
        python = sys.executable if method.side == "ours" else str(self.peer)
        folder = str(instance.pool_file.parent.resolve())
        command = [python, "-m", f"benchmarks.{method.side}", folder, method.name]
        command += [str(self.limit), str(out), *options]
        with tempfile.TemporaryFile("w+") as errors:
            start = time.perf_counter()
            code, usage = _wait(command, errors)
            wall = time.perf_counter() - start
            errors.seek(0)
            last = (errors.read().strip().splitlines() or [""])[-1]
        return {
            "state": _state(code),
            "error": last if _state(code) == "failed" else "",
            "limit": self.limit,
            "process_cpu": usage.ru_utime + usage.ru_stime,
            "process_wall": wall,
            "peak_mb": usage.ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10),
            "run": self.run,
            "measured": datetime.now(UTC).isoformat(timespec="seconds"),
            "machine": machine(),
        }


def _wait(command: list[str], errors: Any) -> Any:
    """Run a command to its end; give its exit code and what the system says it used."""
    environment = {**os.environ, **ONE_THREAD, "PYTHONHASHSEED": "0"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # or each process would compile anew
    process = subprocess.Popen(  # noqa: S603
        command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=errors
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return process.returncode, usage


def _state(code: int) -> str:
    if code == 0:
        return "finished"
    return "not finished" if -code in (signal.SIGXCPU, signal.SIGKILL) else "failed"


def judged(result: Record, instance: Instance) -> Record:
    """Put the members' probabilities, counted here, in the place of panels and weights."""
    groups, panels, weights = (result.pop(name) for name in RESULT)
    return result | {
        "probabilities": figures.probabilities(groups, panels, weights),
        "panels": len(panels),
        "broken_panels": figures.broken_panels(groups, panels, instance),
        "weight": math.fsum(weights),
    }


def stay_on_one_core() -> None:
    """Keep this process, and all that it starts, on the last core it may use."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def machine() -> str:
    """Describe the machine as its system does."""
    cores = os.cpu_count()
    return f"{_processor()}, {cores} cores, {platform.system()} {platform.machine()}"


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    lines = info.read_text().splitlines() if info.exists() else []
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return models[0] if models else platform.processor() or "unknown processor"
