"""The planner's page: before the register exists, with its strata, and on to the letters."""

import re

import pytest

from observatory.recruitment import queries, services
from observatory.recruitment.models import InvitationDraw
from tests.recruitment import cases

NORTH = "?ratio=10&response=2&s-0-name=North"
TYPED = (
    "?ratio=10&response=2&s-0-name=Rich&s-0-homes=60000&s-0-rate=3"
    "&s-1-name=Poor&s-1-homes=20000&s-1-rate=1"
)


@pytest.fixture
def room(made):
    made.seats = 49
    return f"/en/town/recruitments/{made.id}/planner"


def plain(answer) -> str:
    return " ".join(re.sub("<[^>]*>", " ", answer.text).split())


def test_the_planner_works_before_there_is_a_register(clerk, room):
    shown = plain(clerk.get(room))
    assert "26,330 letters" in shown
    assert "Enough on average 24,500 490" in shown
    assert "Use these numbers" not in shown


def test_a_decimal_comma_is_a_decimal_point(clerk, room):
    assert "19,600" in clerk.get(f"{room}?ratio=10&response=2,5").text


def test_the_smallest_rate_that_the_page_names_is_taken(clerk, room):
    assert "4,900,000" in clerk.get(f"{room}?ratio=10&response=0.01").text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("?ratio=0&response=2", "Write a number from 1 to 100"),
        ("?ratio=10&response=nan", "Write a number from 0.01 to 100"),
        ("?ratio=10&response=sNaN", "Write a number from 0.01 to 100"),
        (f"{NORTH}&s-0-homes=9223372036854775807", "Write a number from 1 to 100,000,000"),
        (NORTH, "Write how many households there are"),
        (f"{TYPED}&s-2-name=Rich&s-2-homes=5", "Another line has the same name"),
    ],
)
def test_what_cannot_be_used_is_said_and_kept(clerk, room, typed, sentence):
    answer = clerk.get(room + typed)
    assert sentence in answer.text
    assert 'id="error-summary"' in answer.text


def test_parts_that_answer_less_get_more_letters(clerk, room):
    shown = plain(clerk.get(f"{room}{TYPED}&aim=average"))
    assert "Rich 60,000 12,250 368 368" in shown
    assert "Poor 20,000 12,250 122 122" in shown


def test_a_part_that_falls_short_is_named(clerk, room):
    shown = plain(clerk.get(f"{room}{TYPED}&aim=average&spread=equal"))
    assert "Poor: 122 replies are wanted, but only 49 are to be expected." in shown
    assert "The part that decides: Poor." in shown


def test_a_fifth_of_the_letters_goes_to_the_ticked_part(clerk, room):
    shown = plain(clerk.get(f"{room}{TYPED}&aim=average&spread=equal&extra=20&s-1-more=y"))
    rich, poor = re.search(r"Rich 60,000 (\S+).*?Poor 20,000 (\S+)", shown).groups()
    letters = [int(number.replace(",", "")) for number in (rich, poor)]
    assert letters[1] / sum(letters) == pytest.approx(0.4, abs=0.001)


def test_letters_cost_what_is_typed(clerk, room):
    assert "€22,380.50" in clerk.get(f"{room}?ratio=10&response=2&price=0.85").text


def test_more_lines_keep_what_was_typed(clerk, room):
    shown = clerk.get(f"{room}{TYPED}&more=1").text
    assert 'value="Poor"' in shown
    assert 'name="s-5-name"' in shown


def test_a_second_wave_goes_by_the_replies_so_far(clerk, room):
    typed = "?ratio=10&response=2&sent=20000&replied=300"
    assert "12,667" in clerk.get(room + typed).text
    assert "There cannot be more replies" in clerk.get(f"{room}?sent=10&replied=11").text
    assert "There are enough replies." in clerk.get(f"{room}?sent=1000&replied=490").text


def test_a_small_register_is_said_to_be_too_small(clerk, made, room):
    cases.with_register(made)
    shown = plain(clerk.get(room))
    assert "There are too few households for so many replies" in shown
    assert "North 2 2" in shown


def test_the_planners_numbers_are_used_for_the_letters(clerk, made, session):
    services.lock_quotas(made)
    cases.with_register(made)
    typed = "?ratio=1&response=100&s-0-rate=100&s-1-rate=50&aim=average"
    shown = clerk.get(f"/en/town/recruitments/{made.id}/planner{typed}").text
    onwards = re.search(r'href="([^"]*/letters\?[^"]*)"', shown).group(1).replace("&amp;", "&")
    filled = clerk.get(onwards).text
    numbers = re.findall(r'name="n-(\d)"\s+value="(\d)"', filled)
    assert numbers == [("0", "1"), ("1", "2")]
    data = {"letters": "3", "stratum": "numbers"} | {f"n-{at}": text for at, text in numbers}
    clerk.post(f"/en/town/recruitments/{made.id}/letters", data=data)
    draw = session.query(InvitationDraw).one()
    assert draw.per_stratum == {"North": 1, "South": 2}
    services.draw_invitations(draw, cases.DICE)
    session.commit()
    assert sorted(row.stratum for row in queries.list_letters(made)) == ["North", "South", "South"]


@pytest.mark.parametrize(
    ("numbers", "sentence"),
    [
        (("1", "2"), "The numbers below add up to 3 letters"),
        (("4", "0"), "There are only 2 households in North."),
    ],
)
def test_numbers_that_cannot_be_are_refused(clerk, made, session, numbers, sentence):
    services.lock_quotas(made)
    cases.with_register(made)
    data = {"letters": "4", "stratum": "numbers", "n-0": numbers[0], "n-1": numbers[1]}
    answer = clerk.post(f"/en/town/recruitments/{made.id}/letters", data=data)
    assert sentence in answer.text
    assert session.query(InvitationDraw).count() == 0
