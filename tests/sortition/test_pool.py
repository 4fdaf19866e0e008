"""Pools and quotas say everything that is wrong with them, and where."""

import numpy as np
import pytest

from sortition import InputError, Pool, Quota, Quotas

SEX = Quotas((Quota("Sex", "Woman", 1, 2), Quota("Sex", "Man", 1, 2)))


def codes(problems):
    return [problem.code for problem in problems]


def test_features_and_values_compare_without_case():
    pool = Pool.from_rows(["a", "b"], [{"sex": "MAN"}, {"sex": " woman "}], SEX)
    assert pool.features == ("Sex",)
    assert pool.values.tolist() == [[1], [0]]


def test_every_unknown_value_and_duplicate_id_is_named_with_its_line():
    rows = [{"sex": "man"}, {"sex": "robot"}, {"sex": ""}]
    with pytest.raises(InputError) as refusal:
        Pool.from_rows(["a", "b", "a"], rows, SEX, "people.csv")
    problems = refusal.value.problems
    assert sorted(codes(problems)) == ["blank_value", "duplicate_id", "unknown_value"]
    assert (
        'people.csv, line 3, column Sex, value "robot": no quota of Sex has this value.'
        in str(refusal.value).splitlines()
    )


def test_a_missing_column_is_said_once():
    with pytest.raises(InputError) as refusal:
        Pool.from_rows(["a", "b"], [{"age": "1"}, {"age": "2"}], SEX)
    assert codes(refusal.value.problems) == ["missing_column"]


def test_members_alike_in_every_feature_share_a_type():
    rows = [{"sex": "man"}, {"sex": "woman"}, {"sex": "man"}]
    types = Pool.from_rows(["a", "b", "c"], rows, SEX).types()
    assert types.values.tolist() == [[0], [1]]
    assert types.multiplicity.tolist() == [1, 2]
    assert np.array_equal(types.of_member, [1, 0, 1])


def test_good_quotas_have_no_problems():
    assert SEX.problems(3) == []


@pytest.mark.parametrize(
    ("quotas", "size", "expected"),
    [
        ((Quota("a", "x", 1, 2), Quota("A", "X", 1, 2)), 3, "duplicate_quota"),
        ((Quota("a", "x", 3, 2),), 2, "minimum_above_maximum"),
        ((Quota("a", "x", -1, 2),), 2, "negative_quota"),
        ((Quota("a", "x", 2, 2), Quota("a", "y", 2, 2)), 3, "sum_of_minima"),
        ((Quota("a", "x", 0, 1), Quota("a", "y", 0, 1)), 3, "sum_of_maxima"),
        ((), 3, "no_quotas"),
        ((Quota("a", "x", 0, 1),), 0, "bad_size"),
    ],
)
def test_a_problem_of_the_quotas_has_its_code(quotas, size, expected):
    assert expected in codes(Quotas(quotas).problems(size, "quotas.csv"))
