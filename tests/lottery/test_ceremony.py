"""The ceremony: dice read by two people open the panel that they name, and no other."""

import json

import pytest

from observatory.lottery import queries, services
from observatory.lottery.models import Place
from observatory.lottery.services import draws
from observatory.record import RecordEntry
from observatory.recruitment.services import dice
from observatory.recruitment.services.ceremonies import WitnessesNeeded
from sortition import proofs
from tests import factories

DICE = "137 141592653589793238462"
THROWN = DICE.replace(" ", "")
WITNESSES = "Ana Secretary\nLuis Notary"


@pytest.fixture
def draw(session):
    """A solved draw."""
    made = services.freeze_draw(factories.pooled(factories.body()))
    session.commit()
    return made


def throw(draw, first=DICE, second=THROWN):
    return services.draw_panel(draw, first, second, WITNESSES)


def test_the_first_three_dice_are_the_number_of_the_panel(draw):
    throw(draw)
    assert (draw.state, draw.dice, draw.panel_number) == ("drawn", THROWN, 137)
    drawn = {place.respondent_id for place in queries.list_drawn(draw)}
    assert drawn == set(draw.lottery[137])


def test_the_drawn_codes_open_the_root_that_was_fixed_before_the_dice(draw):
    fixed = proofs.read_canonical(draw.panels_record.encode())
    throw(draw)
    result = proofs.read_canonical(draw.result.encode())
    leaves = [
        proofs.H("seat", bytes.fromhex(salt), bytes.fromhex(own)) for own, salt in result["seats"]
    ]
    assert proofs.merkle_root(leaves).hex() == fixed["roots"][137]
    opened = {own for own, _ in result["seats"]}
    assert opened == {place.respondent.pid for place in queries.list_drawn(draw)}
    assert result["commit"] == fixed["commit"] == draw.commitment_digest
    assert result["panels"] == draw.panels_digest


def test_vacancies_go_down_the_published_order(draw):
    throw(draw)
    result = proofs.read_canonical(draw.result.encode())
    assert [one.respondent.pid for one in queries.list_alternates(draw)] == result["order"]
    everybody = sorted(place.rank for place in draw.places)
    assert everybody == list(range(1, len(everybody) + 1))


def test_a_second_submission_never_changes_the_result(draw):
    throw(draw)
    first = draw.result, draw.drawn_at
    throw(draw)
    with pytest.raises(draws.AlreadyDrawn):
        throw(draw, "9" * 24, "9" * 24)
    assert (draw.result, draw.drawn_at, draw.panel_number) == (*first, 137)


def test_a_drawn_panel_is_never_drawn_again(draw):
    throw(draw)
    with pytest.raises(draws.AlreadyDrawn):
        services.freeze_draw(draw.recruitment, "The result does not please us.")


def test_readings_that_differ_are_refused_with_the_place(draw):
    with pytest.raises(dice.DiceDiffer) as refused:
        throw(draw, DICE, THROWN[:5] + "0" + THROWN[6:])
    assert refused.value.params == {"position": 6, "first": "1", "second": "0"}
    with pytest.raises(dice.DiceLengthsDiffer):
        throw(draw, DICE, THROWN + "7")
    assert draw.state == "solved"


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [("13714", dice.DiceTooFew), ("", dice.DiceTooFew), ("1x7" + "0" * 21, dice.DiceNotDigits)],
)
def test_dice_that_cannot_count_are_refused(draw, typed, refusal):
    with pytest.raises(refusal):
        throw(draw, typed, typed)
    assert draw.result is None


def test_nobody_throws_dice_without_witnesses(draw):
    with pytest.raises(WitnessesNeeded):
        services.draw_panel(draw, DICE, DICE, " ")


def test_the_dice_wait_until_the_panels_are_fixed(session):
    frozen = services.freeze_draw(factories.pooled(factories.body()))
    with pytest.raises(draws.NotSolved):
        throw(frozen)


def test_dice_cannot_open_an_attempt_that_was_replaced(draw, session):
    services.freeze_draw(draw.recruitment, "A reply by post was missing.")
    with pytest.raises(draws.NotSolved):
        throw(draw)


def test_panels_swapped_after_they_were_fixed_do_not_open(draw):
    draw.lottery = [draw.lottery[0]] * 1000
    with pytest.raises(draws.PanelDoesNotOpen):
        throw(draw)


def test_the_record_holds_dice_and_hashes_but_no_names(draw, session):
    throw(draw)
    entry = session.query(RecordEntry).filter_by(kind="panel_drawn").one()
    content = json.loads(entry.content)
    assert (content["dice"], content["number"]) == (THROWN, 137)
    assert content["result"] == proofs.sha256(draw.result.encode()).hex()
    assert "Ana" not in entry.content


def test_chances_are_how_many_of_the_panels_hold_the_person(draw, session):
    for place in session.query(Place).filter_by(draw_id=draw.id):
        assert place.chances == sum(place.respondent_id in panel for panel in draw.lottery)
