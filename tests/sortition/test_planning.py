"""How many letters: the figures of the design, chances against exact fractions, by stratum."""

from fractions import Fraction
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sortition import planning
from sortition.errors import DrawError
from sortition.planning import Stratum

SHARE = Fraction(2, 100)
RICH = Stratum("Rich", 60_000, Fraction(3, 100))
POOR = Stratum("Poor", 20_000, Fraction(1, 100), gets_more=True)
TOWN = Stratum("Town", 1_000_000, SHARE)


def by_name(plan: planning.LetterPlan) -> dict[str, int]:
    return {own.stratum.name: own.letters for own in plan.strata}


def exactly(wanted: int, letters: list[tuple[int, Fraction]]) -> Fraction:
    """The same chance in fractions, each count of each stratum enumerated."""
    chances = {0: Fraction(1)}
    for count, rate in letters:
        further: dict[int, Fraction] = {}
        for before, chance in chances.items():
            for k in range(count + 1):
                own = comb(count, k) * rate**k * (1 - rate) ** (count - k)
                further[before + k] = further.get(before + k, Fraction(0)) + chance * own
        chances = further
    return sum((chance for k, chance in chances.items() if k >= wanted), Fraction(0))


def test_forty_nine_seats_need_24500_letters_on_average():
    assert planning.letters_expected(490, SHARE) == 24_500
    assert planning.plan_letters([TOWN], 490, "average").letters == 24_500


def test_forty_nine_seats_need_26330_letters_for_certainty():
    assert planning.letters_for_certainty(490, SHARE) == 26_330
    assert planning.plan_letters([TOWN], 490, "total").letters == 26_330
    assert planning.plan_letters([TOWN], 490, "each").letters == 26_330


def test_one_letter_less_is_not_certain():
    assert planning.chance_of_enough(490, 26_329, SHARE) < 0.95
    assert planning.chance_of_enough(490, 26_330, SHARE) >= 0.95


def test_when_all_households_answer_no_letter_is_wasted():
    assert planning.letters_for_certainty(50, Fraction(1)) == 50


RATES = st.fractions(Fraction(1, 50), Fraction(1), max_denominator=50)


@given(st.integers(0, 12), st.lists(st.tuples(st.integers(0, 8), RATES), min_size=1, max_size=3))
def test_chances_are_those_of_exact_fractions(wanted, letters):
    strata = tuple(
        planning.PlannedStratum(Stratum(f"s{i}", 100, rate), count, Fraction(0))
        for i, (count, rate) in enumerate(letters)
    )
    found = planning.LetterPlan(wanted, strata).chance
    assert found == pytest.approx(float(exactly(wanted, letters)), abs=1e-12)


@given(st.integers(1, 300), st.integers(0, 40_000), RATES)
def test_no_chance_is_lost_outside_the_window(wanted, letters, rate):
    assert planning.chance_of_enough(0, letters, rate) == pytest.approx(1, abs=1e-9)
    assert planning.chance_of_enough(letters + 1, letters, rate) == 0


def test_more_letters_go_where_fewer_answer():
    plan = planning.plan_letters([RICH, POOR], 400, "average")
    assert by_name(plan) == {"Rich": 10_000, "Poor": 10_000}
    assert [round(own.expected) for own in plan.strata] == [300, 100]


def test_equal_chances_leave_the_weak_stratum_short():
    plan = planning.plan_letters([RICH, POOR], 400, "average", "equal")
    assert by_name(plan) == {"Rich": 12_000, "Poor": 4_000}
    assert [own.is_short for own in plan.strata] == [False, True]
    assert plan.weakest.stratum is POOR


def test_a_fifth_of_the_letters_goes_to_deprived_strata_only():
    shares = planning.letter_shares([RICH, POOR], "equal", Fraction(1, 5))
    assert shares == {"Rich": Fraction(3, 5), "Poor": Fraction(2, 5)}
    plain = planning.letter_shares([RICH], "equal", Fraction(1, 5))
    assert plain == {"Rich": Fraction(1)}


def test_every_stratum_is_certain_where_each_is_asked_for():
    total = planning.plan_letters([RICH, POOR], 400, "total")
    each = planning.plan_letters([RICH, POOR], 400, "each")
    assert each.letters > total.letters
    assert total.weakest.chance < 0.95 <= each.weakest.chance
    assert [own.letters for own in each.strata] == [own.certain for own in each.strata]


def test_a_town_that_is_too_small_gets_a_letter_for_each_household():
    plan = planning.plan_letters([Stratum("Village", 300, SHARE)], 490)
    assert plan.letters == 300
    assert plan.chance == 0


def test_the_second_wave_goes_by_what_the_first_brought():
    average, certain = planning.second_wave(490, 20_000, 300)
    assert average == 12_667
    assert planning.chance_of_enough(190, certain, Fraction(300, 20_000)) >= 0.95
    assert planning.second_wave(490, 20_000, 490) == (0, 0)


@pytest.mark.parametrize("replied", [0, 11])
def test_no_second_wave_without_a_first_reply(replied):
    with pytest.raises(DrawError, match="at most 10 letters"):
        planning.second_wave(490, 10, replied)


@pytest.mark.parametrize(
    ("households", "rate", "code"),
    [(0, SHARE, "no_household"), (5, Fraction(0), "bad_rate"), (5, Fraction(2), "bad_rate")],
)
def test_a_stratum_has_households_and_a_rate(households, rate, code):
    with pytest.raises(DrawError) as refused:
        Stratum("North", households, rate)
    assert refused.value.code == code
