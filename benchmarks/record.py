"""What the public record costs: appending beside 100 and 10,000 entries, and checking them.

    .venv/bin/python -m benchmarks.record

CPU seconds, and as ratio to plain SHA-256 over the same bytes in the same run.
"""

import hashlib
import sys
import tempfile
import time
from collections.abc import Callable

from alembic import command

from observatory import create_app, heads, inspection, record
from observatory.bodies.services import create_body
from observatory.database import alembic_config, session
from sortition import verify_record

MANY, FEW, TIMED = 10_000, 100, 100
CONTENT = {"recruitment": 1, "attempt": 1, "commit": "ab" * 32, "panels": "cd" * 32, "pool": 612}


def settings(folder: str) -> type:
    """Return the settings of an application with a database of its own."""
    values = {
        "SECRET_KEY": "only for benchmarks",
        "DATA_DIR": folder,
        "DATABASE_URL": f"sqlite:///{folder}/record.db",
        "LANGUAGES": ("es", "en", "fr"),
        "TIME_ZONE": "Europe/Madrid",
        "PUBLIC_URL": "https://observatory.example",
        "MAIL_URL": "memory://",
        "JOBS_IMMEDIATE": True,
        "IS_DEMO": False,
        "SOURCE_URL": "",
    }
    return type("Settings", (), values)


def seconds(work: Callable[[], object]) -> float:
    """Return the CPU seconds of a piece of work."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def append(count: int, body_id: int, together: int) -> None:
    """Append entries, some with each commit."""
    for number in range(count):
        record.append("pool_frozen", {**CONTENT, "number": number}, body_id)
        if number % together == together - 1:
            session.commit()
    session.commit()


def hash_plainly(lines: list[bytes]) -> None:
    """Hash the same bytes once, the least that any check must do."""
    for line in lines:
        hashlib.sha256(line).digest()


def measure() -> list[str]:
    """Return the rows of the table."""
    body = create_body("measured", "Measured", "City", 49)
    session.commit()
    append(FEW, body.id, 1)
    few = seconds(lambda: append(TIMED, body.id, 1)) / TIMED
    append(MANY - TIMED - FEW - TIMED, body.id, 500)
    many = seconds(lambda: append(TIMED, body.id, 1)) / TIMED
    head = record.find_head()
    assert head is not None  # noqa: S101
    data = b"".join(record.export(head))
    lines = data.splitlines()
    plain = min(seconds(lambda: hash_plainly(lines)) for _ in range(5))
    anchor = heads.as_file(head)
    proof = seconds(lambda: _prove(range(1, MANY, 100), head)) / 100
    rows = [
        (f"append and commit, beside {FEW} entries", few, plain / MANY),
        (f"append and commit, beside {MANY:,} entries", many, plain / MANY),
        (f"proof of one entry of {MANY:,}", proof, plain / MANY),
        (f"check {MANY:,} entries (application)", seconds(inspection.check), plain),
        (
            f"check {MANY:,} entries (verify_record.py)",
            seconds(lambda: verify_record.verify(data, anchor)),
            plain,
        ),
        (f"plain SHA-256 of these {len(data) / 1e6:.1f} MB", plain, plain),
    ]
    return [f"| {name} | {cpu:.4f} | {cpu / unit:,.0f} |" for name, cpu, unit in rows]


def _prove(numbers: range, head: heads.Head) -> None:
    for number in numbers:
        record.prove_entry(session.get_one(record.RecordEntry, number), head)


def main() -> None:
    """Write benchmarks/record.md's table to the standard output."""
    with tempfile.TemporaryDirectory() as folder:
        config = settings(folder)
        command.upgrade(alembic_config(f"sqlite:///{folder}/record.db"), "head")
        app = create_app(config)
        with app.app_context():
            rows = measure()
        app.extensions["database"].dispose()
    sys.stdout.write("\n".join(["| what | CPU s | ratio |", "|---|---|---|", *rows]) + "\n")


if __name__ == "__main__":
    main()
