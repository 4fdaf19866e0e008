"""The commands check, relax, replace and quotas, run as people run them."""

import csv
import io
import json
import subprocess
import sys

import pytest

from sortition import proofs
from tests.sortition.test_command import INSTANCES, run
from tests.sortition.workbooks import workbook

QUOTAS = "feature,value,min,max\nsex,f,1,2\nsex,m,1,2\nage,young,1,2\nage,old,1,2\n"
PEOPLE = "unique_id,sex,age\na,f,young\nb,f,young\nc,m,young\nd,m,old\ne,f,old\n"


@pytest.fixture
def files(tmp_path):
    def write(people=PEOPLE, quotas=QUOTAS, size=3):
        (tmp_path / "people.csv").write_text(people)
        (tmp_path / "quotas.csv").write_text(quotas)
        pool = ["--pool", tmp_path / "people.csv", "--quotas", tmp_path / "quotas.csv"]
        return [*pool, "--size", size]

    return write


def answered(*arguments):
    ended = run(*arguments, "--json")
    return ended.returncode, json.loads(ended.stdout)


def test_check_counts_the_pool_beside_each_quota(files):
    ended = run("check", *files())
    assert ended.returncode == 0, ended.stderr
    assert "sex      f        1    2     3" in ended.stdout
    assert "There is a panel of 3 that meets all the quotas." in ended.stdout


def test_check_says_what_is_short_and_what_conflicts(files):
    people = PEOPLE.replace("d,m,old\ne,f,old\n", "")
    code, content = answered("check", *files(people=people))
    assert code == 2
    assert not content["has_panel"]
    assert [value["short"] for value in content["values"]] == [0, 0, 0, 1]
    assert [p["code"] for p in content["conflicts"]] == ["minimum_above_pool"]
    assert content["conflicts"][0]["file"].endswith("quotas.csv")
    assert [p["value"] for p in content["empty"]] == ["old"]


def test_check_names_who_can_never_sit_and_what_it_would_need(files):
    quotas = QUOTAS.replace("young,1,2", "young,3,3").replace("old,1,2", "old,0,0")
    code, content = answered("check", *files(quotas=quotas))
    assert code == 0
    named = {member: one["would_need"] for one in content["excluded"] for member in one["members"]}
    assert set(named) == {"d", "e"}
    assert all(sum(move["seats"] for move in moves) == 2 for moves in named.values())


CROSSED = PEOPLE.replace("d,m,old", "d,f,young").replace("c,m,young", "c,m,old")
TIGHT = "feature,value,min,max\nsex,f,1,3\nsex,m,1,2\nage,young,2,3\nage,old,0,0\n"


def test_relax_proposes_quotas_that_have_a_panel_and_can_be_saved(files, tmp_path):
    arguments = files(people=CROSSED, quotas=TIGHT)
    assert run("check", *arguments).returncode == 2
    code, content = answered("relax", *arguments, "--out", tmp_path / "wider.csv")
    assert code == 0
    assert content["seats"] == content["at_least"] == 1
    assert [(m["feature"], m["value"], m["max"]) for m in content["moves"]] == [
        ("age", "old", {"old": 0, "new": 1})
    ]
    wider = (tmp_path / "wider.csv").read_text()
    assert "age,old,0,1" in wider
    assert run("check", *files(people=CROSSED, quotas=wider)).returncode == 0


def test_relax_stays_within_the_flex_and_names_the_flex_that_conflicts(files):
    flexible = "feature,value,min,max,min_flex,max_flex\n" + "".join(
        f"{row},{flex}\n"
        for row, flex in zip(TIGHT.splitlines()[1:], ("0,3", "1,2", "2,3", "0,0"), strict=True)
    )
    ended = run("relax", *files(people=CROSSED, quotas=flexible))
    assert ended.returncode == 2
    assert "no relaxation from min_flex to max_flex is enough" in ended.stderr
    assert "conflicts with the others here" in ended.stderr


def test_the_panel_command_names_the_conflict_too(files, tmp_path):
    arguments = files(people=CROSSED, quotas=TIGHT)
    ended = run("panel", *arguments, "--out", tmp_path / "out")
    assert ended.returncode == 2
    assert 'quotas.csv, line 3, column min, value "m"' in ended.stderr
    assert 'quotas.csv, line 5, column max, value "old"' in ended.stderr


def drawn(tmp_path, ids="a,c,d"):
    (tmp_path / "panel.csv").write_text("member,sex\n" + ids.replace(",", ",x\n") + ",x\n")
    (tmp_path / "order.csv").write_text("place,member\n1,b\n2,e\n")
    return ["--panel", tmp_path / "panel.csv"]


def test_replace_takes_the_first_in_the_order_who_keeps_the_quotas(files, tmp_path):
    more = [*drawn(tmp_path), "--gone", "d", "--order", tmp_path / "order.csv"]
    code, content = answered("replace", *files(), *more)
    assert code == 0
    assert content == {"chosen": ["e"], "skipped": ["b"], "panel": ["a", "c", "e"]}
    assert "Passed over for the quotas: b." in run("replace", *files(), *more).stdout


def test_replace_names_the_quota_that_must_give(files, tmp_path):
    more = [*drawn(tmp_path), "--gone", "d", "--barred", "e", "--order", tmp_path / "order.csv"]
    ended = run("replace", *files(), *more)
    assert ended.returncode == 2
    assert "for age, take 0-2 instead of 1-2" in ended.stderr


def test_replace_reads_the_order_of_a_result_or_follows_a_seed(files, tmp_path):
    (tmp_path / "result.json").write_bytes(proofs.canonical({"order": ["e", "b"]}))
    more = [*drawn(tmp_path), "--gone", "a"]
    ordered = answered("replace", *files(), *more, "--order", tmp_path / "result.json")[1]
    assert ordered["chosen"] == ["e"]
    seed = bytes.fromhex("00ff")
    first = min("be", key=lambda own: proofs.H("order", seed, own))
    assert answered("replace", *files(), *more, "--seed", "00FF")[1]["chosen"] == [first]


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (["--gone", "z"], "nobody on the panel has this id"),
        (["--gone", "b"], "nobody on the panel has this id"),
        (["--gone", "d", "--barred", "q"], "nobody in the pool has this id"),
        (["--gone", "d", "--dropout", "2"], "not a probability"),
    ],
)
def test_replace_refuses_ids_and_numbers_that_fit_nothing(files, tmp_path, more, says):
    ended = run("replace", *files(), *drawn(tmp_path), *more, "--seed", "00")
    assert ended.returncode == 1
    assert says in ended.stderr


def test_replace_advises_how_many_alternates_to_hold(files, tmp_path):
    more = [*drawn(tmp_path), "--seed", "00", "--trials", "40"]
    code, content = answered("replace", *files(), *more, "--dropout", "0.05")
    assert len(content["shares"]) == len(content["standard_errors"]) == 3
    assert content["shares"] == sorted(content["shares"])
    assert code == (0 if content["enough"] is not None else 2)
    assert "alternates" in run("replace", *files(), *more, "--dropout", "0").stdout


def test_quotas_come_from_shares_and_can_be_read_again(files, tmp_path):
    (tmp_path / "census.csv").write_text("feature;value;percent\nsex;f;51,2\nsex;m;48,8\n")
    arguments = ["--shares", tmp_path / "census.csv", "--size", 20]
    ended = run("quotas", *arguments, "--slack", "10%", "--out", tmp_path / "made.csv")
    assert ended.returncode == 0, ended.stderr
    made = (tmp_path / "made.csv").read_text()
    assert made == "feature,value,min,max\nsex,f,8,12\nsex,m,9,11\n"
    shown = run("quotas", *arguments).stdout
    assert [row[2:] for row in csv.reader(io.StringIO(shown))][1:] == [["9", "11"], ["9", "11"]]


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (["--slack", "-1"], "neither seats nor a percentage"),
        (["--slack", "some"], "neither seats nor a percentage"),
        (["--least", "11"], "2 values with at least 11 seats each need more than 20"),
    ],
)
def test_quotas_that_cannot_be_made_are_bad_input(tmp_path, more, says):
    (tmp_path / "census.csv").write_text("feature,value,count\nsex,f,5\nsex,m,6\n")
    ended = run("quotas", "--shares", tmp_path / "census.csv", "--size", 20, *more)
    assert ended.returncode == 1
    assert says in ended.stderr


@pytest.mark.parametrize("command", ["panel", "check", "relax", "replace", "quotas", "compare"])
def test_each_command_shows_an_example_and_its_exit_codes(command):
    ended = run(command, "--help")
    assert ended.returncode == 0
    assert f"python -m sortition {command} --" in ended.stdout
    assert "exit codes: 0" in ended.stdout


def test_a_refusal_is_json_too(files):
    code, content = answered("check", *files(quotas=QUOTAS.replace("f,1", "f,one")))
    assert (code, content["error"]) == (1, "input")
    assert content["problems"][0]["code"] == "not_whole_number"
    assert content["problems"][0]["sentence"] in content["message"]


def test_an_instance_of_the_peers_can_be_checked():
    quotas, pool = sorted((INSTANCES / "peer_format_22").glob("*.csv"))
    code, content = answered("check", "--pool", pool, "--quotas", quotas, "--size", 22)
    assert (code, content["has_panel"]) == (0, True)


def test_compare_puts_the_objectives_side_by_side_and_plots_them(files, tmp_path):
    names = ["leximin", "maximin", "nash"]
    plot = tmp_path / "chances.svg"
    code, content = answered("compare", *files(), "--objectives", *names, "--plot", plot)
    assert code == 0
    found = {one["objective"]: one for one in content["objectives"]}
    assert list(found) == names
    assert found["leximin"]["minimum"] == pytest.approx(found["maximin"]["minimum"], abs=1e-6)
    assert found["nash"]["geometric_mean"] >= found["leximin"]["geometric_mean"] - 1e-6
    assert plot.read_text().count("<polyline") == 3


def test_check_draws_quotas_pool_and_panel(files, tmp_path):
    plot = tmp_path / "quotas.svg"
    ended = run("check", *files(), *drawn(tmp_path), "--plot", plot)
    assert ended.returncode == 0, ended.stderr
    assert "sex f: quota 1 to 2, pool 3, panel 1" in plot.read_text()


def test_a_plot_that_cannot_be_written_is_a_sentence(files, tmp_path):
    ended = run("check", *files(), "--plot", tmp_path / "nowhere" / "quotas.svg")
    assert ended.returncode == 1
    assert "quotas.svg: the file cannot be written" in ended.stderr


def test_answers_do_not_depend_on_the_hash_seed(files, tmp_path):
    more = [*drawn(tmp_path), "--gone", "a", "--seed", "00"]
    told = {
        (
            run("relax", *files(people=CROSSED, quotas=TIGHT), "--json", **own).stdout,
            run("check", *files(people=CROSSED, quotas=TIGHT), "--json", **own).stdout,
            run("replace", *files(), *more, "--json", **own).stdout,
        )
        for own in ({"PYTHONHASHSEED": seed} for seed in "123")
    }
    assert len(told) == 1
    assert all(told.pop())


def test_workbooks_are_files_like_any_other(tmp_path):
    for name, text in (("people", PEOPLE), ("quotas", QUOTAS)):
        rows = [line.split(",") for line in text.splitlines()]
        (tmp_path / f"{name}.xlsx").write_bytes(workbook(rows))
    ended = run(
        "check", "--pool", tmp_path / "people.xlsx", "--quotas", tmp_path / "quotas.xlsx",
        "--size", 3,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    assert "There is a panel of 3" in ended.stdout


@pytest.mark.parametrize("objective", ["maximin", "nash", "goldilocks", "legacy"])
def test_every_objective_names_the_conflict(files, tmp_path, objective):
    arguments = files(people=CROSSED, quotas=TIGHT)
    ended = run("panel", *arguments, "--objective", objective, "--out", tmp_path / "out")
    assert ended.returncode == 2, ended.stderr
    assert 'quotas.csv, line 5, column max, value "old"' in ended.stderr


def test_a_reader_who_has_had_enough_is_no_error(files):
    command = [sys.executable, "-m", "sortition", "check", *map(str, files()), "--json"]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, **pipes) as running:
        running.stdout.close()
        assert running.stderr.read() == b""
    assert running.returncode == 0
