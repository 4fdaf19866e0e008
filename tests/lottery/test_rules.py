"""How many letters: the figures that the design gives for 49 seats."""

from fractions import Fraction

from observatory.lottery.rules import coverage, letters_expected, letters_for_certainty

SHARE = Fraction(2, 100)


def test_forty_nine_seats_need_24500_letters_on_average():
    assert letters_expected(49, Fraction(10), SHARE) == 24_500


def test_forty_nine_seats_need_26330_letters_for_certainty():
    assert letters_for_certainty(49, Fraction(10), SHARE) == 26_330


def test_when_all_households_answer_no_letter_is_wasted():
    assert letters_for_certainty(5, Fraction(10), Fraction(1)) == 50


def test_a_value_is_weak_below_three_replies_a_seat():
    assert [coverage(pool, 2) for pool in (1, 2, 5, 6)] == ["missing", "weak", "weak", "enough"]
    assert coverage(0, 0) == "enough"
