"""Letters as somebody holds them: printed, read as text, measured, seen by a camera."""

import io
from datetime import UTC, datetime
from typing import Any

import pypdfium2
import zxingcpp
from pypdf import PdfReader

from observatory.database import session
from observatory.recruitment import services
from observatory.recruitment.models import Invitation, InvitationDraw, Recruitment, RegisterSnapshot
from tests import factories
from tests.recruitment import cases

CLOSE = datetime(2026, 12, 12, 19, 0, tzinfo=UTC)  # 20:00 in Madrid
SETTINGS = {
    "sender": "Plaza Mayor 1 · 28001 Metropolis",
    "phone": "010",
    "hours": {"en": "Monday to Friday, 9:00 to 14:00", "es": "de lunes a viernes, de 9 a 14 h"},
    "email": "panel@metropolis.example",
    "website": "metropolis.example/panel",
    "help": {"en": "Eight Saturdays a year. You get 60 euros each time. We look after children."},
    "window": "left",
}
MM = 25.4 / 72


def with_letters(**settings: Any) -> Recruitment:
    """A recruitment whose four letters are ready to print."""
    draw = cases.with_letters()
    return ready(session.get_one(Recruitment, draw.recruitment_id), **settings)


def ready(made: Recruitment, **settings: Any) -> Recruitment:
    """Give a recruitment's letters their settings and deadline."""
    services.save_settings(made, **{**SETTINGS, **settings})
    made.replies_close_at = CLOSE
    session.flush()
    return made


def many(letters: int, slug: str = "") -> Recruitment:
    """A recruitment with so many letters, without the register that they came from."""
    made = factories.recruitment(factories.body(slug, seats=2))
    register = RegisterSnapshot(
        recruitment_id=made.id, file_name="r.csv", path="", on_date=cases.ON, digest="00"
    )
    drawn = InvitationDraw(
        recruitment_id=made.id,
        snapshot_id=factories.save(register).id,
        letters=letters,
        key="",
        commitment_digest="ab" * 32,
        drawn_at=CLOSE,
        counts={"": letters},
    )
    session.add(drawn)
    session.add_all(
        Invitation(
            recruitment_id=made.id,
            number=number,
            household=f"H{number}",
            stratum="",
            rank=number,
            leaf=f"{number:064x}",
        )
        for number in range(1, letters + 1)
    )
    return ready(made)


def texts(printed: bytes) -> list[str]:
    """The text of each page, its lines joined: a sentence may run over several."""
    pages = PdfReader(io.BytesIO(printed)).pages
    return [" ".join(page.extract_text().split()) for page in pages]


def seen_codes(printed: bytes, page: int = 0) -> list[str]:
    """What a camera reads off a page printed at 150 dots an inch."""
    with pypdfium2.PdfDocument(printed) as document:
        shades = document[page].render(scale=150 / 72, grayscale=True).to_numpy().squeeze()
    return [found.text for found in zxingcpp.read_barcodes(shades.copy())]


def place_of(printed: bytes, text: str) -> tuple[float, float, float, float]:
    """Where a text stands on the first page: left, top, right, bottom in mm from its corner."""
    with pypdfium2.PdfDocument(printed) as document:
        page = document[0]
        height, words = page.get_height(), page.get_textpage()
        start, length = words.search(text).get_next()
        boxes = [words.get_charbox(at) for at in range(start, start + length)]
        words.close()
    left, bottom = min(box[0] for box in boxes), min(box[1] for box in boxes)
    right, top = max(box[2] for box in boxes), max(box[3] for box in boxes)
    return left * MM, (height - top) * MM, right * MM, (height - bottom) * MM
