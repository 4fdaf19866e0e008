"""Draw 1: no letters before the lock, a list fixed before the dice, one letter a household."""

import json
from collections import Counter

import pytest

from observatory.record import RecordEntry
from observatory.recruitment import queries, services
from observatory.recruitment.models import Recruitment
from observatory.recruitment.services import invitations
from sortition import proofs
from sortition.errors import DrawError
from tests.recruitment import cases


def test_no_letters_before_the_quotas_are_locked(session):
    made = cases.recruitment(is_locked=False)
    cases.with_register(made)
    with pytest.raises(services.QuotasUnlocked):
        services.prepare_invitations(made, 2, None)


def test_letters_need_a_register(session):
    with pytest.raises(invitations.NoRegister):
        services.prepare_invitations(cases.recruitment(), 2, None)


def test_a_household_gets_one_letter_only(session):
    made = cases.recruitment()
    cases.with_register(made)
    with pytest.raises(invitations.TooManyLetters):
        services.prepare_invitations(made, 6, None)


def test_letters_are_spread_only_over_columns_of_the_register(session):
    made = cases.recruitment()
    cases.with_register(made, b"household,born\nH1,1980-01-01\n")
    with pytest.raises(invitations.NoSuchStratum):
        services.prepare_invitations(made, 1, "district")


def test_the_list_is_fixed_before_the_dice(session):
    draw = cases.with_letters()
    content = json.loads(draw.commitment)
    assert draw.commitment_digest == proofs.sha256(draw.commitment.encode()).hex()
    assert content["counts"]["eligible"] == 5
    kinds = [entry.kind for entry in session.query(RecordEntry).order_by(RecordEntry.number)]
    assert kinds[-2:] == ["letters_prepared", "letters_drawn"]


def test_each_stratum_gets_its_share_of_the_letters(session):
    draw = cases.with_letters(letters=4)
    letters = queries.list_letters(session.get_one(Recruitment, draw.recruitment_id))
    assert draw.counts == Counter(stratum for _, _, stratum, _, _ in letters)
    assert draw.counts == {"North": 2, "South": 2}
    assert [number for number, *_ in letters] == [1, 2, 3, 4]
    assert len({household for _, household, *_ in letters}) == 4


def test_dice_come_after_the_list_and_only_once(session):
    draw = cases.with_letters()
    with pytest.raises(invitations.LettersDrawn):
        services.draw_invitations(draw, cases.DICE)
    draw.commitment = None
    with pytest.raises(invitations.LettersNotPrepared):
        services.draw_invitations(draw, cases.DICE)


@pytest.mark.parametrize(
    ("dice", "code"), [("123", "dice_too_few"), ("12345678901234567890x", "dice_not_digits")]
)
def test_bad_dice_are_refused(session, dice, code):
    draw = cases.with_letters()
    draw.dice = None
    with pytest.raises(DrawError) as refused:
        services.draw_invitations(draw, dice)
    assert refused.value.code == code


def test_a_household_in_two_districts_stops_the_draw(session):
    made = cases.recruitment()
    register = b"household,district,born\nH1,North,1980-01-01\nH1,South,1980-01-01\n"
    cases.with_register(made, register)
    draw = services.prepare_invitations(made, 1, "district")
    session.commit()
    session.expire_all()
    assert cases.job_of(draw).detail["problems"][0]["code"] == "two_strata"
    assert draw.commitment is None


def test_persons_are_drawn_by_their_keys_with_one_letter_a_home(session):
    made = cases.recruitment()
    register = cases.REGISTER + b"H2,P10,North,01,woman,1960-05-01\n"
    cases.with_register(made, register)
    draw = services.prepare_invitations(made, 4, "district", unit="person")
    session.commit()
    assert json.loads(draw.commitment)["unit"] == "person"
    services.draw_invitations(draw, cases.DICE)
    session.commit()
    letters = queries.list_persons(made)
    assert {person[0] for _, _, person, *_ in letters} == {"P"}
    assert len({household for _, household, *_ in letters}) == len(letters) == 4


def test_persons_are_not_drawn_from_a_register_without_them(session):
    made = cases.recruitment()
    cases.with_register(made, b"household,born\nH1,1980-01-01\n")
    with pytest.raises(invitations.NoPersons):
        services.prepare_invitations(made, 1, None, unit="person")
