"""One whole run without the web: files in, a panel drawn, result files out."""

import json
import math
import secrets
import tempfile
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sortition import proofs
from sortition.advice.exclusions import name_exclusions
from sortition.clock import Progress
from sortition.distribution import PanelDistribution
from sortition.errors import InfeasibleError, InputError
from sortition.households import HOUSEHOLD, HouseholdRule
from sortition.lottery import Lottery, draw_lottery, panels_needed
from sortition.objectives import OBJECTIVES
from sortition.pool import Pool
from sortition.quotas import Quotas
from sortition.reading import Tables, read_tables, system_problem
from sortition.tables import write_table

SECONDS_TO_NAME = 20.0
STAGES = ("read", "optimise", "decompose", "lottery")


@dataclass(frozen=True)
class Run:
    """What `run_panel` is asked for.

    Attributes
    ----------
    pool, quotas, out
        The two files, and the folder for the results.
    size
        Seats, k.
    id_column
        The column with the members' ids, if named.
    panels
        Panels in the lottery, m; None for as many as the smallest probability needs.
    seed
        Decides all chance; None for a random one, which the report says.
    time_limit
        Seconds after which the search stops with its gap.
    objective
        A name of `OBJECTIVES`.
    household
        How the pool tells households, and how many of one may sit; None for no limit.
    """

    pool: Path
    quotas: Path
    size: int
    out: Path
    id_column: str | None = None
    panels: int | None = None
    seed: bytes | None = None
    time_limit: float | None = None
    objective: str = "leximin"
    household: HouseholdRule | None = None


class Stopwatch:
    """Counts the seconds of each stage of a run, and passes its progress on."""

    def __init__(self, progress: Progress | None) -> None:
        self._progress = progress
        self._stage, self._since = "read", time.perf_counter()
        self._start = self._since
        self._seconds = dict.fromkeys(STAGES, 0.0)

    def __call__(self, stage: str, fraction: float) -> None:
        """Count for `stage` from now on."""
        now = time.perf_counter()
        self._seconds[self._stage] += now - self._since
        self._stage, self._since = stage, now
        if self._progress:
            self._progress(stage, fraction)

    def seconds(self) -> dict[str, float]:
        """Return the seconds of each stage so far, and of all with what is between them."""
        self(self._stage, 1.0)
        counted = {**self._seconds, "total": self._since - self._start}
        return {stage: round(value, 4) for stage, value in counted.items()}


def run_panel(run: Run, progress: Progress | None = None) -> dict[str, Any]:
    """Draw a panel and write report.json, probabilities.csv, lottery.csv and panel.csv.

    The panel is number below(seed, "panel", m) of the lottery.

    Returns
    -------
    dict
        The report.

    Raises
    ------
    InputError
        With every problem of both files, or a folder that cannot be written.
    InfeasibleError
        If no panel meets the quotas.
    """
    watch = Stopwatch(progress)
    seed = secrets.token_bytes(32) if run.seed is None else run.seed
    tables = read_files(run)
    pool, quotas = tables.pool, tables.quotas
    watch("optimise", 0.0)
    distribution = OBJECTIVES[run.objective](
        pool, quotas, run.size, seed=seed, time_limit=run.time_limit, progress=watch
    )
    excluded = name_exclusions(
        pool, quotas, run.size, distribution.excluded, time_limit=SECONDS_TO_NAME
    )
    watch("lottery", 0.0)
    m = run.panels or panels_needed(distribution.probabilities)
    lottery = draw_lottery(
        distribution, pool, quotas, run.size, panels=m, seed=seed, progress=watch
    )
    number = proofs.below(seed, "panel", m)
    report = _report(run, distribution, lottery, seed, number)
    report |= {"excluded_by": [one.as_data() for one in excluded], "seconds": watch.seconds()}
    _write(run.out, report, _tables(pool, quotas, distribution, lottery, number))
    return report


def read_files(run: Run) -> Tables:
    """Read and check both files, and name all their problems at once."""
    tables = read_tables(run.pool, run.quotas, run.size, run.id_column, run.household)
    sums = tables.quotas.problems(run.size, str(run.quotas))
    if sums:
        raise InfeasibleError(sums)
    return tables


def _report(
    run: Run, distribution: PanelDistribution, lottery: Lottery, seed: bytes, number: int
) -> dict[str, Any]:
    return {
        "objective": distribution.objective,
        "status": distribution.status,
        "n": len(distribution.probabilities),
        "size": run.size,
        "per_household": run.household.limit if run.household else None,
        "types": len(distribution.types.multiplicity),
        "minimum": float(distribution.minimum),
        "value": _finite(distribution.value),
        "upper_bound": float(distribution.upper_bound),
        "gap": _finite(distribution.gap),
        "geometric_mean": distribution.geometric_mean,
        "gini": distribution.gini,
        "standard_error": distribution.standard_error,
        "excluded": list(distribution.excluded),
        "panels": len(lottery.panels),
        "panel": number,
        "worst_deviation": float(lottery.worst_deviation),
        "seed": seed.hex(),
    }


def _finite(value: float) -> float | None:
    """Give None for what a stopped search left without bound: JSON has no infinity."""
    return float(value) if math.isfinite(value) else None


Rows = Iterable[Sequence[Any]]


def _tables(
    pool: Pool, quotas: Quotas, distribution: PanelDistribution, lottery: Lottery, number: int
) -> dict[str, tuple[Sequence[str], Rows]]:
    """Return the header and the rows of each file."""
    width = len(str(len(lottery.panels) - 1))
    panels = enumerate(lottery.panels.tolist())
    features = [feature for feature in pool.features if feature != HOUSEHOLD]
    values = [[quota.value for quota in quotas.of(feature)] for feature in features]
    own = [
        [pool.ids[i], *(names[v] for names, v in zip(values, pool.values[i], strict=False))]
        for i in lottery.panels[number].tolist()
    ]
    return {
        "probabilities.csv": (
            ["member", "probability"],
            zip(pool.ids, distribution.probabilities.tolist(), strict=True),
        ),
        "lottery.csv": (
            ["panel", "member"],
            ([f"{j:0{width}}", pool.ids[i]] for j, panel in panels for i in panel),
        ),
        "panel.csv": (["member", *features], own),
    }


def _write(
    out: Path, report: dict[str, Any], tables: dict[str, tuple[Sequence[str], Rows]]
) -> None:
    """Write under other names and rename when all is there, the report last."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".writing-", dir=out) as folder:
            for name, (header, rows) in tables.items():
                with Path(folder, name).open("w", encoding="utf-8", newline="") as stream:
                    write_table(stream, header, rows)
            text = json.dumps(report, ensure_ascii=False, indent=2, allow_nan=False) + "\n"
            Path(folder, "report.json").write_text(text, encoding="utf-8")
            (out / "report.json").unlink(missing_ok=True)  # an older one would not fit the tables
            for name in (*tables, "report.json"):
                Path(folder, name).replace(out / name)
    except OSError as error:
        raise InputError([system_problem("cannot_write", out, error)]) from error
