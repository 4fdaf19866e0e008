"""`python -m sortition panel`, run as people run it."""

import csv
import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from sortition import proofs

ROOT = Path(__file__).parents[2]
INSTANCES = ROOT / "tests" / "data" / "instances"
QUOTAS = "category,name,min,max\nsex,f,1,2\nsex,m,1,2\n"
PEOPLE = "unique_id,sex,name\na,f,Ana\nb,F,=cmd()\nc,m,Luis\nd,m,Juan\n"
OUTPUTS = ["lottery.csv", "panel.csv", "probabilities.csv", "report.json"]


def run(*arguments, **environment):
    command = [sys.executable, "-m", "sortition", *map(str, arguments)]
    env = {**os.environ, **environment}
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)


def panel(folder, *more, people=PEOPLE, quotas=QUOTAS, size=3, **environment):
    (folder / "people.csv").write_text(people)
    (folder / "quotas.csv").write_text(quotas)
    files = ["--pool", folder / "people.csv", "--quotas", folder / "quotas.csv"]
    return run("panel", *files, "--size", size, "--out", folder / "out", *more, **environment)


def rows(file):
    return list(csv.reader(file.read_text(encoding="utf-8").splitlines()))


@pytest.fixture(scope="module", params=["example_small_20", "mass_24", "peer_format_22"])
def done(request, tmp_path_factory):
    out = tmp_path_factory.mktemp(request.param)
    quotas, pool = sorted((INSTANCES / request.param).glob("*.csv"))
    size = int(request.param.rsplit("_", 1)[1])
    ended = run(
        "panel", "--pool", pool, "--quotas", quotas, "--size", size, "--seed", "00ff", "--out", out
    )
    assert ended.returncode == 0, ended.stderr
    return out, pool, size, json.loads((out / "report.json").read_text())


def test_the_report_says_what_was_reached_and_what_is_possible(done):
    _, pool, size, report = done
    optimum = {20: 0.1, 24: 0.136364, 22: 0.090909}[size]
    assert report["n"] == len(rows(pool)) - 1
    assert report["minimum"] == pytest.approx(optimum, abs=1e-6)
    assert 0 <= report["gap"] == report["upper_bound"] - report["minimum"] < 1e-7
    assert (report["objective"], report["size"], report["seed"]) == ("leximin", size, "00ff")
    assert set(report["seconds"]) == {"read", "optimise", "decompose", "lottery", "total"}
    assert report["excluded"] == report["excluded_by"] == []


def test_nothing_else_is_left_in_the_folder(done):
    assert sorted(path.name for path in done[0].iterdir()) == OUTPUTS


def test_probabilities_stand_in_the_order_of_the_file_and_add_up_to_the_seats(done):
    out, pool, size, report = done
    header, *probabilities = rows(out / "probabilities.csv")
    assert header == ["member", "probability"]
    assert sum(float(p) for _, p in probabilities) == pytest.approx(size)
    assert min(float(p) for _, p in probabilities) == pytest.approx(report["minimum"])
    named = size == 22
    ids = [row[0] if named else str(i) for i, row in enumerate(rows(pool)[1:], start=1)]
    assert [member for member, _ in probabilities] == ids


def test_the_lottery_has_a_thousand_panels_that_follow_the_probabilities(done):
    out, _, size, report = done
    header, *lottery = rows(out / "lottery.csv")
    assert header == ["panel", "member"]
    seats = Counter(number for number, _ in lottery)
    assert list(seats) == [f"{j:03}" for j in range(1000)]
    assert set(seats.values()) == {size}
    shares = Counter(member for _, member in lottery)
    worst = max(
        abs(shares[member] / 1000 - float(p)) for member, p in rows(out / "probabilities.csv")[1:]
    )
    assert worst == pytest.approx(report["worst_deviation"], abs=1e-12)
    assert worst < 0.0011


def test_the_panel_is_the_one_of_the_lottery_that_the_seed_says(done):
    out, pool, _, report = done
    number = proofs.below(bytes.fromhex("00ff"), "panel", 1000)
    chosen = [member for j, member in rows(out / "lottery.csv")[1:] if j == f"{number:03}"]
    header, *members = rows(out / "panel.csv")
    assert report["panel"] == number
    assert [row[0] for row in members] == chosen
    assert set(header[1:]) <= set(rows(pool)[0])


def test_without_a_seed_the_random_one_is_reported(tmp_path):
    ended = panel(tmp_path, "--panels", "10")
    assert ended.returncode == 0
    assert ended.stdout.startswith("Panel ")
    report = json.loads((tmp_path / "out" / "report.json").read_text())
    assert len(bytes.fromhex(report["seed"])) == 32
    assert report["panels"] == 10


@pytest.mark.parametrize("name", ["leximin", "maximin", "nash", "goldilocks", "legacy"])
def test_each_objective_reports_its_value_its_bound_and_the_gap(tmp_path, name):
    ended = panel(tmp_path, "--objective", name, "--panels", "10", "--seed", "00")
    report = json.loads((tmp_path / "out" / "report.json").read_text())
    assert ended.returncode == 0, ended.stderr
    assert report["objective"] == name
    assert report["status"] == ("estimate" if name == "legacy" else "optimal")
    best = 2.0 if name == "goldilocks" else 0.75
    assert report["upper_bound"] == pytest.approx(best, abs=1e-6)
    assert report["gap"] == abs(report["value"] - report["upper_bound"])
    assert (report["standard_error"] > 0) == (name == "legacy")


def test_a_search_that_is_stopped_says_its_gap(tmp_path):
    quotas, pool = sorted((INSTANCES / "madrid_49").glob("*.csv"))
    files = ["--pool", pool, "--quotas", quotas, "--size", 49, "--out", tmp_path]
    ended = run("panel", *files, "--panels", 10, "--time-limit", 0)
    report = json.loads((tmp_path / "report.json").read_text())
    assert ended.returncode == 3
    assert report["upper_bound"] == pytest.approx(0.026846, abs=1e-6)
    assert report["gap"] == report["upper_bound"] - report["minimum"] > 0


def test_who_can_never_sit_is_reported_with_the_quota_that_excludes_them(tmp_path):
    quotas = QUOTAS + "age,young,3,3\nage,old,0,0\n"
    people = "unique_id,sex,age\na,f,young\nb,f,young\nc,m,young\nd,m,old\n"
    ended = panel(tmp_path, "--panels", "10", people=people, quotas=quotas)
    assert ended.returncode == 0, ended.stderr
    report = json.loads((tmp_path / "out" / "report.json").read_text())
    assert report["excluded"] == ["d"]
    assert [one["members"] for one in report["excluded_by"]] == [["d"]]
    needed = report["excluded_by"][0]["would_need"]
    assert {(move["value"], move["seats"]) for move in needed} == {("young", 1), ("old", 1)}


def test_a_column_can_name_the_members_and_no_cell_is_a_formula(tmp_path):
    assert panel(tmp_path, "--id", "Name", "--panels", "10").returncode == 0
    names = [row[0] for row in rows(tmp_path / "out" / "probabilities.csv")]
    assert names == ["member", "Ana", "'=cmd()", "Luis", "Juan"]


def test_all_that_is_wrong_in_both_files_is_said_at_once_and_nothing_is_written(tmp_path):
    people = PEOPLE.replace("c,m", "a,x")
    ended = panel(tmp_path, people=people, quotas=QUOTAS.replace("f,1", "f,one"))
    assert ended.returncode == 1
    assert 'quotas.csv, line 2, column min, value "one": this is not a' in ended.stderr
    assert 'people.csv, line 4, column unique_id, value "a": this id already' in ended.stderr
    assert not (tmp_path / "out").exists()


def test_a_value_without_quota_is_named_with_line_and_column(tmp_path):
    ended = panel(tmp_path, people=PEOPLE.replace("c,m", "c,x"))
    assert ended.returncode == 1
    assert 'line 4, column sex, value "x"' in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize(
    ("size", "quotas"),
    [(4, QUOTAS.replace("1,2\n", "1,1\n")), (3, QUOTAS.replace("f,1,2", "f,3,3")), (9, QUOTAS)],
)
def test_quotas_that_no_panel_meets_have_their_own_exit_code(tmp_path, size, quotas):
    ended = panel(tmp_path, size=size, quotas=quotas)
    assert ended.returncode == 2, ended.stderr
    assert ended.stderr.strip().endswith(".")
    assert "Traceback" not in ended.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    "more",
    [
        ["--seed", "abc"], ["--seed", "zz"], ["--size", "0"], ["--size", "two"], ["--panels", "-1"],
        ["--objective", "luck"], ["--time-limit", "soon"], ["--id", "passport"],
        ["--pool", "nobody.csv"],
    ],
)  # fmt: skip
def test_arguments_that_cannot_be_used_are_bad_input(tmp_path, more):
    ended = panel(tmp_path, *more)
    assert ended.returncode == 1
    assert more[1] in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_folder_that_cannot_be_made_is_a_sentence(tmp_path):
    (tmp_path / "out").write_text("in the way")
    ended = panel(tmp_path, "--panels", "10")
    assert ended.returncode == 1
    assert "out: the folder cannot be written" in ended.stderr


def test_help_shows_an_example():
    ended = run("panel", "--help")
    assert ended.returncode == 0
    assert "python -m sortition panel --pool people.csv" in ended.stdout
