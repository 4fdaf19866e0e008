"""Measures draw 1 on generated registers of 0.3, 1 and 3.3 million rows; writes registers.md.

`python -m benchmarks.registers` runs each command in a process of its own, one after the other.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.measure import ONE_THREAD

ROOT = Path(__file__).resolve().parent.parent
SIZES = {117_000: 300_000, 390_000: 1_000_000, 1_290_000: 3_300_000}
LETTERS = 30_000
UNITS = ("household", "person")
STAGES = ("eligibility", "leaves", "commitment", "letters")
AT_ONCE = 100_000
COLUMNS = "household,person,district,section,sex,born,name,address"
READERS = {
    "bytes": ("io", "sum(b.count(b'\\n') for b in iter(lambda: f.read(1 << 23), b''))"),
    "csv": ("csv, io", "sum(1 for _ in csv.reader(io.TextIOWrapper(f, 'utf-8')))"),
    "polars": ("polars", "len(polars.read_csv(f, infer_schema=False))"),
}
"""Plain scans: newlines counted, the standard library's rows, all columns as text in memory."""

Row = dict[str, Any]


def main() -> None:
    """Generate, measure, and write the document."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "benchmarks" / "registers.md")
    parser.add_argument("--largest", type=int, default=3_300_000, help="rows of the largest")
    options = parser.parse_args()
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for households, persons in SIZES.items():
            if persons <= options.largest:
                rows.append(measure(Path(folder), households, persons))
    options.out.write_text(document(rows), encoding="utf-8")


def measure(folder: Path, households: int, persons: int) -> Row:
    """Draw letters from one register, and read it plainly by each reader."""
    path = folder / f"register-{persons}.csv"
    write_register(path, households, persons)
    row: Row = {"megabytes": path.stat().st_size / 1e6}
    for name, reader in READERS.items():
        row[name] = scan(path, *reader)
    for unit in UNITS:
        row[unit] = invite(path, folder / "out", unit)
    path.unlink()
    return row


def write_register(path: Path, households: int, persons: int, seed: int = 1) -> None:
    """Write a register: keys, 21 districts of 115 sections, dates of birth, names, addresses."""
    chance = np.random.default_rng(seed)
    sizes = 1 + chance.poisson(persons / households - 1, households)
    home = np.repeat(np.arange(households), sizes)
    district = chance.choice(21, households, p=chance.dirichlet(np.full(21, 20)))
    section = chance.integers(1, 115, households)
    born = (np.datetime64("1926-01-01") + chance.integers(0, 36_500, len(home))).astype(str)
    with path.open("w", encoding="utf-8", newline="") as stream:
        stream.write(COLUMNS + "\n")
        for start in range(0, len(home), AT_ONCE):
            some = range(start, min(start + AT_ONCE, len(home)))
            stream.writelines(
                f"H{home[i]:08d},P{i * 7919 % 99_999_989:08d},Distrito {district[home[i]] + 1}"
                f"{'ñáé'[district[home[i]] % 3]},{district[home[i]]:02d}{section[home[i]]:03d},"
                f"{'mf'[i % 2]},{born[i]},Nombre Apellido{i % 5000},Calle Mayor {home[i] % 300}\n"
                for i in some
            )


def scan(path: Path, modules: str, code: str) -> float | None:
    """Return the CPU seconds of a plain reader; None where it is not installed."""
    timed = (
        f"import time, {modules}\nf = open({str(path)!r}, 'rb')\n"
        f"start = time.process_time()\n{code}\n"
        "print(time.process_time() - start)"
    )
    done = run([sys.executable, "-c", timed])
    return float(done.stdout) if done.returncode == 0 else None


def invite(path: Path, out: Path, unit: str) -> Row:
    """Draw letters by the command, and return its report."""
    command = (
        *(sys.executable, "-m", "sortition", "invite", "--register", path, "--out", out),
        *("--household", "household", "--person", "person", "--stratum", "district"),
        *("--column", "section", "sex", "--born", "born", "--age-from", 16, "--on", "2026-12-01"),
        *("--unit", unit, "--letters", LETTERS, "--proofs", "--seed", "00" * 32),
    )
    done = run([str(part) for part in command])
    if done.returncode:
        raise SystemExit(done.stderr)
    report: Row = json.loads((out / "report.json").read_text())
    return report


def run(command: list[str]) -> subprocess.CompletedProcess[str]:
    """Run a command on one thread."""
    env = {**os.environ, **ONE_THREAD, "POLARS_MAX_THREADS": "1"}
    return subprocess.run(  # noqa: S603 (our own commands)
        command, cwd=ROOT, env=env, capture_output=True, text=True, check=False
    )


def document(rows: Iterable[Row]) -> str:
    """Compose the whole document."""
    rows = list(rows)
    lines = [
        "# Benchmark: registers and draw 1",
        "Written by `python -m benchmarks.registers`; do not edit.",
        f"{datetime.now(UTC):%Y-%m-%d}, {platform.machine()}, Python {platform.python_version()},"
        f" numpy {np.__version__}, one thread. CPU seconds of the\nstages of `python -m sortition"
        f" invite` for {LETTERS:,} letters with their proofs, as its report.json says\nthem. The"
        " registers have eight columns, of which six are read and hashed. The plain scans read\n"
        "the same file and do nothing with it.",
        "\n".join(table(rows)),
    ]
    return "\n\n".join(lines) + "\n"


def table(rows: list[Row]) -> Iterator[str]:
    """Give the table: a line for each figure, a column for each register."""
    reports, persons = ([row[unit] for row in rows] for unit in UNITS)
    yield "| | " + " | ".join(f"{report['rows']:,} rows" for report in reports) + " |"
    yield "|---" * (len(rows) + 1) + "|"
    yield line("households with an eligible person", (f"{r['households']:,}" for r in reports))
    yield line("file, MB", (f"{row['megabytes']:.0f}" for row in rows))
    for name in ("reading", *STAGES):
        yield line(name, (f"{r['cpu_seconds'][name]:.2f}" for r in reports))
    yield line("eligibility and draw 1", (f"{drawing(r):.2f}" for r in reports))
    yield line("eligibility and draw 1 / polars", (ratio(row, "polars", drawing) for row in rows))
    yield line("total", (f"{r['cpu_seconds']['total']:.2f}" for r in reports))
    per = (r["cpu_seconds"]["total"] / r["rows"] * 1e6 for r in reports)
    yield line("total, microseconds a row", (f"{value:.2f}" for value in per))
    yield line("peak memory, MB", (f"{r['peak_memory_mb']:.0f}" for r in reports))
    names = {"bytes": "newlines counted", "csv": "`csv` of Python", "polars": "polars, all columns"}
    for name, words in names.items():
        yield line(f"plain scan: {words}", (seconds(row[name]) for row in rows))
    yield line("reading / polars", (ratio(row, "polars", reading) for row in rows))
    yield line("reading / `csv`", (ratio(row, "csv", reading) for row in rows))
    yield from by_person(rows, persons)


def by_person(rows: list[Row], reports: list[Row]) -> Iterator[str]:
    """Give the lines of draws by person, from the same registers."""
    yield line("by person: eligible persons", (f"{r['eligible']:,}" for r in reports))
    for name in STAGES:
        yield line(f"by person: {name}", (f"{r['cpu_seconds'][name]:.2f}" for r in reports))
    name = "by person: eligibility and draw 1"
    yield line(name, (f"{drawing(r):.2f}" for r in reports))
    yield line(f"{name} / polars", (ratio(row, "polars", drawing, "person") for row in rows))
    yield line("by person: peak memory, MB", (f"{r['peak_memory_mb']:.0f}" for r in reports))


def reading(report: Row) -> float:
    """Return the seconds of reading, checking and hashing the register."""
    return float(report["cpu_seconds"]["reading"])


def drawing(report: Row) -> float:
    """Return the seconds of all that follows."""
    return float(report["cpu_seconds"]["total"]) - reading(report)


def ratio(row: Row, reader: str, of: Callable[[Row], float], unit: str = "household") -> str:
    """Say how many times longer a stage took than a plain scan."""
    return "not installed" if row[reader] is None else f"{of(row[unit]) / row[reader]:.1f}"


def seconds(value: float | None) -> str:
    """Write seconds, if there are any."""
    return "not installed" if value is None else f"{value:.2f}"


def line(name: str, cells: Iterable[str]) -> str:
    """Write a line of the table."""
    return f"| {name} | " + " | ".join(cells) + " |"


if __name__ == "__main__":
    main()
