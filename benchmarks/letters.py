"""Measures printing: CPU seconds and memory for each letter, beside writing as many bytes.

Run: python -m benchmarks.letters 1000 4000   (writes benchmarks/letters.md)
"""

import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from alembic import command
from flask import Flask
from sqlalchemy import insert

from config import Config
from observatory import create_app, database, pdf, storage
from observatory.bodies.services import create_body
from observatory.home.demo.texts import LETTERS
from observatory.recruitment import services
from observatory.recruitment.models import Invitation, InvitationDraw, LetterBatch, RegisterSnapshot
from observatory.recruitment.services.letters import printing
from observatory.recruitment.services.letters.codes import first_code_digest

RESULT = Path(__file__).with_name("letters.md")
MOMENT = datetime(2026, 12, 12, 19, 0, tzinfo=UTC)
BLANK = '#set document(title: "x")\n#for i in range(999) { pagebreak() }'


@dataclass(frozen=True)
class Figures:
    """What one run took."""

    letters: int
    codes: float
    paper: float
    listed: float
    writing: float
    blank: float
    megabytes: float
    memory: float


def cpu() -> float:
    """Return the CPU seconds of this process and its ended children."""
    now = os.times()
    return now.user + now.system + now.children_user + now.children_system


def timed(work: Callable[[], Any]) -> float:
    """Return the CPU seconds that some work takes."""
    begun = cpu()
    work()
    return cpu() - begun


def make_app(folder: str) -> Flask:
    """Return an application on an empty database."""
    url = f"sqlite:///{folder}/letters.db"
    command.upgrade(database.alembic_config(url), "head")
    own = {"DATABASE_URL": url, "DATA_DIR": folder, "JOBS_IMMEDIATE": True}
    return create_app(type("BenchConfig", (Config,), own))


def draw_letters(letters: int) -> tuple[Any, float]:
    """Return a recruitment with drawn letters, and the seconds that their codes took."""
    session = database.session
    made = services.create_recruitment(create_body("city", "Observatory", "City", 49), "Panel", 49)
    made.replies_close_at = MOMENT
    services.save_settings(made, **LETTERS)
    snapshot = RegisterSnapshot(
        recruitment_id=made.id, file_name="", path="", on_date=MOMENT.date()
    )
    session.add(snapshot)
    session.flush()
    keys = {"recruitment_id": made.id, "snapshot_id": snapshot.id}
    drawn = {"commitment_digest": "ab" * 32, "drawn_at": MOMENT, "counts": {"Centre": letters}}
    session.add(InvitationDraw(**keys, **drawn, letters=letters, key=""))
    begun = cpu()
    rows = [_row(made.id, number) for number in range(1, letters + 1)]
    spent = cpu() - begun
    session.execute(insert(Invitation), rows)
    session.commit()
    return made, spent


def _row(recruitment: int, number: int) -> dict[str, Any]:
    return {
        "recruitment_id": recruitment,
        "number": number,
        "household": f"H{number:06d}",
        "stratum": "Centre",
        "rank": number,
        "leaf": f"{number * 0x9E3779B97F4A7C15 % 2**256:064x}",
        "code_digest": first_code_digest(recruitment, number),
    }


def order(made: Any, kind: str) -> LetterBatch:
    """Return a batch that waits to be printed."""
    fields = {"is_reminder": False, "languages": ["es"], "requested_at": MOMENT}
    batch = LetterBatch(recruitment_id=made.id, kind=kind, **fields)
    database.session.add(batch)
    database.session.commit()
    return batch


def write_again(batch: LetterBatch) -> None:
    """Write as many bytes as the batch has, to the disk's end."""
    for place, file in enumerate(batch.files or []):
        path = storage.locate(f"again-{place}")
        with path.open("wb") as stream:
            stream.write(bytes(file["bytes"]))
            os.fsync(stream.fileno())
        path.unlink()


def measure(letters: int) -> Figures:
    """Print so many letters, twice: as paper and as a list."""
    with tempfile.TemporaryDirectory() as folder:
        app = make_app(folder)
        with app.app_context():
            made, codes = draw_letters(letters)
            paper, listed = order(made, "letters"), order(made, "list")
            printed = timed(lambda: printing.print_batch(paper))
            blank = Path(folder) / "blank.typ"
            blank.write_text(BLANK)
            pdf.TEMPLATES = Path(folder)
            empty = timed(lambda: pdf.typeset("blank.typ", {}, MOMENT)) * letters / printing.PART
            pdf.TEMPLATES = Path(pdf.FOLDER).parent / "templates" / "letters"
            return Figures(
                letters,
                codes,
                printed,
                timed(lambda: printing.print_batch(listed)),
                timed(lambda: write_again(paper)),
                empty,
                sum(file["bytes"] for file in paper.files or []) / 1e6,
                resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1e3,
            )


def report(found: list[Figures]) -> str:
    """Return the table as Markdown."""
    rows = {
        "codes and their HMACs, s": lambda own: f"{own.codes:.2f}",
        "paper, s": lambda own: f"{own.paper:.1f}",
        "paper, ms a letter": lambda own: f"{own.paper / own.letters * 1e3:.1f}",
        "list for a printing house, s": lambda own: f"{own.listed:.1f}",
        "as many blank sheets, s": lambda own: f"{own.blank:.2f}",
        "paper / blank sheets": lambda own: f"{own.paper / own.blank:.0f}",
        "writing as many bytes, s": lambda own: f"{own.writing:.2f}",
        "files, MB": lambda own: f"{own.megabytes:.0f}",
        "peak memory of the typesetter, MB": lambda own: f"{own.memory:.0f}",
    }
    head = "| | " + " | ".join(f"{own.letters:,} letters" for own in found) + " |"
    lines = [f"| {name} | " + " | ".join(map(show, found)) + " |" for name, show in rows.items()]
    return "\n".join([head, "|---|" + "---|" * len(found), *lines])


def main() -> None:
    """Measure what is asked for and write the table between the lines of letters.md."""
    found = [measure(int(count)) for count in sys.argv[1:] or ("1000",)]
    before, _, rest = RESULT.read_text().partition("<!-- figures -->\n")
    _, _, after = rest.partition("<!-- end -->\n")
    table = report(found)
    RESULT.write_text(f"{before}<!-- figures -->\n{table}\n<!-- end -->\n{after}")
    sys.stdout.write(f"{table}\n{time.process_time():.0f} s of this process\n")


if __name__ == "__main__":
    main()
