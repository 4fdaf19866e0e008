"""`python -m sortition draw` and `audit`: a whole draw on the command line."""

import csv
import hashlib
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sortition import auditing, proofs, verify_draw
from sortition.bundle import read_bundle

ROOT = Path(__file__).parents[2]
INSTANCE = ROOT / "tests" / "data" / "instances" / "peer_format_22"
DICE = "137 141592653589793238462"
PUBLIC = ["bundle.zip", "commit.json", "panels.json", "result.json"]


def run(*arguments):
    command = [sys.executable, "-m", "sortition", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def draw(out, *more, dice=DICE, size=22):
    files = "--pool", INSTANCE / "people.csv", "--quotas", INSTANCE / "features.csv"
    return run("draw", *files, "--size", size, "--dice", dice, "--out", out, *more)


def pem(path, number):
    key = Ed25519PrivateKey.from_private_bytes(bytes([number]) * 32)
    kinds = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    path.write_bytes(key.private_bytes(*kinds, serialization.NoEncryption()))
    return path


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    """A draw with an operator and a witness who sign."""
    folder = tmp_path_factory.mktemp("draw")
    keys = [pem(folder / f"{number}.pem", number) for number in (1, 2)]
    signers = "--sign", "Ana", keys[0], "--sign", "Luis", keys[1]
    ended = draw(folder / "out", "--preset", "dice", "--name", "try-1", *signers)
    assert ended.returncode == 0, ended.stderr
    return folder / "out", ended


def verify(out, *more):
    command = [sys.executable, "-I", verify_draw.__file__, str(out / "bundle.zip"), *more]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def evidence(out):
    return hashlib.sha256((out / "panels.json").read_bytes()).hexdigest()


def test_the_bundle_of_a_draw_is_verified_by_a_stranger(done):
    out, ended = done
    assert evidence(out) in ended.stdout
    assert verify(out, "--evidence", evidence(out), "--dice", DICE).returncode == 0
    assert verify(out).returncode == 2
    assert "witness Luis signed." in verify(out).stdout


def test_everybody_has_a_row_and_can_open_their_own_seats(done):
    out, _ = done
    header, *rows = list(csv.reader((out / "secrets.csv").read_text().splitlines()))
    people = list(csv.reader((INSTANCE / "people.csv").read_text().splitlines()))[1:]
    assert (header, len(rows)) == (["member", "secret", "own"], len(people))
    files, drawn, chances = read_bundle((out / "bundle.zip").read_bytes()), 0, []
    read = {name: json.loads(data) for name, data in files.items()}
    for _, secret, own in rows:
        person = verify_draw.find_person(files, read, secret, own)
        drawn += person["is_drawn"]
        chances.append(person["chance"])
    assert drawn == 22
    fractions = json.loads((out / "panels.json").read_text())["fractions"]
    assert sorted(chances) == fractions


def test_what_is_secret_lies_beside_the_bundle_for_its_owner_only(done):
    out, _ = done
    assert sorted(path.name for path in out.iterdir()) == ["auditors.json", *PUBLIC, "secrets.csv"]
    modes = {path.name: path.stat().st_mode & 0o077 for path in out.iterdir()}
    assert {name for name, mode in modes.items() if not mode} >= {"auditors.json", "secrets.csv"}
    data = (out / "bundle.zip").read_bytes()
    pack = json.loads((out / "auditors.json").read_text())
    assert pack["key"].encode() not in data
    assert not [one for one in pack["members"] if one["nonce"].encode() in data]


def test_the_files_beside_the_bundle_are_those_inside(done):
    out, _ = done
    inside = read_bundle((out / "bundle.zip").read_bytes())
    for name in PUBLIC[1:]:
        assert inside[name] == (out / name).read_bytes()
    commit = json.loads(inside["commit.json"])
    assert (commit["draw"], commit["rehearsal"], commit["attempt"]) == ("try-1", True, 1)
    assert len(commit["software"]["lock"]) == 64


def test_the_rules_on_objections_and_replacements_stand_in_the_record(tmp_path):
    rules = "--objections", "5", "--replacements-until", "2027-12-31"
    assert draw(tmp_path / "out", *rules).returncode == 0
    commit = json.loads((tmp_path / "out" / "commit.json").read_text())
    assert commit["objections"]["days"] == 5
    assert commit["replacements"] == {"rule": "first_fitting", "until": "2027-12-31"}
    said = verify(tmp_path / "out").stdout
    assert f"Objections: 5 days, until {commit['objections']['until']} (UTC)." in said
    assert "Last day to fill a vacant seat: 2027-12-31." in said


@pytest.mark.parametrize(
    ("option", "text"),
    [("--objections", "-1"), ("--objections", "367"), ("--replacements-until", "31/12/2027")],
)
def test_rules_that_make_no_sense_are_refused(tmp_path, option, text):
    ended = draw(tmp_path / "out", option, text)
    assert (ended.returncode, text in ended.stderr) == (1, True)
    assert not (tmp_path / "out").exists()


def test_a_draw_is_never_written_over_another(done):
    out, _ = done
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    ended = draw(out)
    assert (ended.returncode, ended.stderr) == (
        1,
        f"{out}: there is a draw in this folder already; give another one.\n",
    )
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before


def test_a_further_attempt_names_the_one_before_with_its_reason(done, tmp_path):
    before = done[0] / "bundle.zip"
    ended = draw(tmp_path / "out", "--after", before, "--reason", "A letter was lost.")
    assert ended.returncode == 0, ended.stderr
    commit = json.loads((tmp_path / "out" / "commit.json").read_text())
    digest = hashlib.sha256((done[0] / "commit.json").read_bytes()).hexdigest()
    assert (commit["draw"], commit["attempt"]) == ("try-1", 2)
    assert commit["former"] == [{"attempt": 1, "commit": digest, "reason": "A letter was lost."}]
    said = verify(tmp_path / "out", "--evidence", evidence(tmp_path / "out"))
    assert (said.returncode, "A letter was lost." in said.stdout) == (0, True)


def test_a_further_attempt_needs_a_reason_and_a_bundle_before(done, tmp_path):
    before = done[0] / "bundle.zip"
    assert "each with its reason" in draw(tmp_path, "--after", before).stderr
    assert "each with its reason" in draw(tmp_path, "--reason", "No.").stderr
    refused = draw(tmp_path, "--after", done[0] / "commit.json", "--reason", "No.")
    assert "this is not the bundle of a draw" in refused.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("dice", "said"),
    [
        ("137", "3 digits are given, 24 are needed, 21 still to throw."),
        ("", "0 digits are given, 24 are needed, 24 still to throw."),
        ("1x7" + "0" * 21, 'Dice show digits only, but number 2 is "x".'),
    ],
)
def test_bad_dice_end_in_a_sentence_and_write_nothing(tmp_path, dice, said):
    ended = draw(tmp_path / "out", dice=dice)
    assert (ended.returncode, ended.stderr.strip(), ended.stdout) == (1, said, "")
    assert not (tmp_path / "out").exists()


def test_other_bad_input_ends_in_sentences(tmp_path):
    assert "no such column" in draw(tmp_path, "--id-column", "nobody").stderr
    assert "Ed25519" in draw(tmp_path, "--sign", "Ana", INSTANCE / "people.csv").stderr
    assert "10, 100, 1000" in draw(tmp_path, "--panels", "500").stderr
    assert draw(tmp_path, size=9_999).returncode in (1, 2)
    assert list(tmp_path.iterdir()) == []


def test_more_dice_than_needed_count_too_and_the_answer_may_be_json(tmp_path):
    ended = draw(tmp_path / "out", "--json", dice=DICE + "6" * 40)
    report = json.loads(ended.stdout)
    assert (report["panel"], report["size"], report["rehearsal"]) == (137, 22, True)
    assert report["hashes"]["panels.json"] == evidence(tmp_path / "out")
    assert verify(tmp_path / "out", "--evidence", evidence(tmp_path / "out")).returncode == 0


def test_auditors_find_that_all_holds_and_whom_to_call(done):
    out, _ = done
    ended = run("audit", "--pack", out / "auditors.json", "--bundle", out / "bundle.zip")
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert [line.split(":")[0].split() for line in ended.stdout.splitlines()[:5]] == [
        ["ok", check] for check in ("list", "panels", "result", "quotas", "gap")
    ]
    called = re.findall(r"^  \d+\. (\S+): \S", ended.stdout, re.MULTILINE)
    members = {row.split(",")[0] for row in (out / "secrets.csv").read_text().splitlines()[1:]}
    assert len(called) == -(-len(members) // 20)
    assert set(called) <= members


def forged(pack, commit, how):
    """Let the pack lie in one way."""
    members, seats = pack["members"], pack["seats"]
    if how == "list":
        name, value = members[0]["features"][0]
        members[0]["features"][0] = [name, value + "x"]
    elif how == "panels":
        seats[0], seats[1] = seats[1], seats[0]
    elif how == "result":
        pack["key"] = "00" * 32
    elif how == "gone":
        members.pop()
        pack["seats"] = [[i for i in panel if i < len(members)] for panel in seats]
    return pack


@pytest.mark.parametrize(
    ("how", "checks"),
    [
        ("list", {"list", "gap"}),
        ("panels", {"panels"}),
        ("result", {"panels", "result"}),
        ("gone", {"list", "panels"}),
    ],
)
def test_a_pack_that_lies_is_found_out(done, how, checks):
    out, _ = done
    files = read_bundle((out / "bundle.zip").read_bytes())
    pack = forged(json.loads((out / "auditors.json").read_text()), files["commit.json"], how)
    found = auditing.audit(auditing.read_pack(proofs.canonical(pack)), files)
    wrong = {check for check, sentences in found.findings.items() if sentences}
    assert not found.holds
    assert checks <= wrong


@pytest.mark.parametrize(
    ("pack", "bundle", "said"),
    [
        ("commit.json", "bundle.zip", "this is not an auditors' pack"),
        ("auditors.json", "commit.json", "this is not the bundle of a draw"),
        ("auditors.json", "no.zip", "the file cannot be read"),
    ],
)
def test_other_files_are_refused_in_a_sentence(done, pack, bundle, said):
    out, _ = done
    ended = run("audit", "--pack", out / pack, "--bundle", out / bundle)
    assert ended.returncode == 1
    assert said in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_pack_of_another_draw_is_refused(done, tmp_path):
    out, _ = done
    assert draw(tmp_path / "out").returncode == 0
    ended = run("audit", "--pack", out / "auditors.json", "--bundle", tmp_path / "out/bundle.zip")
    assert (ended.returncode, "another draw" in ended.stderr) == (1, True)
