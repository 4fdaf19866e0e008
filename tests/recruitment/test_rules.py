"""When a quota has too few replies behind it."""

from observatory.recruitment.rules import coverage


def test_a_value_is_weak_below_three_replies_a_seat():
    assert [coverage(pool, 2, 6) for pool in (1, 2, 5, 6)] == ["missing", "weak", "weak", "enough"]
    assert coverage(0, 0, 0) == "enough"
