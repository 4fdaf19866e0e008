"""The bundle of a web draw: signed, kept as it was, verified by code that shares none with it."""

import json
from pathlib import Path

import pytest

from observatory import inspection, key_change, keys
from observatory.lottery import queries, services
from observatory.lottery.services.bundles import NothingToBundle
from observatory.record import RecordEntry
from sortition import proofs, verify_draw
from sortition.bundle import ENCLOSED, read_bundle
from tests import factories
from tests.lottery import drawn


@pytest.fixture
def draw(session):
    return drawn.throw(factories.pooled(factories.body()))


def test_the_dice_make_the_bundle_and_it_verifies(draw):
    bundle = queries.find_bundle(draw)
    asked = {"evidence": draw.panels_digest, "dice": drawn.DICE}
    verdict, found = verify_draw.verify(bundle.content, asked)
    assert verdict == verify_draw.VERIFIED
    assert found["read"]["commit.json"]["rehearsal"] is False
    assert proofs.sha256(bundle.content).hex() == bundle.digest


def test_the_record_names_the_bundle_by_its_hash(draw, session):
    entry = session.query(RecordEntry).filter_by(kind="bundle_made").one()
    content, bundle = json.loads(entry.content), queries.find_bundle(draw)
    assert (content["bundle"], content["size"]) == (bundle.digest, bundle.size)


def test_whoever_asks_later_gets_the_same_bytes_though_the_software_changed(
    draw, session, monkeypatch, tmp_path
):
    session.commit()
    first = queries.find_bundle(draw).content
    other = Path(tmp_path, "verify.html")
    other.write_text("another version")
    monkeypatch.setitem(ENCLOSED, "verify.html", other)
    assert services.keep_bundle(draw).content == first


def test_every_file_is_listed_with_its_size_and_hash(draw):
    bundle = queries.find_bundle(draw)
    listed = {one["name"]: (one["size"], one["sha256"]) for one in bundle.entries}
    files = read_bundle(bundle.content)
    assert {*listed} == {*files, *ENCLOSED}
    for name, data in files.items():
        assert listed[name] == (len(data), proofs.sha256(data).hex())


def test_before_the_dice_there_is_nothing_to_bundle(session):
    frozen = services.freeze_draw(factories.pooled(factories.body()))
    with pytest.raises(NothingToBundle):
        services.keep_bundle(frozen)
    assert queries.find_bundle(frozen) is None


def test_the_operators_signature_is_in_the_bundle_where_the_commitment_names_the_key(draw):
    files = read_bundle(queries.find_bundle(draw).content)
    key = proofs.read_canonical(files["commit.json"])["signers"][0]["key"]
    signed = proofs.read_canonical(files["signatures.json"])["signatures"]
    assert key in (None, keys.public_key())
    assert [bool(one["signature"]) for one in signed] == [key is not None] * 3


def test_three_hundred_people_and_a_thousand_panels_stay_below_a_megabyte(session):
    body = factories.body(seats=35)
    wide = [(feature, value, 5, 30) for feature, value, *_ in factories.PAIRS]
    draw = drawn.throw(factories.pooled(body, 300, wide))
    assert queries.find_bundle(draw).size < 400_000
    content = queries.find_bundle(draw).content
    assert verify_draw.verify(content, {"evidence": draw.panels_digest})[0] == 0


@pytest.mark.parametrize("is_lost", [False, True])
def test_a_draw_is_finished_with_the_key_that_its_list_names(is_lost: bool, session):
    frozen = services.freeze_draw(factories.pooled(factories.body()))
    session.commit()
    former = keys.public_key()
    assert key_change.change_key("The administrator left.", is_lost=is_lost) != former
    made = services.draw_panel(frozen, drawn.DICE, drawn.DICE, drawn.WITNESSES)
    session.commit()
    bundle = queries.find_bundle(made)
    asked = {"evidence": made.panels_digest, "dice": drawn.DICE}
    verdict, found = verify_draw.verify(bundle.content, asked)
    assert verdict == verify_draw.VERIFIED
    assert [one["key"] for one in found["read"]["commit.json"]["signers"]] == [former]
    assert inspection.check() == []
