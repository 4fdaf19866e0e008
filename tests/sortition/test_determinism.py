"""Same bytes and seed, same files, whatever the hash seed; elsewhere the same chances to 1e-9."""

import csv
import io

import numpy as np
import pytest

from sortition import OBJECTIVES
from tests.sortition.instances import FOLDER
from tests.sortition.test_command import OUTPUTS, panel, rows

QUOTAS = (FOLDER / "mass_24" / "categories.csv").read_text()
PEOPLE = (FOLDER / "mass_24" / "respondents.csv").read_text()


def with_homes(people):
    """Add a column in which every second pair of people shares a home."""
    header, *members = csv.reader(people.splitlines())
    homes = [f"home {i // 4}" if i % 4 < 2 else "" for i in range(len(members))]
    text = io.StringIO()
    csv.writer(text).writerows(
        [[*header, "home"], *([*m, h] for m, h in zip(members, homes, strict=True))]
    )
    return text.getvalue()


def files_of(folder, *more, people=PEOPLE, **environment):
    """Give the bytes of all files of a run but the report, whose seconds differ."""
    asked = ["--seed", "AB", "--panels", "100", *more]
    ended = panel(folder, *asked, people=people, quotas=QUOTAS, size=24, **environment)
    assert ended.returncode == 0, ended.stderr
    return [(folder / "out" / own).read_bytes() for own in OUTPUTS[:3]]


def files_by_hash_seed(folder, *more, people=PEOPLE):
    return [files_of(folder, *more, people=people, PYTHONHASHSEED=seed) for seed in "123"]


@pytest.mark.parametrize("name", sorted(OBJECTIVES))
def test_each_objective_writes_the_same_files_under_three_hash_seeds(tmp_path, name):
    first, *others = files_by_hash_seed(tmp_path, "--objective", name)
    assert others == [first, first]


def test_with_households_the_files_are_the_same_under_three_hash_seeds(tmp_path):
    people = with_homes(PEOPLE)
    first, *others = files_by_hash_seed(tmp_path, "--household", "home", people=people)
    assert others == [first, first]
    assert first != files_of(tmp_path, people=people)


@pytest.mark.parametrize("name", ["leximin", "nash"])
def test_with_another_processors_arithmetic_the_chances_agree_to_a_billionth(tmp_path, name):
    chances = []
    for processor in ("Prescott", "Haswell"):  # products are rounded in another order
        files_of(tmp_path, "--objective", name, OPENBLAS_CORETYPE=processor)
        table = rows(tmp_path / "out" / "probabilities.csv")[1:]
        chances.append(np.array([float(p) for _, p in table]))
    assert np.abs(chances[0] - chances[1]).max() < 1e-9
