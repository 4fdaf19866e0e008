"""The worked examples of counting, and its corners."""

from fractions import Fraction

import pytest

from observatory.ballots.rules import (
    KINDS,
    Tally,
    count_choices,
    count_result,
    show_turnout,
    votes_needed,
)


def support(votes_for: int, accept: int, against: int, abstain: int, quorum: int = 0) -> Tally:
    counts = {"support": votes_for, "accept": accept, "against": against, "abstain": abstain}
    return count_result("support", counts, Fraction(2, 3), Fraction(4, 5), quorum)


@pytest.mark.parametrize(
    ("share", "needed"),
    [
        (Fraction(1, 2), 25),
        (Fraction(2, 3), 33),
        (Fraction(3, 4), 37),
        (Fraction(4, 5), 40),
    ],
)
def test_forty_nine_members_need_the_majorities_that_are_printed(
    share: Fraction, needed: int
) -> None:
    assert votes_needed(share, 49) == needed


def test_half_of_an_even_number_is_no_majority() -> None:
    assert votes_needed(Fraction(1, 2), 48) == 25


def test_support_and_can_live_with_it_both_count_for() -> None:
    tally = support(10, 12, 11, 0)
    assert (tally.votes_for, tally.votes_against, tally.needed) == (22, 11, 22)
    assert tally.is_adopted


def test_one_vote_below_two_thirds_is_not_adopted() -> None:
    assert not support(21, 0, 11, 0).is_adopted


def test_a_tie_is_not_adopted_even_at_a_threshold_of_one_half() -> None:
    counts = {"yes": 5, "no": 5, "abstain": 3}
    assert not count_result("agree", counts, Fraction(1, 2), Fraction(4, 5), 0).is_adopted


def test_four_fifths_are_strong_support_and_one_vote_less_is_not() -> None:
    assert support(40, 0, 9, 0).is_strong
    assert not support(39, 0, 10, 0).is_strong


def test_abstentions_count_for_the_quorum_and_for_nothing_else() -> None:
    tally = support(2, 0, 1, 30, quorum=33)
    assert tally.has_quorum
    assert tally.is_adopted
    assert not support(2, 0, 1, 29, quorum=33).is_adopted


def test_nothing_is_adopted_by_abstentions_alone() -> None:
    assert not support(0, 0, 0, 49, quorum=33).is_adopted


def test_counts_of_fewer_than_ten_voters_are_withheld() -> None:
    assert support(9, 0, 0, 0).is_withheld
    assert not support(9, 0, 0, 1).is_withheld


def test_options_nobody_chose_are_counted_as_none() -> None:
    assert count_choices("agree", ["yes", "yes"]) == {"yes": 2, "no": 0, "abstain": 0}


def test_every_kind_lets_people_abstain_and_counts_every_other_option() -> None:
    for kind in KINDS.values():
        counted = kind.counted_for + kind.counted_against
        assert sorted((*counted, "abstain")) == sorted(kind.keys)


def test_turnout_is_told_in_steps_of_ten() -> None:
    assert [show_turnout(votes) for votes in (0, 9, 10, 49)] == [0, 0, 10, 40]
