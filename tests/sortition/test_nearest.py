"""Who comes next where no set keeps every quota, against every set, listed."""

import itertools

import pytest

from sortition.nearest import choose_next, find_nearest
from tests.sortition.test_replacements import QUOTAS, first_by_listing, pool_of, vacant


def missed(panel, instance):
    """By how many seats a panel misses the quotas, counted by hand."""
    pool, quotas, _ = instance
    total = 0
    for f, feature in enumerate(pool.features):
        for v, quota in enumerate(quotas.of(feature)):
            count = sum(int(pool.values[i, f]) == v for i in panel)
            total += max(0, quota.minimum - count) + max(0, count - quota.maximum)
    return total


def nearest_by_listing(instance, stays, queue):
    """The first set in the queue among those that miss the quotas by the fewest seats."""
    sets = list(itertools.combinations(queue, min(instance.size - len(stays), len(queue))))
    least = min(missed([*stays, *one], instance) for one in sets)
    return next(s for s in sets if missed([*stays, *s], instance) == least), least


@pytest.mark.parametrize("first", range(0, 120, 40))
def test_the_next_is_the_first_set_that_misses_the_quotas_by_the_fewest_seats(first):
    off = 0
    for number in range(first, first + 40):
        instance, stays, order, barred = vacant(number)
        queue = [i for i in order if i not in barred]
        kept = first_by_listing(instance, stays, queue)
        expected, least = (kept, 0) if kept else nearest_by_listing(instance, stays, queue)
        names = [[f"m{i}" for i in members] for members in (stays, order, barred)]
        found = choose_next(*instance, stays=names[0], order=names[1], barred=names[2])
        assert found.chosen == tuple(f"m{i}" for i in expected)
        assert found.off_by == least
        assert bool(found.problems) == bool(least)
        off += bool(least)
    assert 0 < off < 40


def test_where_too_few_are_left_all_of_them_come_next():
    pool = pool_of("fy", "mo", "my", "fo")
    found = choose_next(pool, QUOTAS, 2, stays=[], order=["m3"], barred=["m0", "m1", "m2"])
    assert (found.chosen, found.skipped) == (("m3",), ())
    assert found.off_by == 2  # no man, and nobody young
    empty = choose_next(pool, QUOTAS, 2, stays=["m0"], order=["m3"], barred=["m3"])
    assert (empty.chosen, empty.skipped) == ((), ())


def test_one_who_stays_and_breaks_a_quota_does_not_stop_the_search():
    pool = pool_of("fo", "fo", "my", "mo")
    found = find_nearest(pool, QUOTAS, 2, stays=["m0"], order=["m1", "m3", "m2"])
    assert found.chosen == ("m2",)
    assert found.skipped == ("m1", "m3")
    assert found.off_by == 0
