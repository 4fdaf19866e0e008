"""The table is written from records: aims, ratios and what is said of unfinished measurements."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import instances, report
from benchmarks.aims import Aim, all_aims
from benchmarks.measure import Bench, Method
from benchmarks.results import Results, mean
from script import sizes

INSTANCES = sizes.ROOT / "tests" / "data" / "instances"
SMALL = "example_small_20"


def record(cpu=1.0, state="finished", run="today", **more):
    measured = {"cpu": cpu, "wall": cpu, "process_cpu": cpu, "peak_mb": 60.0, "panels": 4}
    shares = {"probabilities": [0.1] * 200, "excluded": [], "upper_bound": 0.1, "stages": {}}
    own = {"run": run, "state": state, "limit": 600.0, "machine": "abacus", "broken_panels": 0}
    return {**measured, **shares, **own, "versions": {"Python": "3"}, "error": "", **more}


def results(**records):
    one = instances.read(INSTANCES / SMALL)
    named = {key.replace("__", ".").replace("_", "-"): own for key, own in records.items()}
    return Results([one], {(SMALL, key): own for key, own in named.items()})


def aim(found, text):
    return next(one for one in all_aims(found) if one.text.startswith(text))


def test_a_ratio_is_the_peers_time_by_ours():
    found = results(ours__leximin=record(0.5), peer__maximin__highspy=record(20.0))
    assert str(found.by_default(SMALL, "leximin", "maximin")) == "40"


def test_the_fastest_solver_of_the_peer_counts():
    found = results(
        ours__leximin=record(0.5),
        peer__maximin__highspy=record(20.0),
        peer__maximin__mip_cbc=record(5.0),
    )
    assert str(found.by_fastest(SMALL, "leximin", "maximin")) == "10"


def test_a_peer_that_did_not_finish_counts_with_its_limit():
    late = record(state="not finished")
    found = results(ours__leximin=record(0.5), peer__maximin__highspy=late)
    ratio = found.by_default(SMALL, "leximin", "maximin")
    assert str(ratio) == "> 1200"
    assert str(mean([ratio, None])) == "> 1200"
    assert "not finished in 600 s" in report.write(found, {})


def test_a_ratio_of_two_runs_says_so():
    found = results(ours__nash=record(2.0), peer__nash__highspy=record(6.0, run="yesterday"))
    assert str(found.by_default(SMALL, "nash", "nash")) == "3†"
    assert "ours begun today; the peer's yesterday" in report.write(found, {})


def test_a_peer_that_failed_is_quoted_and_compared_with_nothing():
    failed = record(state="failed", error="AssertionError")
    found = results(ours__nash=record(), peer__nash__highspy=failed)
    assert found.by_default(SMALL, "nash", "nash") is None
    assert f"peer.nash.highspy failed on {SMALL}: `AssertionError`" in report.write(found, {})


@pytest.mark.parametrize(
    ("measured", "is_floor", "verdict"),
    [
        (4.0, False, "met"),
        (5.0, False, "**missed by 1 s** (25 %)"),
        (4.0, True, "met"),
        (3.0, True, "**missed by 1 s** (25 %)"),
        (None, False, "not measured"),
    ],
)
def test_an_aim_says_whether_it_is_met_or_by_how_much_it_is_missed(measured, is_floor, verdict):
    assert Aim("seconds", 4.0, "s", measured, is_floor=is_floor).verdict == verdict


def test_a_missed_aim_says_where_the_time_goes():
    slow = record(7.5, stages={"optimise": 0.5, "decompose": 7.0})
    found = results(ours__leximin=slow)
    assert report.missed_places(found) == [(SMALL, "leximin")]
    text = report.write(found, {(SMALL, "leximin"): {"profile": [["walk.py step", 0.25]]}})
    assert "**missed by 2.5 s** (50 %). On example_small_20: 0.5 s optimise, 7 s decompose" in text
    assert "`walk.py step` 25 %" in text


def test_gaps_are_to_the_bound_that_our_search_proved():
    low = record(probabilities=[0.0999] * 200)
    text = report.write(results(ours__leximin=record(), peer__maximin__highspy=low), {})
    assert "| 0.100000 | 0.100000 | 0.0e+00 |" in text
    assert "| 0.099900 | 0.099900 | 1.0e-04 |" in text


def run_bench(tmp_path: Path, *arguments: str) -> str:
    shutil.copytree(INSTANCES / SMALL, tmp_path / "instances" / SMALL, dirs_exist_ok=True)
    paths = {"--instances": "instances", "--measured": "measured", "--out": "results.md"}
    options = [part for name, path in paths.items() for part in (name, str(tmp_path / path))]
    command = ["script/bench", *options, *arguments]
    subprocess.run(command, cwd=sizes.ROOT, check=True, capture_output=True)
    return (tmp_path / "results.md").read_text()


def test_our_side_is_measured_kept_and_written(tmp_path):
    text = run_bench(tmp_path, "--ours")
    kept = {path.stem: json.loads(path.read_text()) for path in tmp_path.glob("measured/*/*.json")}
    assert {"ours.leximin", "ours.nash", "ours.maximin", "ours.lottery"} <= kept.keys()
    assert kept["ours.lottery"]["panels"] == 1000
    assert kept["ours.leximin"]["probabilities"] == pytest.approx([0.1] * 200, abs=1e-9)
    assert f"| {SMALL} | 0 | 0.100000 | 0.100000 | 0.100000 | 0.0e+00 |" in text
    assert "Each meets every quota." in text
    assert text == run_bench(tmp_path, "--table")


def test_a_table_of_nothing_is_refused(tmp_path):
    with pytest.raises(subprocess.CalledProcessError) as refused:
        run_bench(tmp_path, "--table")
    assert b"Nothing was measured yet" in refused.value.stderr
    assert not (tmp_path / "results.md").exists()


def test_a_peer_that_is_not_installed_is_a_failed_measurement(tmp_path):
    bench = Bench(Path(sys.executable), tmp_path, 60.0, "today")
    one = instances.read(INSTANCES / SMALL)
    found = bench.measure(one, Method("peer", "maximin.highspy"))
    assert found["state"] == "failed"
    assert "sortition_algorithms" in found["error"] or "cvxpy" in found["error"]
    assert bench.kept(one, Method("peer", "maximin.highspy")) == found


def test_our_bound_is_the_least_that_was_proved():
    found = results(ours__leximin=record(upper_bound=0.2), ours__maximin=record(upper_bound=0.1))
    assert found.bound(SMALL, "leximin", "maximin") == pytest.approx(0.1)
    assert aim(found, "peak memory").verdict == "met"
