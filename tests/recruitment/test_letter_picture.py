"""The letter as people hold it, front and back; PICTURES=1 writes docs/pictures/letter.png."""

import os
from pathlib import Path

import numpy as np
import pypdfium2

from observatory.recruitment import queries, services
from observatory.recruitment.models import Address
from tests import factories
from tests.recruitment import paper
from tests.recruitment.png import write_png

PICTURES = Path(__file__).parent.parent.parent / "docs" / "pictures"
DESK, EDGE = (224, 214, 199), 24
HELP = {
    "en": "Eight Saturdays in a year. Each time you get 60 euros, and we pay your travel. "
    "Somebody looks after your children meanwhile.",
    "es": "Ocho sábados en un año. Cada vez recibe 60 euros y le pagamos el transporte. "
    "Mientras tanto, alguien cuida de sus hijos.",
}
ADDRESS = ["Familia Núñez Ortiz", "Calle de la Luna 12, 3.º B", "28004 Metropolis"]


def on_desk(printed: bytes) -> np.ndarray:
    """The pages of a PDF side by side, each on the desk."""
    with pypdfium2.PdfDocument(printed) as document:
        sheets = [
            page.render(scale=1.25, rev_byteorder=True).to_numpy()[:, :, :3].copy()
            for page in document
        ]
    framed = []
    for sheet in sheets:
        height, width, _ = sheet.shape
        desk = np.full((height + 2 * EDGE, width + 2 * EDGE, 3), DESK, np.uint8)
        desk[EDGE:-EDGE, EDGE:-EDGE] = sheet
        framed.append(desk)
    return np.concatenate(framed, axis=1)


def test_a_letter_has_quiet_margins_on_both_sides(session, tmp_path):
    made = paper.with_letters(help=HELP)
    letter = queries.get_letter(made, 1)
    factories.save(Address(invitation_id=letter.id, lines=ADDRESS))
    pixels = on_desk(services.print_letter(letter, ["en"]))
    wanted = os.environ.get("PICTURES", "")
    folder = PICTURES if wanted == "1" else Path(wanted or tmp_path)
    write_png(folder / "letter.png", pixels)
    edge = pixels[EDGE + 30 : -EDGE - 30, EDGE + 40 : EDGE + 75]  # right of the fold marks
    assert (edge == 255).all()
    assert (folder / "letter.png").stat().st_size < 400_000
