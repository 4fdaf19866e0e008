"""A command that is killed leaves no bundle without its secrets, and no half file under a name."""

import csv
import shutil

import pytest

from sortition import personal, proofs
from sortition.bundle import read_bundle
from tests.crash.choice import chosen
from tests.crash.test_broken_off import KILLED

DICE = "137141592653589793238462"
PUBLIC = ("commit.json", "panels.json", "result.json")
DRAWN = {*PUBLIC, "bundle.zip", "secrets.csv", "auditors.json"}
INVITED = {"commit1.json", "letters.csv", "report.json", "key"}


@pytest.fixture
def files(tmp_path):
    """A pool, its quotas and a register."""
    people = [f"{n},{('woman', 'man')[n % 2]}" for n in range(12)]
    (tmp_path / "pool.csv").write_text("\n".join(["id,sex", *people]))
    quotas = "feature,value,min,max\nsex,woman,2,2\nsex,man,2,2\n"
    (tmp_path / "quotas.csv").write_text(quotas)
    (tmp_path / "register.csv").write_bytes(b"household,district\n1,N\n2,N\n3,S\n4,S\n")
    return tmp_path


def draw(files):
    tables = ["--pool", f"{files}/pool.csv", "--quotas", f"{files}/quotas.csv"]
    return ["draw", *tables, "--size", "4", "--dice", DICE, "--out", f"{files}/out"]


def invite(files):
    columns = ["--register", f"{files}/register.csv", "--household", "household"]
    asked = ["--letters", "2", "--seed", "ab" * 32, "--out", f"{files}/out"]
    return ["invite", *columns, *asked]


def kill_everywhere(world, files, arguments, spread):
    """Kill a command at each point of its writing; yield the folder as it is left."""
    order = {"arguments": arguments, "folder": str(files / "out")}
    whole = world.said("command", at=0, **order)
    assert whole["code"] == 0, whole["told"]
    for at in chosen(whole["points"], spread, in_ci=6):
        shutil.rmtree(files / "out", ignore_errors=True)
        assert world.ask("command", at=at, **order)["ended"] == KILLED
        yield order, {path.name for path in (files / "out").glob("[!.]*")}


def check_whole(out):
    """Every name stands for a whole file, and the secrets are those of the bundle."""
    record = read_bundle((out / "bundle.zip").read_bytes())
    assert all((out / name).read_bytes() == record[name] for name in PUBLIC)
    rules = proofs.read_canonical(record["commit.json"])
    pids = {own for own, _ in rules["pool"]}
    with (out / "secrets.csv").open() as stream:
        rows = list(csv.DictReader(stream))
    own = {personal.pid(rules["draw"], row["secret"], row["own"]) for row in rows}
    assert own == pids


def test_a_killed_draw_has_its_secrets_before_its_bundle(world, files, record_property):
    points = 0
    for order, names in kill_everywhere(world, files, draw(files), spread=3):
        points += 1
        assert "bundle.zip" not in names or names == DRAWN
        again = world.said("command", at=0, **order)
        if names & {*PUBLIC, "bundle.zip"}:
            sentence = "give another one" if "bundle.zip" in names else "draw again"
            assert (again["code"], sentence in again["told"]) == (1, True)
        else:
            assert again["code"] == 0
            check_whole(files / "out")
            assert not list((files / "out").glob(".*"))
    record_property("killed at", points)


def test_a_killed_invitation_has_its_key_before_its_commitment(world, files, record_property):
    points = 0
    for order, names in kill_everywhere(world, files, invite(files), spread=3):
        points += 1
        assert "key" in names or "commit1.json" not in names
        assert "report.json" not in names or names == INVITED
        assert world.said("command", at=0, **order)["code"] == 0
        assert {path.name for path in (files / "out").iterdir()} == INVITED
    record_property("killed at", points)
