"""A ceremony goes one way: people, fingerprint, dice of two people, and then what they decide."""

from dataclasses import replace

import pytest

from observatory.recruitment import queries
from observatory.recruitment.models import Ceremony
from observatory.recruitment.services import ceremonies
from observatory.recruitment.services.ceremonies import People
from observatory.recruitment.services.dice import DiceNotDigits, DiceTooFew
from tests import factories
from tests.recruitment.holding import PEOPLE

DICE, OTHER = "31415926535897932384", "31415926535897932385"
THERE = People(**PEOPLE)


@pytest.fixture
def recruitment(session):
    return factories.recruitment(factories.body())


@pytest.fixture
def ceremony(recruitment):
    return ceremonies.begin_ceremony(recruitment, "letters", THERE)


@pytest.fixture
def read(ceremony):
    """A ceremony whose fingerprint was read aloud."""
    ceremonies.confirm_reading(ceremony)
    return ceremony


@pytest.fixture
def agreed(read):
    """A ceremony with the same dice from two people."""
    for who in ("first", "second"):
        ceremonies.type_dice(read, who, DICE, 20)
    return read


def test_the_steps_follow_each_other(ceremony):
    assert ceremony.stage == "fixed"
    ceremonies.confirm_reading(ceremony)
    assert (ceremony.stage, ceremony.typing) == ("dice", "first")
    ceremonies.type_dice(ceremony, "first", "31415 92653 58979 32384", 20)
    assert (ceremony.stage, ceremony.typing) == ("dice", "second")
    ceremonies.type_dice(ceremony, "second", DICE, 20)
    assert ceremony.stage == "open"
    assert ceremonies.end_ceremony(ceremony, DICE)
    assert ceremony.stage == "result"


def test_nobody_throws_dice_without_witnesses_or_types_alone(recruitment):
    with pytest.raises(ceremonies.WitnessesNeeded):
        ceremonies.begin_ceremony(recruitment, "letters", replace(THERE, witnesses=" "))
    alone = replace(THERE, first_typist="Iris Clerk", second_typist=" iris  CLERK")
    with pytest.raises(ceremonies.TypistsAlike):
        ceremonies.begin_ceremony(recruitment, "letters", alone)


def test_dice_wait_for_the_fingerprint_and_the_second_person_for_the_first(ceremony):
    with pytest.raises(ceremonies.NotReadAloud):
        ceremonies.type_dice(ceremony, "first", DICE, 20)
    ceremonies.confirm_reading(ceremony)
    with pytest.raises(ceremonies.FirstPersonMissing):
        ceremonies.type_dice(ceremony, "second", DICE, 20)


@pytest.mark.parametrize(("typed", "refusal"), [("314", DiceTooFew), ("3x" * 10, DiceNotDigits)])
def test_dice_that_cannot_count_are_refused(read, typed, refusal):
    with pytest.raises(refusal):
        ceremonies.type_dice(read, "first", typed, 20)
    assert read.first_dice is None


def test_the_time_of_reading_stays_when_it_is_said_twice(read):
    first = read.read_aloud_at
    ceremonies.confirm_reading(read)
    assert read.read_aloud_at == first


def test_who_was_there_can_be_corrected_before_the_dice_and_never_after(read):
    ceremonies.change_people(read, replace(THERE, place="Library"))
    assert (read.place, read.stage) == ("Library", "dice")
    ceremonies.type_dice(read, "first", DICE, 20)
    with pytest.raises(ceremonies.DiceTyped):
        ceremonies.change_people(read, replace(THERE, place="Market"))


def test_readings_that_differ_are_both_kept_until_one_is_corrected(read):
    ceremonies.type_dice(read, "first", DICE, 20)
    ceremonies.type_dice(read, "second", OTHER, 20)
    assert (read.stage, read.typing) == ("dice", "both")
    assert (read.first_dice, read.second_dice) == (DICE, OTHER)
    ceremonies.type_dice(read, "first", OTHER, 20)
    assert read.stage == "open"
    assert f"Iris Clerk: {DICE} → {OTHER}" in read.incidents


def test_a_second_click_changes_nothing_and_other_dice_are_refused(read):
    for _ in range(2):
        ceremonies.type_dice(read, "first", DICE, 20)
    assert (read.second_dice, read.incidents) == (None, "")
    with pytest.raises(ceremonies.TypedMeanwhile):
        ceremonies.type_dice(read, "first", OTHER, 20)
    ceremonies.type_dice(read, "second", DICE, 20)
    with pytest.raises(ceremonies.DiceTyped):
        ceremonies.type_dice(read, "second", OTHER, 20)


def test_dice_that_both_misread_are_typed_again_and_stay_in_the_incidents(agreed):
    ceremonies.type_again(agreed, "The ninth die was read as a 5.")
    assert (agreed.first_dice, agreed.typing) == (None, "first")
    assert f"The ninth die was read as a 5. ({DICE})" in agreed.incidents


def test_only_dice_that_everybody_was_shown_are_taken_and_only_once(agreed, read):
    with pytest.raises(ceremonies.TypedMeanwhile):
        ceremonies.end_ceremony(agreed, OTHER)
    assert ceremonies.end_ceremony(agreed, DICE)
    assert not ceremonies.end_ceremony(agreed, DICE)
    with pytest.raises(ceremonies.NotAgreed):
        ceremonies.type_again(agreed, "Too late.")


def test_dice_that_do_not_agree_are_not_taken(read):
    ceremonies.type_dice(read, "first", DICE, 20)
    with pytest.raises(ceremonies.NotAgreed):
        ceremonies.end_ceremony(read, DICE)


def test_incidents_are_added_a_line_each(read):
    ceremonies.note_incident(read, "The lamp\nfailed.")
    ceremonies.note_incident(read, "It was mended.")
    lines = read.incidents.splitlines()
    assert [line[6:] for line in lines] == ["The lamp failed.", "It was mended."]


def test_a_rehearsal_belongs_to_no_draw_and_is_forgotten(ceremony, recruitment, session):
    assert ceremony.is_rehearsal
    assert (ceremony.draw_id, ceremony.invitation_draw_id) == (None, None)
    assert queries.find_rehearsal(recruitment, "letters") is ceremony
    assert queries.find_latest_ceremony(recruitment) is None
    ceremonies.begin_ceremony(recruitment, "letters", THERE)
    assert session.query(Ceremony).count() == 1
    ceremonies.end_rehearsal(recruitment, "letters")
    assert session.query(Ceremony).count() == 0
