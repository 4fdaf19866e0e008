"""The attacks that the protocol names: each is tried on a record, and each is seen.

The operator here knows everything and can make every file again, but did not know the dice when
the hash of panels.json was read aloud.
"""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sortition import proofs, verify_draw
from sortition.signatures import SIGNED, Signer, public_key, signatures_record
from tests.sortition import mutations, records

VERIFIER = Path(verify_draw.__file__)


@pytest.fixture
def made():
    """A draw that nobody signed: only the hash read aloud protects it."""
    return records.make(3, keys=0)


@pytest.fixture
def signed():
    """A draw signed by its operator and one witness."""
    return records.make(4)


def seen(bundle, **asked):
    """Return where the verifier sees that something is wrong."""
    with pytest.raises(verify_draw.RecordError) as caught:
        verify_draw.verify(bundle, asked)
    return caught.value.field


def verdict(bundle, **asked):
    return verify_draw.verify(bundle, asked)[0]


def other_dice(made):
    return str((int(made.dice[0]) + 1) % 10) + made.dice[1:]


def content(made, name):
    return json.loads(made.files[name])


def put(made, name, **changes):
    """Change a file alone, sign what there are keys for, and zip it with a manifest that fits."""
    made.files[name] = mutations.json_bytes(content(made, name) | changes)
    records.sign(made)
    return made.bundle


def test_roll_the_seed_again(made):
    assert seen(put(made, "result.json", seed="0" * 64)) == "result.json seed"


def test_throw_the_dice_again_until_they_please(signed):
    # The operator opens another panel, but the witness signs no second result.
    evidence, witness = signed.evidence, content(signed, "signatures.json")["signatures"]
    signed.dice = other_dice(signed)
    signed.keys = signed.keys[:1]
    records.end(signed)
    record = content(signed, "signatures.json")
    record["signatures"][3:6] = witness[3:6]
    signed.files["signatures.json"] = mutations.json_bytes(record)
    assert seen(signed.bundle, evidence=evidence) == "signatures.json signatures[5] signature"


def test_throw_the_dice_again_where_nobody_has_a_key(made):
    minutes, evidence = made.dice, made.evidence
    made.dice = other_dice(made)
    records.end(made)
    assert verdict(made.bundle, evidence=evidence) == verify_draw.VERIFIED
    assert seen(made.bundle, evidence=evidence, dice=minutes) == "dice"


def test_commit_after_the_seed(made):
    # All is made anew once the dice are known, so that a friend sits on the panel they name.
    evidence, friend, number = made.evidence, made.people[0].pid("villa-1"), int(made.dice[0])
    others = [one.pid("villa-1") for one in made.people[1:3]]
    made.panels[number] = [friend, *others]
    records.follow(made)
    assert friend in [own for own, _ in content(made, "result.json")["seats"]]
    assert verdict(made.bundle) == verify_draw.NOT_VERIFIED
    assert seen(made.bundle, evidence=evidence) == "evidence"


def test_swap_panels_json_after_the_dice(made):
    other = replace(made, panels=made.panels[::-1], files=dict(made.files))
    records.follow(other)
    swapped = made.files | {"panels.json": other.files["panels.json"]}
    assert seen(records.zipped(swapped)) == "result.json panels"
    assert seen(other.bundle, evidence=made.evidence) == "evidence"


def test_choose_among_several_panel_lists(made):
    # A list for every wish, each sound in itself: only one was read aloud.
    verdicts = []
    for turn in range(5):
        one = replace(made, panels=made.panels[turn:] + made.panels[:turn], files=dict(made.files))
        records.follow(one)
        try:
            verdicts.append(verdict(one.bundle, evidence=made.evidence))
        except verify_draw.RecordError as error:
            verdicts.append(error.field)
    assert verdicts == [verify_draw.VERIFIED, *["evidence"] * 4]


def test_fix_one_panel_many_times_over(made):
    roots = content(made, "panels.json")["roots"]
    panels = mutations.json_bytes(content(made, "panels.json") | {"roots": [roots[0]] * 10})
    files = mutations.rebound(made, "panels.json", json.loads(panels))
    assert seen(records.zipped(files)) == "panels.json roots"


def test_reorder_the_pool(made):
    pool = content(made, "commit.json")["pool"]
    assert seen(put(made, "commit.json", pool=pool[::-1])) == "commit.json pool[1]"
    assert seen(put(made, "commit.json", pool=[*pool, pool[-1]])) == "commit.json pool[12]"


def test_reorder_the_order_for_vacancies(made):
    order = content(made, "result.json")["order"]
    assert seen(put(made, "result.json", order=order[::-1])) == "result.json order"


def test_tune_quotas_after_the_replies(made):
    evidence, quotas = made.evidence, content(made, "commit.json")["quotas"]
    quotas[0]["max"] += 1
    changed = content(made, "commit.json") | {"quotas": quotas}
    files = mutations.rebound(made, "commit.json", changed)
    assert seen(records.zipped(files), evidence=evidence) == "evidence"


def test_one_secret_for_two_people(made):
    # Both hold the secret, but the digits are each person's own: the second finds nobody.
    first = made.people[0]
    asked = {"evidence": made.evidence, "secret": first.secret}
    assert verdict(made.bundle, **asked, own=first.own) == verify_draw.VERIFIED
    assert seen(made.bundle, **asked, own="98765") == "secret"


def test_withhold_a_result(made):
    del made.files["result.json"]
    files = {**made.files, **records.ENCLOSED}
    bundle = records.write_zip(files | {"manifest.json": records.manifest_of(files)})
    assert seen(bundle, evidence=made.evidence) == "result.json"


def test_forget_an_attempt(made):
    commit = content(made, "commit.json")
    assert seen(put(made, "commit.json", former=[])) == "commit.json attempt"
    hidden = mutations.rebound(made, "commit.json", commit | {"former": [], "attempt": 1})
    assert seen(records.zipped(hidden), evidence=made.evidence).endswith("attempt")


def test_replace_a_member_by_choice(made):
    result = content(made, "result.json")
    result["seats"][0][0], result["order"][0] = result["order"][0], result["seats"][0][0]
    assert seen(put(made, "result.json", seats=result["seats"])) == "result.json seats"
    assert seen(put(made, "result.json", order=result["order"])).startswith("result.json")


def test_seat_a_stranger(made):
    seats = content(made, "result.json")["seats"]
    seats[0][0] = "12" * 32
    assert seen(put(made, "result.json", seats=seats)) == "result.json seats[0]"


def test_edit_a_record_and_sign_again(signed):
    evidence, own = signed.evidence, Ed25519PrivateKey.from_private_bytes(bytes(32))
    commit = content(signed, "commit.json") | {"objective": "nash"}
    signed.files = mutations.rebound(signed, "commit.json", commit)
    assert seen(signed.bundle).startswith("signatures.json signatures[0]")
    signed.keys = [own]
    commit["signers"] = [Signer("operator", "Ana", public_key(own)).as_data()]
    signed.files = mutations.rebound(signed, "commit.json", commit)
    record = signatures_record(signed.files, [own])
    signed.files["signatures.json"] = proofs.canonical(record)
    assert verdict(signed.bundle) == verify_draw.NOT_VERIFIED
    assert seen(signed.bundle, evidence=evidence) == "evidence"


@pytest.mark.parametrize("name", SIGNED)
def test_leave_out_a_signature(signed, name):
    record = content(signed, "signatures.json")
    place = SIGNED.index(name)
    record["signatures"][place]["signature"] = None
    signed.files["signatures.json"] = mutations.json_bytes(record)
    assert seen(signed.bundle) == f"signatures.json signatures[{place}] signature"


def test_keep_the_verifier_busy_with_signers(made):
    signers = content(made, "commit.json")["signers"]
    many = signers + [{"role": "witness", "name": "x", "key": None}] * 20
    assert seen(put(made, "commit.json", signers=many)) == "commit.json signers"


def test_two_draws_of_one_name(made):
    other = records.make(5, keys=0)
    assert content(other, "commit.json")["draw"] == content(made, "commit.json")["draw"]
    assert verdict(made.bundle, evidence=made.evidence) == verify_draw.VERIFIED
    assert seen(other.bundle, evidence=made.evidence) == "evidence"
    holder = made.people[0]
    assert seen(other.bundle, secret=holder.secret, own=holder.own) == "secret"


def test_back_date(made):
    # No file says when it was made, so none can lie: what shows the time is the hash read aloud.
    assert verdict(made.bundle) == verify_draw.NOT_VERIFIED
    dated = put(made, "commit.json", date="2020-01-01")
    assert seen(dated) == "commit.json date"


@pytest.mark.parametrize(
    ("field", "changed"),
    [
        ("objections", {"days": 0, "until": None}),
        ("objections", {"days": 5, "until": "2026-11-25T12:00Z"}),
        ("replacements", {"rule": "first_fitting", "until": None}),
    ],
)
def test_change_the_rules_of_objections_and_replacements_afterwards(made, field, changed):
    evidence, commit = made.evidence, content(made, "commit.json")
    assert commit[field] != changed
    files = mutations.rebound(made, "commit.json", commit | {field: changed})
    assert seen(records.zipped(files), evidence=evidence) == "evidence"


@pytest.mark.parametrize(
    "until", [None, "2026-13-30T12:00Z", "2026-11-30T12:00", "2026-11-30", "2026-11-30T24:00Z"]
)
def test_an_end_of_objections_that_is_no_moment_is_seen(made, until):
    changed = put(made, "commit.json", objections={"days": 5, "until": until})
    assert seen(changed) == "commit.json objections until"


@pytest.mark.parametrize("name", [*SIGNED, "signatures.json"])
def test_splice_another_draws_files(made, name):
    other = records.make(6, keys=0)
    assert seen(records.zipped(made.files | {name: other.files[name]}))


def test_tell_a_person_another_chance(made):
    # The row is sealed for somebody else's eyes, or written anew without their panels.
    panels, holder = content(made, "panels.json"), made.people[0]
    place = next(
        i
        for i, one in enumerate(content(made, "commit.json")["pool"])
        if one[0] == holder.pid("villa-1")
    )
    panels["sealed"][place] = panels["sealed"][place - 1]
    made.files = mutations.rebound(made, "panels.json", panels)
    assert verdict(made.bundle) == verify_draw.NOT_VERIFIED
    assert seen(made.bundle, secret=holder.secret, own=holder.own) == "secret"


def test_an_attack_ends_with_exit_code_one_and_its_field(made, tmp_path):
    (tmp_path / "bundle.zip").write_bytes(put(made, "result.json", seed="0" * 64))
    command = [sys.executable, "-I", str(VERIFIER), str(tmp_path / "bundle.zip")]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stderr) == (1, "")
    assert ended.stdout.startswith("FAILED\nresult.json seed: ")
