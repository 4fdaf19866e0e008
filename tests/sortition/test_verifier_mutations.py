"""No field of any file of a bundle can change unseen."""

import json

import pytest

from sortition import verify_draw
from sortition.bundle import manifest, write_zip
from tests.sortition import mutations, records

SIGNED = records.make()
UNSIGNED = records.make(1, keys=0)
FILES = verify_draw.JSON_FILES


def failure(bundle, made, evidence=True):
    """Return where a bundle fails, or None where it does not."""
    try:
        verify_draw.verify(bundle, {"evidence": made.evidence if evidence else None})
    except verify_draw.RecordError as error:
        return error.field
    return None


def content(made, name):
    if name == "manifest.json":
        return manifest({**made.files, **records.ENCLOSED})
    return json.loads(made.files[name])


def with_manifest(made, data):
    return write_zip({**made.files, **records.ENCLOSED, "manifest.json": data})


def changed_bundles(made, name, data):
    """Give the bundle with a changed file, and where it is not the manifest, with one that fits."""
    fits = records.manifest_of({**made.files, **records.ENCLOSED})
    if name == "manifest.json":
        return [with_manifest(made, data)]
    stale = write_zip({**made.files, **records.ENCLOSED, name: data, "manifest.json": fits})
    return [stale, records.zipped(mutations.bare(made, name, data))]


@pytest.mark.parametrize("made", [SIGNED, UNSIGNED], ids=["signed", "unsigned"])
def test_a_record_that_nobody_changed_holds(made):
    assert failure(made.bundle, made) is None


@pytest.mark.parametrize("name", FILES)
def test_no_leaf_key_or_item_changes_unseen(name):
    # Without evidence: the files of the bundle alone give it away.
    mutants = [mutations.json_bytes(one) for one in mutations.changes(content(SIGNED, name))]
    bundles = [one for data in mutants for one in changed_bundles(SIGNED, name, data)]
    assert len(bundles) > 100
    assert [i for i, one in enumerate(bundles) if failure(one, SIGNED, False) is None] == []


@pytest.mark.parametrize("name", FILES)
def test_no_byte_is_written_in_another_way(name):
    original = mutations.json_bytes(content(SIGNED, name))
    mutants = [data for data in mutations.of_bytes(original) if data != original]
    found = [
        failure(one, SIGNED) for data in mutants for one in changed_bundles(SIGNED, name, data)
    ]
    assert len(mutants) >= 12
    assert set(found) == {name}


@pytest.mark.parametrize("name", ["commit.json", "panels.json"])
def test_hashes_made_to_fit_a_change_do_not_fit_what_was_read_aloud(name):
    # Nobody has a key here: the hash that was read aloud stands alone against the operator.
    count = 0
    for other in mutations.changes(content(UNSIGNED, name)):
        try:
            files = mutations.rebound(UNSIGNED, name, other)
        except (KeyError, TypeError, ValueError):
            continue  # no record could be made of it
        count += 1
        assert failure(records.zipped(files), UNSIGNED) is not None
    assert count > 100


def test_the_way_back_from_a_change_reaches_the_evidence():
    # Some of those changes pass everything else: so it is the evidence that catches them.
    other = content(UNSIGNED, "commit.json") | {"objective": "nash", "rehearsal": True}
    files = mutations.rebound(UNSIGNED, "commit.json", other)
    assert failure(records.zipped(files), UNSIGNED, evidence=False) is None
    assert failure(records.zipped(files), UNSIGNED) == "evidence"


@pytest.mark.parametrize("name", FILES)
def test_no_file_of_another_draw_can_be_spliced_in(name):
    other = records.make(2, draw="villa-2", keys=0)
    data = mutations.json_bytes(content(other, name))
    found = [failure(one, UNSIGNED) for one in changed_bundles(UNSIGNED, name, data)]
    assert None not in found


@pytest.mark.parametrize("name", records.ENCLOSED)
def test_what_lies_beside_the_record_is_listed_too(name):
    files = {**UNSIGNED.files, **records.ENCLOSED}
    files["manifest.json"] = records.manifest_of(files)
    assert failure(write_zip(files | {name: b"other"}), UNSIGNED).startswith("manifest.json")
