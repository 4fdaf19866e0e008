"""Replacements against every set of replacements, listed, on tiny pools."""

import itertools
from fractions import Fraction

import numpy as np
import pytest

from sortition import InfeasibleError, InputError, Pool, Quota, Quotas
from sortition.alternates import advise_alternates, dropout_of
from sortition.replacements import find_replacements
from tests.sortition.instances import Instance, load, meets_quotas, tiny


def vacant(number):
    """A tiny panel of which some leave: those who stay, the order, and whom nobody may draw."""
    instance = tiny(number)
    rng = np.random.default_rng(1000 + number)
    members = range(len(instance.pool))
    panels = [
        p for p in itertools.combinations(members, instance.size) if meets_quotas(p, instance)
    ]
    panel = rng.permutation(panels[int(rng.integers(len(panels)))]).tolist()
    gone = panel[: int(rng.integers(1, 4))]
    order = rng.permutation([i for i in members if i not in panel]).tolist()
    return instance, panel[len(gone) :], order, [*gone, *order[:1]]


def first_by_listing(instance, stays, queue):
    """The first set, in the order of the queue, that completes the panel; None if none does."""
    sets = itertools.combinations(queue, instance.size - len(stays))
    return next((s for s in sets if meets_quotas([*stays, *s], instance)), None)


def replaced(instance, stays, order, barred, **more):
    names = [[f"m{i}" for i in members] for members in (stays, order, barred)]
    return find_replacements(*instance, stays=names[0], order=names[1], barred=names[2], **more)


@pytest.mark.parametrize("first", range(0, 160, 40))
def test_the_replacements_are_the_first_set_in_the_order_that_keeps_the_quotas(first):
    refused = 0
    for number in range(first, first + 40):
        instance, stays, order, barred = vacant(number)
        queue = [i for i in order if i not in barred]
        expected = first_by_listing(instance, stays, queue)
        if expected is None:
            refused += 1
            with pytest.raises(InfeasibleError) as refusal:
                replaced(instance, stays, order, barred)
            assert refusal.value.problems
            continue
        found = replaced(instance, stays, order, barred)
        assert found.chosen == tuple(f"m{i}" for i in expected)
        passed = queue[: queue.index(expected[-1])]
        assert found.skipped == tuple(f"m{i}" for i in passed if i not in expected)
    assert 0 < refused < 40


@pytest.mark.parametrize("number", range(40))
def test_with_fewer_seats_allowed_the_smallest_set_wins(number):
    instance, stays, order, barred = vacant(number)
    queue = [i for i in order if i not in barred]
    smaller = (instance._replace(size=s) for s in range(len(stays), instance.size + 1))
    expected = next(
        (s for one in smaller if (s := first_by_listing(one, stays, queue)) is not None), None
    )
    if expected is None:
        with pytest.raises(InfeasibleError):
            replaced(instance, stays, order, barred, least_size=0)
    else:
        found = replaced(instance, stays, order, barred, least_size=0)
        assert found.chosen == tuple(f"m{i}" for i in expected)


QUOTAS = Quotas(
    (
        Quota("sex", "f", 1, 1),
        Quota("sex", "m", 1, 1),
        Quota("age", "y", 1, 2),
        Quota("age", "o", 0, 1),
    )
)


def pool_of(*texts):
    rows = [dict(zip(("sex", "age"), text, strict=True)) for text in texts]
    return Pool.from_rows([f"m{i}" for i in range(len(rows))], rows, QUOTAS)


def test_one_seat_goes_to_the_first_who_keeps_the_quotas_and_the_skips_are_told():
    pool = pool_of("fy", "mo", "my", "fo", "fy", "fo")
    found = find_replacements(
        pool, QUOTAS, 2, stays=["m1"], order=["m2", "m3", "m4", "m5"], barred=["m0"]
    )
    assert found.chosen == ("m4",)
    assert found.skipped == ("m2", "m3")


def test_the_quota_that_must_give_is_named():
    pool = pool_of("fy", "mo", "my", "fo")
    with pytest.raises(InfeasibleError) as refusal:
        find_replacements(pool, QUOTAS, 2, stays=["m1"], order=["m2", "m3"], barred=["m0"])
    named = {(p.code, p.params["feature"], p.value) for p in refusal.value.problems}
    assert {code for code, _, _ in named} >= {"relaxed_quota"}
    assert all("take" in p.sentence() for p in refusal.value.problems if p.code == "relaxed_quota")


def test_ids_that_cannot_be_used_are_named_all_at_once():
    pool = pool_of("fy", "mo", "my", "fo")
    with pytest.raises(InputError) as refusal:
        find_replacements(
            pool, QUOTAS, 2, stays=["m1", "m2", "m0"], order=["m3", "m3", "m9"], barred=["m1"]
        )
    assert sorted(problem.code for problem in refusal.value.problems) == [
        "member_twice", "stays_and_barred", "too_many_stay", "unknown_member",
    ]  # fmt: skip


def test_too_few_people_left_is_a_sentence():
    pool = pool_of("fy", "mo", "my", "fo")
    with pytest.raises(InfeasibleError, match="fewer than the 2 seats"):
        find_replacements(pool, QUOTAS, 2, stays=["m1"], order=["m3"], barred=["m3"])


def test_a_batch_in_a_large_pool_is_found():
    pool, quotas, size = load("madrid_49")
    start = find_replacements(pool, quotas, size, stays=[], order=pool.ids)
    gone = set(start.chosen[::7])
    stays = [own for own in start.chosen if own not in gone]
    found = find_replacements(pool, quotas, size, stays=stays, order=pool.ids, barred=gone)
    assert len(found.chosen) == len(gone)
    assert not gone & set(found.chosen)
    places = [pool.ids.index(own) for own in [*stays, *found.chosen]]
    assert meets_quotas(places, Instance(pool, quotas, size))


def shares_by_listing(instance, panel, order, certain):
    """Which numbers of alternates restore the panel when exactly `certain` leave."""
    stays = [i for i in panel if i not in certain]
    return [
        first_by_listing(instance, stays, [i for i in order[:a] if i not in certain]) is not None
        for a in range(len(order) + 1)
    ]


@pytest.mark.parametrize("number", range(20))
def test_where_it_is_certain_who_leaves_the_advice_is_what_listing_finds(number):
    instance, stays, order, barred = vacant(number)
    panel = [*stays, *(i for i in barred if i not in order)]
    dropout = np.isin(np.arange(len(instance.pool)), barred).astype(float)
    ids = [[f"m{i}" for i in members] for members in (panel, order)]
    advice = advise_alternates(*instance, panel=ids[0], order=ids[1], dropout=dropout, trials=2)
    expected = shares_by_listing(instance, panel, order, barred)
    assert advice.shares.tolist() == [float(does) for does in expected]
    assert advice.enough() == (expected.index(True) if any(expected) else None)


FACTORS = {"sex": {"F": Fraction(2)}, "AGE": {"y": Fraction("1.5"), "o": Fraction("0.5")}}


def test_the_chance_to_leave_is_the_base_times_the_factors_of_ones_values():
    pool = pool_of("fy", "fo", "my", "mo")
    assert dropout_of(pool, QUOTAS, 0.1, FACTORS) == pytest.approx([0.3, 0.1, 0.15, 0.05])
    assert dropout_of(pool, QUOTAS, 0.9, FACTORS).max() == 1


def test_factors_of_what_no_quota_has_are_named():
    wrong = {"sex": {"x": Fraction(1)}, "height": {"tall": Fraction(2)}}
    with pytest.raises(InputError) as refusal:
        dropout_of(pool_of("fy"), QUOTAS, 0.1, wrong, "factors.csv")
    found = [(one.code, one.file, one.value) for one in refusal.value.problems]
    assert found == [
        ("unknown_value", "factors.csv", "x"),
        ("unknown_feature", "factors.csv", "height"),
    ]


def test_more_alternates_never_do_worse_and_the_error_is_told():
    pool, quotas, size = load("mass_24")
    panel = find_replacements(pool, quotas, size, stays=[], order=pool.ids).chosen
    order = [own for own in pool.ids if own not in panel]
    advice = advise_alternates(
        pool, quotas, size, panel=panel, order=order, dropout=np.full(len(pool), 0.1), trials=40
    )
    assert (np.diff(advice.shares) >= 0).all()
    assert advice.standard_errors == pytest.approx(
        np.sqrt(advice.shares * (1 - advice.shares) / 40)
    )
    again = advise_alternates(
        pool, quotas, size, panel=panel, order=order, dropout=np.full(len(pool), 0.1), trials=40
    )
    assert again.shares.tolist() == advice.shares.tolist()
