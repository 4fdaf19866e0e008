"""The check of a pool before its draw, and who can never sit, against every panel listed."""

import itertools
from dataclasses import replace

import numpy as np
import pytest

from sortition import Pool, Quota, Quotas
from sortition.advice.checking import check_pool
from sortition.advice.exclusions import find_exclusions, name_exclusions
from sortition.advice.meeting import types_met
from sortition.clock import Clock
from sortition.panels import one_panel, panel_rows
from tests.sortition.instances import Instance, load, meets_quotas, tiny


def narrow(number):
    """A tiny pool with quotas just wide enough for one panel, so that many can never sit."""
    pool, quotas, size = tiny(number)
    panels = itertools.combinations(range(len(pool)), size)
    panel = list(next(p for p in panels if meets_quotas(p, Instance(pool, quotas, size))))
    exact = []
    for f, feature in enumerate(pool.features):
        seats = np.bincount(pool.values[panel, f], minlength=len(quotas.of(feature)))
        exact += [
            replace(quota, minimum=int(count), maximum=int(count))
            for quota, count in zip(quotas.of(feature), seats, strict=True)
        ]
    return Instance(pool, Quotas(tuple(exact)), size)


def who_can_sit(instance):
    panels = itertools.combinations(range(len(instance.pool)), instance.size)
    return {i for panel in panels if meets_quotas(panel, instance) for i in panel}


def fewest_seats_for(member, instance):
    """By how many seats the quotas must give before some panel holds the member."""
    pool, quotas, size = instance
    others = [i for i in range(len(pool)) if i != member]
    fewest = 10**6
    for rest in itertools.combinations(others, size - 1):
        panel, moved = [member, *rest], 0
        for f, feature in enumerate(pool.features):
            for v, quota in enumerate(quotas.of(feature)):
                seats = int((pool.values[panel, f] == v).sum())
                moved += max(0, quota.minimum - seats, seats - quota.maximum)
        fewest = min(fewest, moved)
    return fewest


@pytest.mark.parametrize("number", range(12))
def test_everybody_who_can_never_sit_is_named_with_the_least_that_has_to_give(number):
    instance = narrow(number)
    exclusions = find_exclusions(*instance)
    members = [int(own[1:]) for exclusion in exclusions for own in exclusion.members]
    everybody = set(range(len(instance.pool)))
    assert sorted(members) == sorted(everybody - who_can_sit(instance))
    for exclusion in exclusions:
        moved = sum(move.seats for move in exclusion.moves)
        for own in exclusion.members:
            assert moved == fewest_seats_for(int(own[1:]), instance)


@pytest.mark.parametrize("number", range(12))
def test_a_member_can_sit_once_the_named_quota_gives(number):
    instance = narrow(number)
    for exclusion in find_exclusions(*instance):
        moved = {(m.quota.feature, m.quota.value): m for m in exclusion.moves}
        wider = [
            replace(q, minimum=moved[key].minimum, maximum=moved[key].maximum)
            if (key := (q.feature, q.value)) in moved
            else q
            for q in instance.quotas
        ]
        seated = who_can_sit(instance._replace(quotas=Quotas(tuple(wider))))
        assert {int(own[1:]) for own in exclusion.members} <= seated


QUOTAS = Quotas(
    (
        Quota("sex", "f", 1, 1),
        Quota("sex", "m", 1, 2),
        Quota("sex", "x", 0, 1),
        Quota("age", "young", 2, 2),
        Quota("age", "old", 0, 0),
    )
)


def pool_of(*texts):
    rows = [dict(zip(("sex", "age"), text.split(), strict=True)) for text in texts]
    return Pool.from_rows([f"m{i}" for i in range(len(rows))], rows, QUOTAS)


def test_the_check_counts_each_value_and_names_those_nobody_has():
    check = check_pool(pool_of("f young", "m young", "m old"), QUOTAS, 2, people="people.csv")
    assert [counted.count for counted in check.counts] == [1, 2, 0, 2, 1]
    assert check.has_panel
    assert [p.sentence() for p in check.empty] == [
        'people.csv, column sex, value "x": nobody in the pool has this value of sex.'
    ]


def test_the_check_names_the_quota_that_excludes_somebody():
    check = check_pool(pool_of("f young", "m young", "m old"), QUOTAS, 2, file="q.csv")
    named = [problem.sentence() for one in check.exclusions for problem in one.problems()]
    assert [one.members for one in check.exclusions] == [("m2",)]
    assert len(named) in (1, 2)
    assert all("no panel can hold m2 unless" in sentence for sentence in named)


def test_the_check_says_by_how_many_a_value_is_short():
    check = check_pool(pool_of("m young", "m young", "m old"), QUOTAS, 2)
    assert [counted.short for counted in check.counts] == [1, 0, 0, 0, 0]
    assert not check.has_panel
    assert check.conflicts[0].code == "minimum_above_pool"
    assert check.exclusions == ()


def test_everybody_can_sit_in_an_instance_with_room():
    assert find_exclusions(*load("mass_24")) == ()


def test_when_the_time_is_over_the_excluded_are_still_named():
    instance = narrow(0)
    everybody = {own for one in find_exclusions(*instance) for own in one.members}
    found = name_exclusions(*instance, everybody, time_limit=0.0)
    assert {own for one in found for own in one.members} == everybody
    assert found[-1].moves == ()


def test_whoever_is_met_sits_on_a_panel_and_the_search_misses_hardly_anybody():
    for instance in (pick(number) for number in range(12) for pick in (tiny, narrow)):
        rows = panel_rows(*instance)
        met = types_met(rows, one_panel(rows), Clock())
        seated = {int(rows.types.of_member[i]) for i in who_can_sit(instance)}
        assert set(np.nonzero(met)[0]) <= seated
        assert met.sum() >= len(seated) - 1
