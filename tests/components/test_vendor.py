import re
from hashlib import sha256
from pathlib import Path

import pytest

OBSERVATORY = Path(__file__).resolve().parent.parent.parent / "observatory"
STATIC, FONTS = OBSERVATORY / "static", OBSERVATORY / "fonts"
SUMS = [
    (digest, folder / name)
    for folder in (STATIC, FONTS)
    for digest, name in map(str.split, (folder / "SHA256SUMS").read_text().splitlines())
]
STYLES = sorted(STATIC.rglob("*.css"))


@pytest.mark.parametrize(("digest", "path"), SUMS, ids=[path.name for _, path in SUMS])
def test_a_vendored_file_is_the_one_we_looked_at(digest, path):
    assert sha256(path.read_bytes()).hexdigest() == digest


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_style_sheets_ask_for_our_own_fonts_only(path):
    text = path.read_text()
    addresses = re.findall(r"url\(\"?([^)\"]*)", text)

    assert "GDS" not in text
    assert all((path.parent / address).is_file() for address in addresses)


def test_our_own_styles_stay_small():
    lines = sum(
        len((STATIC / n).read_text().splitlines()) for n in ("tokens.css", "observatory.css")
    )
    assert lines <= 400


def test_the_progress_script_stays_small():
    assert len((STATIC / "progress.js").read_text().splitlines()) <= 60
