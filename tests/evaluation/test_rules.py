"""Median grade, consensus and word count against worked examples and other arithmetic."""

import math
from statistics import median_low

import pytest
from hypothesis import given
from hypothesis import strategies as st

from observatory.evaluation import rules

COUNTS = st.lists(st.integers(0, 12), min_size=5, max_size=5)


def grades_of(counts: list[int]) -> list[int]:
    return [grade for grade, count in enumerate(counts, start=1) for _ in range(count)]


@pytest.mark.parametrize(
    ("counts", "median"),
    [
        ([0, 0, 1, 0, 0], 3),
        ([1, 0, 0, 0, 1], 1),  # of two, the lower one
        ([10, 8, 6, 7, 18], 4),  # 49 grades: the 25th
        ([12, 12, 0, 12, 12], 2),
        ([0, 0, 0, 24, 25], 5),
        ([0, 0, 0, 0, 0], None),
    ],
)
def test_the_median_grade_is_the_lower_one_in_the_middle(
    counts: list[int], median: int | None
) -> None:
    assert rules.median_grade(counts) == median


@given(COUNTS.filter(any))
def test_the_median_grade_is_the_low_median_of_the_single_grades(counts: list[int]) -> None:
    assert rules.median_grade(counts) == median_low(grades_of(counts))


@pytest.mark.parametrize(
    ("counts", "thousandths"),
    [
        ([0, 0, 0, 7, 0], 1000),  # all agree
        ([5, 0, 0, 0, 5], 0),  # half worst, half best
        ([1, 1, 1, 1, 1], 433),  # 1 + 0.4 log2(1/2) + 0.4 log2(3/4)
        ([0, 5, 0, 5, 0], 584),  # 1 + log2(3/4)
        ([0, 0, 5, 5, 0], 807),  # 1 + log2(7/8)
    ],
)
def test_consensus_has_the_values_worked_out_by_hand(counts: list[int], thousandths: int) -> None:
    assert rules.consensus(counts) == thousandths


@given(COUNTS.filter(any))
def test_consensus_is_the_formula_summed_over_single_grades(counts: list[int]) -> None:
    grades = grades_of(counts)
    mean = sum(grades) / len(grades)
    logs = [math.log2(1 - abs(grade - mean) / 4) for grade in grades]
    exact = 1000 * (1 + math.fsum(logs) / len(grades))
    figure = rules.consensus(counts)
    assert figure is not None
    assert -0.001 < exact - figure < 1.001
    assert 0 <= figure <= 1000


def test_nothing_graded_has_neither_median_nor_consensus() -> None:
    assert rules.median_grade([0] * 5) is None
    assert rules.consensus([0] * 5) is None
    assert rules.agreement(None) == ""


@pytest.mark.parametrize(
    ("thousandths", "word"),
    [(1000, "broad"), (750, "broad"), (749, "mixed"), (500, "mixed"), (499, "divided")],
)
def test_the_consensus_figure_has_a_word(thousandths: int, word: str) -> None:
    assert rules.agreement(thousandths) == word


def test_words_are_what_stands_between_spaces() -> None:
    assert rules.count_words("  Forty-nine members\n met on 3 days. ") == 6
