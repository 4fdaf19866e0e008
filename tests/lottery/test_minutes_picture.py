"""The minutes as people hold them; PICTURES=1 writes docs/pictures/minutes.png."""

import os
from pathlib import Path

import numpy as np
import pypdfium2

from observatory.lottery.services.minutes.paper import to_pdf
from observatory.lottery.services.minutes.wording import compose
from tests.lottery import minuting
from tests.recruitment.png import write_png

PICTURES = Path(__file__).parent.parent.parent / "docs" / "pictures"
DESK, EDGE = (224, 214, 199), 24


def pages_of(printed: bytes) -> list[np.ndarray]:
    """Each page of a PDF as pixels."""
    with pypdfium2.PdfDocument(printed) as document:
        return [
            page.render(scale=1.1, rev_byteorder=True).to_numpy()[:, :, :3].copy()
            for page in document
        ]


def on_desk(sheet: np.ndarray) -> np.ndarray:
    """A page with the desk around it."""
    height, width, _ = sheet.shape
    desk = np.full((height + 2 * EDGE, width + 2 * EDGE, 3), DESK, np.uint8)
    desk[EDGE:-EDGE, EDGE:-EDGE] = sheet
    return desk


def test_minutes_keep_their_margins_whatever_the_place_is_called(session, tmp_path):
    long = minuting.ACT.__class__(place="Q" * 190, witnesses=("M" * 190,))
    for act in (minuting.ACT, long):
        pages = pages_of(to_pdf(compose(minuting.facts(act=act), "en")))
        for page in pages:
            assert (page[:, -45:] == 255).all()  # the right margin is 20 mm
            assert (page[:, :55] == 255).all()
    pages = pages_of(to_pdf(compose(minuting.facts(), "en")))
    wanted = os.environ.get("PICTURES", "")
    folder = PICTURES if wanted == "1" else Path(wanted or tmp_path)
    shown = [on_desk(pages[place]) for place in (0, 1, -1)]
    write_png(folder / "minutes.png", np.concatenate(shown, axis=1))
    assert (folder / "minutes.png").stat().st_size < 500_000
