"""Limits on households: exact in every panel, and as fair as listing all panels allows."""

import itertools
import json

import numpy as np
import pytest

from sortition import InputError, draw_lottery, leximin
from sortition.households import (
    HOUSEHOLD,
    HouseholdRule,
    households_of,
    with_households,
    without_households,
)
from sortition.replacements import find_replacements
from sortition.solver import INFINITY, Columns, Program
from tests.sortition.instances import Instance, load, meets_quotas, tiny
from tests.sortition.test_command import panel, rows

STREET = HouseholdRule(("street", "town"), is_address=True)


def test_addresses_compare_without_case_accents_and_punctuation():
    texts = [("C/ Mayor, 3", "León"), ("c mayor 3 ", "LEON"), ("C. Mayor 33", "León")]
    table = [dict(zip(("Street", "town"), text, strict=True)) for text in texts]
    first, second, third = households_of(table, STREET)
    assert first == second != third


def test_a_blank_street_is_a_household_of_its_own_whatever_the_town():
    table = [{"street": " ", "town": "León"}, {"street": "", "town": "León"}]
    assert households_of(table, STREET) == ["", ""]


def test_a_household_column_is_taken_as_it_is_written():
    table = [{"home": "A-1"}, {"home": "a-1 "}, {"home": "A 1"}]
    assert households_of(table, HouseholdRule(("home",))) == ["a-1", "a-1", "a 1"]


def test_a_missing_column_is_named():
    with pytest.raises(InputError, match="street"):
        households_of([{"home": "1"}], STREET)


def test_types_are_split_only_in_households_that_could_exceed_the_limit():
    pool, quotas, size = load("mass_24")
    names = ["both", "both", *(f"own{i}" for i in range(66)), "", ""]
    more, wider = with_households(pool, quotas, size, names)
    assert [q.value for q in wider if q.feature == HOUSEHOLD] == ["both", ""]
    assert len(more.types().multiplicity) <= len(pool.types().multiplicity) + 2
    assert without_households(wider).quotas == quotas.quotas
    assert with_households(pool, quotas, size, names, limit=2) == (pool, quotas)


def homes(instance, number):
    rng = np.random.default_rng(number)
    return [f"h{h}" if h else "" for h in rng.integers(0, 5, size=len(instance.pool))]


def smallest_by_listing(panels, n):
    """The largest smallest chance over members on some panel, from the list of all panels."""
    held = np.zeros((n, len(panels)))
    for j, members in enumerate(panels):
        held[list(members), j] = 1
    held = held[held.any(axis=1)]
    matrix = np.vstack([np.column_stack([held, -np.ones(len(held))]), np.ones(len(panels) + 1)])
    matrix[-1, -1] = 0
    low, high = np.append(np.zeros(len(held)), 1), np.append(np.full(len(held), INFINITY), 1)
    program = Program()
    cost = np.append(np.zeros(len(panels)), 1.0)
    program.load(cost, (np.zeros(len(cost)), np.ones(len(cost))), Columns.of(matrix), (low, high))
    return program.solve().objective


@pytest.mark.parametrize("limit", [1, 2])
def test_the_chances_are_as_fair_as_the_list_of_all_panels_within_the_limit_allows(limit):
    tried = 0
    for number in range(40):
        instance = tiny(number)
        names, n = homes(instance, number), len(instance.pool)
        panels = [
            p
            for p in itertools.combinations(range(n), instance.size)
            if meets_quotas(p, instance)
            and all(sum(names[i] == own for i in p) <= limit for own in set(names) - {""})
        ]
        if not panels:
            continue
        tried += 1
        pool, quotas = with_households(*instance, names, limit)
        found = leximin(pool, quotas, instance.size)
        assert found.minimum == pytest.approx(smallest_by_listing(panels, n), abs=1e-6)
        out = set(range(n)) - {i for p in panels for i in p}
        assert set(found.excluded) == {f"m{i}" for i in out}
    assert tried > 15


def test_no_panel_of_the_lottery_has_two_of_a_household():
    instance = load("mass_24")
    names = [f"h{i // 2}" if i < 40 else "" for i in range(len(instance.pool))]
    pool, quotas = with_households(*instance, names)
    found = leximin(pool, quotas, instance.size, seed=b"1")
    lottery = draw_lottery(found, pool, quotas, instance.size, panels=100, seed=b"1")
    for members in lottery.panels.tolist():
        seated = [names[i] for i in members if names[i]]
        assert len(seated) == len(set(seated))
        assert meets_quotas(members, Instance(*instance))


def test_a_replacement_does_not_share_a_household_with_those_who_stay():
    instance = load("mass_24")
    first = find_replacements(*instance, stays=[], order=instance.pool.ids).chosen
    stays, order = first[1:], [own for own in instance.pool.ids if own not in first]
    plain = find_replacements(*instance, stays=stays, order=order).chosen
    names = ["h" if own in {stays[0], *plain} else "" for own in instance.pool.ids]
    pool, quotas = with_households(*instance, names)
    found = find_replacements(pool, quotas, instance.size, stays=stays, order=order).chosen
    assert found
    assert found != plain


PEOPLE = "unique_id,sex,street\na,f,Mayor 1\nb,f,mayor 1\nc,m,\nd,m,\n"


def test_the_command_keeps_to_the_limit_and_shows_no_feature_of_its_own(tmp_path):
    ended = panel(tmp_path, "--panels", "20", "--address", "street", people=PEOPLE)
    assert ended.returncode == 0, ended.stderr
    lottery = rows(tmp_path / "out" / "lottery.csv")[1:]
    for number in {number for number, _ in lottery}:
        assert not {"a", "b"} <= {member for own, member in lottery if own == number}
    assert rows(tmp_path / "out" / "panel.csv")[0] == ["member", "sex"]
    assert json.loads((tmp_path / "out" / "report.json").read_text())["per_household"] == 1


def test_a_conflict_with_a_household_is_named_without_a_line(tmp_path):
    quotas = "feature,value,min,max\nsex,f,2,2\nsex,m,1,2\n"
    ended = panel(tmp_path, "--address", "street", people=PEOPLE, quotas=quotas)
    assert ended.returncode == 2
    assert 'quotas.csv, column max, value "mayor 1": at most 1 of this (household)' in ended.stderr
    assert 'quotas.csv, line 2, column min, value "f": at least 2' in ended.stderr
