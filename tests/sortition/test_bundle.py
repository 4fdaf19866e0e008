"""The bundle: one zip, small, the same everywhere, and nothing in it that must stay secret."""

import io
import random
import zipfile

import pytest

from sortition import verify_draw
from sortition.bundle import ENCLOSED, bundle, read_bundle
from sortition.errors import InputError
from tests.sortition import records

MADE = records.make(20)


def test_a_bundle_holds_the_record_a_guide_in_three_languages_and_both_verifiers():
    with zipfile.ZipFile(io.BytesIO(bundle(MADE.files))) as archive:
        names = archive.namelist()
        assert archive.read("verify_draw.py") == ENCLOSED["verify_draw.py"].read_bytes()
    assert names == sorted([*verify_draw.JSON_FILES, *verify_draw.OTHERS])
    assert verify_draw.verify(bundle(MADE.files), {"evidence": MADE.evidence})[0] == 0


def test_the_same_files_give_the_same_bytes():
    files = list(MADE.files.items())
    random.Random(1).shuffle(files)
    assert bundle(dict(files)) == bundle(MADE.files)


@pytest.mark.parametrize("seats", [35, 60])
def test_three_hundred_people_and_a_thousand_panels_are_under_a_megabyte(seats):
    made = records.make(21, count=300, size=seats, m=1000)
    assert len(bundle(made.files)) < 1_000_000
    assert verify_draw.verify(bundle(made.files), {"evidence": made.evidence})[0] == 0


def test_no_secret_and_no_panel_but_the_drawn_one_is_in_the_bundle():
    data = bundle(MADE.files)
    for one in MADE.people:
        opener = records.personal.opener("villa-1", one.secret, one.own)
        for secret in (one.secret, one.nonce, opener, MADE.key.hex()):
            assert secret.encode() not in data
    drawn = {own for own, _ in verify_draw.read_json("", MADE.files["result.json"])["seats"]}
    assert drawn == set(MADE.panels[int(MADE.dice[0])])
    assert not [
        one for one in MADE.people if one.pid("villa-1").encode() in MADE.files["panels.json"]
    ]


def test_the_files_of_a_bundle_can_be_read_again():
    files = read_bundle(bundle(MADE.files))
    assert {name: files[name] for name in MADE.files} == MADE.files


@pytest.mark.parametrize(
    "data", [b"", b"PK", bundle(MADE.files)[:-30], records.write_zip({"commit.json": b"{}"})]
)
def test_what_is_no_bundle_is_refused_by_its_name(data):
    with pytest.raises(InputError) as caught:
        read_bundle(data, "other.zip")
    assert [(one.code, one.file) for one in caught.value.problems] == [
        ("not_a_bundle", "other.zip")
    ]


@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_each_guide_fits_on_a_page_and_names_every_file(language):
    text = ENCLOSED[f"guide.{language}.txt"].read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 60
    assert max(map(len, text.splitlines())) <= 100
    named = {*verify_draw.JSON_FILES, "verify.html", "verify_draw.py", "bundle.zip"}
    assert [name for name in named if name not in text] == []
    assert all(word in text for word in ("VERIFIED", "NOT VERIFIED", "FAILED"))
