"""The stand-alone verifier, run as a stranger runs it."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from sortition import proofs, verify_draw
from tests.sortition import records

VERIFIER = Path(verify_draw.__file__)
MADE = records.make(7)


def run(folder, *arguments, bundle=None):
    (folder / "bundle.zip").write_bytes(MADE.bundle if bundle is None else bundle)
    command = [sys.executable, "-I", "-S", str(VERIFIER), "bundle.zip", *arguments]
    return subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False, encoding="utf-8"
    )


def test_with_the_hash_read_aloud_the_record_is_verified(tmp_path):
    ended = run(tmp_path, "--evidence", MADE.evidence, "--dice", MADE.dice)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.startswith("VERIFIED\n")
    assert "attempt 1 (abab" in ended.stdout
    assert "witness Luis has no key and signed nothing." in ended.stdout


def test_without_it_nothing_is_verified_and_the_hash_is_said(tmp_path):
    ended = run(tmp_path)
    assert (ended.returncode, ended.stderr) == (2, "")
    assert ended.stdout.startswith("NOT VERIFIED\n")
    assert MADE.evidence in ended.stdout


@pytest.mark.parametrize("shape", [str.upper, lambda text: f" {text[:32]} {text[32:]}\n"])
def test_a_hash_counts_however_it_was_typed(tmp_path, shape):
    assert run(tmp_path, "--evidence", shape(MADE.evidence)).returncode == 0


@pytest.mark.parametrize("evidence", ["", "0" * 64, MADE.evidence[:-1]])
def test_another_hash_fails(tmp_path, evidence):
    ended = run(tmp_path, "--evidence", evidence)
    assert (ended.returncode, ended.stdout.splitlines()[0]) == (1, "FAILED")


@pytest.mark.parametrize("place", range(12))
def test_a_secret_shows_presence_chance_and_outcome(place):
    one = MADE.people[place]
    asked = {"secret": one.secret.lower(), "own": one.own, "evidence": MADE.evidence}
    asked |= {"nonce": one.nonce, "features": [list(pair) for pair in one.features.items()]}
    person = verify_draw.verify(MADE.bundle, asked)[1]["person"]
    sits = [j for j, panel in enumerate(MADE.panels) if one.pid("villa-1") in panel]
    assert (person["chance"], person["is_drawn"]) == (len(sits), int(MADE.dice[0]) in sits)


def test_a_secret_is_answered_in_a_sentence(tmp_path):
    one = MADE.people[0]
    ended = run(tmp_path, "--secret", one.secret, "--own", one.own)
    assert ended.returncode == 2
    assert "You were in the pool. Your chance was " in ended.stdout


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"secret": "0"}, "secret"),
        ({"secret": MADE.people[0].secret[:-1] + "Z"}, "secret"),
        ({"secret": MADE.people[0].secret, "own": "12a4"}, "own"),
        ({"secret": MADE.people[0].secret, "own": ""}, "own"),
        ({"secret": MADE.people[0].secret, "own": "1"}, "own"),
        ({"nonce": "00"}, "features"),
        ({"nonce": "x"}, "nonce"),
        ({"features": [["sección", "oeste"]]}, "features"),
    ],
)
def test_what_a_person_typed_is_checked(asked, field):
    one = MADE.people[0]
    own = {"secret": one.secret, "own": one.own, "nonce": one.nonce}
    own["features"] = [list(pair) for pair in one.features.items()]
    with pytest.raises(verify_draw.RecordError) as caught:
        verify_draw.verify(MADE.bundle, own | asked)
    assert caught.value.field == field


@pytest.mark.parametrize(
    "arguments",
    [["--secret", "x"], ["--own", "1234"], ["--nonce", "00"], ["--evidence"], ["--nothing"]],
)
def test_wrong_arguments_are_never_taken_for_not_verified(tmp_path, arguments):
    ended = run(tmp_path, *arguments)
    assert ended.returncode == 1
    assert "usage:" in ended.stderr


def test_a_file_that_is_not_there_fails(tmp_path):
    ended = subprocess.run(
        [sys.executable, "-I", str(VERIFIER), "no.zip"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ended.returncode, ended.stdout.splitlines()[0]) == (1, "FAILED")


def test_names_play_no_tricks_with_the_terminal(tmp_path):
    made = records.make(8, keys=0, draw="a\u001b[2J\u202eb")
    ended = run(tmp_path, bundle=made.bundle)
    assert "Draw a?[2J?b, attempt 2." in ended.stdout


def test_a_record_without_sealed_rows_says_that_chances_are_not_in_it(tmp_path):
    made, one = records.make(9, keys=0), None
    content = proofs.read_canonical(made.files["panels.json"]) | {"sealed": None}
    made.files["panels.json"] = proofs.canonical(content)
    records.end(made)
    one = made.people[0]
    ended = run(tmp_path, "--secret", one.secret, "--own", one.own, bundle=made.bundle)
    assert "Your chance is not in this record." in ended.stdout


@pytest.mark.parametrize("m", [10, 1000])
def test_a_rehearsal_says_what_it_is(tmp_path, m):
    made = records.make(10, keys=0, m=m, rehearsal=True)
    ended = run(tmp_path, "--evidence", made.evidence, bundle=made.bundle)
    assert ended.returncode == 0
    assert "REHEARSAL" in ended.stdout


def test_the_verifier_needs_python_3_9_and_the_standard_library_only():
    tree = ast.parse(VERIFIER.read_text(encoding="utf-8"), feature_version=(3, 9))
    names = {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for alias in node.names
    }
    modules = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert names <= sys.stdlib_module_names
    assert modules == {"__future__", "typing"}
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.Match)]
