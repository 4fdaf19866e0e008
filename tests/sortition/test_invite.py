"""`python -m sortition invite`, run as people run it, and repeated with the standard library."""

import csv
import hashlib
import json
import random
import re
from collections import Counter
from contextlib import ExitStack

import pytest

from tests.sortition.registers import (
    SEED,
    city,
    eligible,
    keyed,
    order,
    prefixed,
    save,
    shares,
    table,
    tree_hash,
)
from tests.sortition.test_command import ROOT, run


def invite(folder, register, *more, letters=20, out="out"):
    ended = run(
        *("invite", "--register", register, "--letters", letters, "--household", "household"),
        *("--stratum", "district", "--born", "born", "--age-from", 16, "--on", "2026-03-01"),
        *("--person", "person", "--seed", SEED, "--out", folder / out, *more),
    )
    assert ended.returncode == 0, ended.stderr
    return folder / out


@pytest.fixture(scope="module")
def drawn(tmp_path_factory):
    folder = tmp_path_factory.mktemp("invite")
    rows = city()
    out = invite(folder, save(folder / "register.csv", rows), "--proofs")
    return rows, out


def test_the_letters_are_those_of_plain_arithmetic(drawn):
    rows, out = drawn
    key = bytes.fromhex((out / "key").read_text())
    homes = {row[0]: row[2] for row in eligible(rows)}
    expected = []
    for district, count in sorted(shares(Counter(homes.values()), 20).items()):
        leaves = {
            own: keyed(key, own, district) for own, where in homes.items() if where == district
        }
        ranked = sorted(leaves, key=lambda own: order(leaves[own]))[:count]
        guarded = "'=Sur" if district == "=Sur" else district
        expected += [
            {"household": own, "stratum": guarded, "rank": str(rank), "leaf": leaves[own].hex()}
            for rank, own in enumerate(ranked, start=1)
        ]
    assert table(out / "letters.csv") == expected


def test_the_commitment_and_the_report_say_what_was_counted(drawn):
    rows, out = drawn
    commit = json.loads((out / "commit1.json").read_bytes())
    report = json.loads((out / "report.json").read_text())
    key = bytes.fromhex((out / "key").read_text())
    homes = {row[0]: row[2] for row in eligible(rows)}
    leaves = sorted(keyed(key, own, where) for own, where in homes.items())
    assert commit["root"] == report["root"] == tree_hash(leaves).hex()
    assert report["rows"] == len(rows) == sum(report["counts"].values())
    assert report["eligible"] == commit["counts"]["eligible"] == len(eligible(rows))
    assert report["households"] == len(homes)
    assert report["commitment"] == hashlib.sha256((out / "commit1.json").read_bytes()).hexdigest()
    assert {cell["stratum"]: cell["households"] for cell in commit["strata"]} == Counter(
        homes.values()
    )
    assert report["peak_memory_mb"] > 0
    assert {"reading", "eligibility", "leaves", "letters", "total"} <= set(report["seconds"])


def test_the_snapshot_is_that_of_the_definition(drawn):
    rows, out = drawn
    texts = ["\x1f".join((row[3], row[2], row[0], row[1])) for row in rows]
    hashes = b"".join(sorted(hashlib.sha256(own.encode()).digest() for own in texts))
    names = b"born\x1fdistrict\x1fhousehold\x1fperson"
    whole = prefixed(b"observatory-draw-v1", b"snapshot", names, hashes)
    report = json.loads((out / "report.json").read_text())
    assert report["snapshot"] == hashlib.sha256(whole).hexdigest()


def test_each_proof_leads_to_the_root(drawn):
    _, out = drawn
    root = json.loads((out / "commit1.json").read_bytes())["root"]
    letters = table(out / "letters.csv")
    proofs = table(out / "proofs.csv")
    assert [own["leaf"] for own in proofs] == [own["leaf"] for own in letters]
    for own in proofs:
        node, place, size = bytes.fromhex(own["leaf"]), int(own["place"]), int(own["size"])
        node = hashlib.sha256(b"\0" + node).digest()
        path = [bytes.fromhex(part) for part in own["path"].split()]
        while size > 1:
            if place % 2 or place + 1 < size:
                pair = (path.pop(0), node) if place % 2 else (node, path.pop(0))
                node = hashlib.sha256(b"\1" + b"".join(pair)).digest()
            place, size = place // 2, (size + 1) // 2
        assert (node.hex(), path) == (root, [])


def test_another_spelling_and_order_with_the_same_key_draws_the_same(drawn, tmp_path):
    rows, out = drawn
    other = random.Random(1).sample(rows, len(rows))
    turned = [(row[3][8:] + "/" + row[3][5:7] + "/" + row[3][:4], *row[:3]) for row in other]
    register = save(
        tmp_path / "r.csv",
        turned,
        ("Born", "HOUSEHOLD", "Person", "District"),
        encoding="utf-16",
        delimiter=";",
        quoting=csv.QUOTE_ALL,
    )
    again = invite(tmp_path, register, "--key", out / "key")
    assert (again / "commit1.json").read_bytes() == (out / "commit1.json").read_bytes()
    assert (again / "letters.csv").read_bytes() == (out / "letters.csv").read_bytes()
    assert not (again / "key").exists()


def test_parts_of_several_machines_give_the_letters_of_the_whole(drawn, tmp_path):
    rows, out = drawn
    parts = []
    for number in range(3):  # households run over the cuts
        register = save(tmp_path / f"{number}.csv", rows[number::3])
        parts.append(tmp_path / f"{number}.part")
        invite(tmp_path, register, "--key", out / "key", "--part", parts[-1])
    merged = run(
        *("merge-letters", "--parts", *parts, "--letters", 20, "--seed", SEED),
        *("--out", tmp_path / "merged"),
    )
    assert merged.returncode == 0, merged.stderr
    for name in ("commit1.json", "letters.csv"):
        assert (tmp_path / "merged" / name).read_bytes() == (out / name).read_bytes()


def test_a_register_in_several_files_is_one(drawn, tmp_path):
    rows, out = drawn
    files = [save(tmp_path / f"{n}.csv", rows[n::2]) for n in range(2)]
    again = invite(tmp_path, files[0], "--register", *files, "--key", out / "key")
    assert (again / "letters.csv").read_bytes() == (out / "letters.csv").read_bytes()


def test_by_person_no_household_gets_two_letters(tmp_path):
    rows = city()
    out = invite(tmp_path, save(tmp_path / "r.csv", rows), "--unit", "person")
    letters = table(out / "letters.csv")
    assert len({own["household"] for own in letters}) == len(letters) == 20
    key = bytes.fromhex((out / "key").read_text())
    orders = {row[1]: order(keyed(key, row[1], row[2])) for row in eligible(rows)}
    for own in letters:
        home = [row[1] for row in eligible(rows) if row[0] == own["household"]]
        assert own["person"] == min(home, key=orders.__getitem__)
    assert "not exactly equal" in json.loads((out / "report.json").read_text())["chances"]


def test_the_letters_of_each_stratum_can_be_given(drawn, tmp_path):
    rows, out = drawn
    own = save(tmp_path / "n.csv", [("Centro", 3), ("=Sur", 1)], ("stratum", "letters"))
    register = save(tmp_path / "r.csv", rows)
    again = invite(tmp_path, register, "--key", out / "key", "--per-stratum", own, letters=4)
    assert Counter(row["stratum"] for row in table(again / "letters.csv")) == {
        "Centro": 3,
        "'=Sur": 1,
    }


def test_a_second_wave_follows_in_the_same_order(drawn, tmp_path):
    rows, out = drawn
    register = save(tmp_path / "r.csv", rows)
    again = invite(tmp_path, register, "--key", out / "key", "--second-wave", 10)
    assert (again / "letters.csv").read_bytes() == (out / "letters.csv").read_bytes()
    first, second = table(again / "letters.csv"), table(again / "second-wave.csv")
    assert len(second) == 10
    assert not {own["household"] for own in first} & {own["household"] for own in second}
    last = Counter(own["stratum"] for own in first)
    for own in second:
        assert int(own["rank"]) > last[own["stratum"]]


def test_labels_join_the_letters_with_addresses(drawn, tmp_path):
    rows, out = drawn
    named = [(*row, f"Calle {row[0]}, 1", f"Name {row[1]}") for row in rows]
    header = ("household", "person", "district", "born", "address", "name")
    register = save(tmp_path / "r.csv", named, header)
    ended = run(
        *("labels", "--letters", out / "letters.csv", "--register", register),
        *("--household", "household", "--columns", "address", "--out", tmp_path / "labels.csv"),
    )
    assert ended.returncode == 0, ended.stderr
    labels = table(tmp_path / "labels.csv")
    assert [own["address"] for own in labels] == [f"Calle {own['household']}, 1" for own in labels]
    assert [own["leaf"] for own in labels] == [own["leaf"] for own in table(out / "letters.csv")]


def test_listed_persons_get_no_letter(tmp_path):
    rows = city()
    register = save(tmp_path / "r.csv", rows)
    listed = save(tmp_path / "l.csv", [[row[1]] for row in eligible(rows)[:5]], ["person"])
    (tmp_path / "k").write_bytes(bytes(range(32)))
    hashed = run("hash-persons", "--list", listed, "--key", tmp_path / "k", "--out", tmp_path / "x")
    assert hashed.returncode == 0, hashed.stderr
    assert "P0-0" not in (tmp_path / "x").read_text()
    out = invite(tmp_path, register, "--exclude", tmp_path / "x", "--exclude-key", tmp_path / "k")
    report = json.loads((out / "report.json").read_text())
    assert report["counts"]["excluded"] == 5
    assert report["eligible"] == len(eligible(rows)) - 5


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--unit", "person"], "--unit person needs --person"),
        (["--age-from", "5000"], "not an age from 0 to 150"),
        (["--age-from", "16"], "--age-from and --age-to need"),
        (["--districts", "x"], "--districts needs --district"),
        (["--letters", "0"], "not a whole number above 0"),
        (["--seed", "xyz"], "hexadecimal"),
        (["--household", "hogar"], "column hogar: there is no such column"),
        (["--register", "nowhere.csv"], "nowhere.csv: the file cannot be read"),
        (["--letters", "2"], "2 letters are more than the 1 households"),
        (["--stratum", "nothing"], "column nothing: there is no such column"),
        (["--key", "{folder}/r.csv"], "a key is 32 bytes"),
    ],
)
def test_what_cannot_be_drawn_is_refused_in_a_sentence(tmp_path, more, said):
    register = save(tmp_path / "r.csv", [("h", "p", "d", "1990-01-01")])
    ended = run(
        *("invite", "--register", register, "--letters", 1, "--household", "household"),
        *("--seed", SEED, "--out", tmp_path / "out"),
        *(own.format(folder=tmp_path) for own in more),
    )
    assert ended.returncode == 1
    assert said in ended.stderr
    assert "Traceback" not in ended.stderr
    assert not (tmp_path / "out").exists()


def examples():
    return re.findall(
        r"```python\n(.*?)```", (ROOT / "docs" / "registers.md").read_text(), re.DOTALL
    )


def test_the_lines_of_the_documentation_check_every_proof(drawn, tmp_path, monkeypatch):
    (tmp_path / "draw").symlink_to(drawn[1])
    monkeypatch.chdir(tmp_path)
    lines = examples()[1].replace("open(", "opened(")
    with ExitStack() as files:
        exec(lines, {"opened": lambda name: files.enter_context(open(name))})


def test_the_dry_run_of_the_documentation_runs(tmp_path, monkeypatch, capsys):
    rows = city()
    save(tmp_path / "register.csv", rows)
    monkeypatch.chdir(tmp_path)
    exec(examples()[0], {})
    assert capsys.readouterr().out.startswith(f"household {len(rows)} {{}} ")
