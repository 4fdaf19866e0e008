"""Quotas from census shares: known apportionments, sums that always hold, tables as they come."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sortition import InputError
from sortition.apportionment import Slack, apportion, quotas_from_shares
from sortition.tables import read_shares

WEIGHTS = st.lists(st.integers(0, 10**7), min_size=1, max_size=8).filter(any)


@pytest.mark.parametrize(
    ("weights", "seats", "expected"),
    [
        ([47000, 16000, 15800, 12000, 6100, 3100], 10, [5, 2, 1, 1, 1, 0]),
        ([1500, 1500, 900, 500, 500, 200], 25, [7, 7, 4, 3, 3, 1]),
        ([1500, 1500, 900, 500, 500, 200], 26, [8, 8, 5, 2, 2, 1]),  # the Alabama paradox
        ([1, 1, 1], 4, [2, 1, 1]),
        ([0, 5, 5], 3, [0, 2, 1]),
    ],
)
def test_seats_go_by_largest_remainder(weights, seats, expected):
    assert apportion([Fraction(w) for w in weights], seats) == expected


def test_small_groups_get_their_minimum_and_the_others_share_the_rest():
    assert apportion([Fraction(w) for w in (960, 30, 10)], 20, least=2) == [16, 2, 2]
    assert apportion([Fraction(w) for w in (98, 2, 0)], 10, least=1) == [9, 1, 0]


@given(WEIGHTS, st.integers(1, 200), st.integers(0, 3), st.integers(0, 4), st.integers(0, 30))
def test_sums_always_hold_the_size_and_every_seat_is_within_one_of_its_share(
    weights, size, least, slack, percent
):
    shares = {"a": {f"v{i}": Fraction(w) for i, w in enumerate(weights)}}
    if sum(w > 0 for w in weights) * least > size:
        with pytest.raises(InputError):
            quotas_from_shares(shares, size, least=least)
        return
    quotas = quotas_from_shares(shares, size, slack=Slack(slack, Fraction(percent)), least=least)
    assert quotas.problems(size) == []
    seats = apportion(list(shares["a"].values()), size, least)
    assert sum(seats) == size
    for quota, count, weight in zip(quotas, seats, weights, strict=True):
        assert quota.minimum <= count <= quota.maximum <= size
        assert quota.minimum >= least or not weight
        assert least or abs(count - size * Fraction(weight, sum(weights))) < 1


def test_the_slack_is_in_seats_or_in_percent_of_the_share_whichever_is_more():
    shares = {"sex": {"f": Fraction(60), "m": Fraction(38), "x": Fraction(2)}}
    quotas = quotas_from_shares(shares, 50, slack=Slack(1, Fraction(10)))
    assert [(q.minimum, q.maximum) for q in quotas] == [(27, 33), (17, 21), (0, 2)]


def test_a_table_is_read_with_percent_decimal_commas_and_notes():
    data = "Feature;Value;Percent;source\nsex;f;50,5 %;INE\nSex;m;49.5;INE\n;;;2025\n"
    assert read_shares(data, "c.csv") == {"sex": {"f": Fraction("50.5"), "m": Fraction("49.5")}}


def test_everything_wrong_in_a_table_is_said_at_once():
    data = 'category,name,people\nsex,f,"1,234"\nsex,F,12\nsex,,7\nage,old,many\nage,young,-3\n'
    with pytest.raises(InputError) as refusal:
        read_shares(data, "c.csv")
    assert [(p.code, p.line) for p in refusal.value.problems] == [
        ("two_readings", 2), ("duplicate_share", 3), ("blank_name", 4),
        ("not_a_number", 5), ("not_a_number", 6),
    ]  # fmt: skip


def test_missing_columns_are_named_together():
    with pytest.raises(InputError) as refusal:
        read_shares("a,b\n1,2\n", "c.csv")
    assert [p.code for p in refusal.value.problems] == ["no_quota_columns", "no_such_column"]


def test_features_that_cannot_be_shared_out_are_all_named():
    shares = {
        "a": {"x": Fraction(0)},
        "b": {"x": Fraction(-1), "y": Fraction(1)},
        "c": {f"v{i}": Fraction(1) for i in range(4)},
    }
    with pytest.raises(InputError) as refusal:
        quotas_from_shares(shares, 5, least=2)
    assert [p.code for p in refusal.value.problems] == [
        "no_people", "negative_share", "too_many_groups",
    ]  # fmt: skip
