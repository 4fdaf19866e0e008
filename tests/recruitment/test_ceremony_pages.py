"""The ceremony of draw 1 on the projector: the same steps, and dice that draw the letters."""

import pytest

from observatory.record import RecordEntry
from observatory.recruitment import services
from observatory.recruitment.models import Ceremony, InvitationDraw
from tests.recruitment import cases
from tests.recruitment.holding import PEOPLE, hold, lead_to_dice, type_dice

DICE = cases.DICE


@pytest.fixture
def address(clerk, made):
    """The ceremony's pages, once the list of households is fixed."""
    services.lock_quotas(made)
    cases.with_register(made)
    services.prepare_invitations(made, 4, "district")
    return f"/en/town/recruitments/{made.id}/letters/dice"


def test_the_fingerprint_of_the_list_is_shown_before_the_dice(clerk, address, session):
    assert clerk.get(address).location.endswith("/people")
    lead_to_dice(clerk, address)
    page = clerk.get(f"{address}/fixed").text
    digest = session.query(InvitationDraw).one().commitment_digest
    assert all(digest[i : i + 4] in page for i in range(0, 64, 4))
    assert "The 20 dice put all homes in order." in page


def test_dice_that_both_typed_draw_the_letters_once(clerk, address, session):
    for _ in range(2):
        page = hold(clerk, address, DICE)
    assert "The dice are thrown" in page.text
    draw = session.query(InvitationDraw).one()
    assert draw.dice == DICE
    assert session.query(RecordEntry).filter_by(kind="letters_drawn").count() == 1
    assert session.query(Ceremony).one().invitation_draw_id == draw.id


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("123", "Digits needed: 20. Typed: 3. Missing: 17."),
        ("12a", "Dice show only digits, but character 3 is"),
    ],
)
def test_bad_letter_dice_are_refused_in_words(clerk, address, typed, sentence):
    lead_to_dice(clerk, address)
    page = type_dice(clerk, address, "first", typed).text
    assert sentence in page
    assert f'value="{typed}"' in page


@pytest.mark.parametrize("name", PEOPLE)
def test_a_blank_is_nobody_and_nowhere(clerk, address, name, session):
    answer = clerk.post(f"{address}/people", data=PEOPLE | {name: "   "})
    assert "There is a problem" in answer.text
    assert session.query(Ceremony).count() == 0


@pytest.mark.parametrize("text", ["   ", "a" * 501])
def test_an_incident_has_words_and_not_too_many(clerk, address, text, session):
    lead_to_dice(clerk, address)
    answer = clerk.post(f"{address}/incident", data={"text": text})
    assert "There is a problem" in answer.text
    assert session.query(Ceremony).one().incidents == ""


def test_a_rehearsal_draws_no_letter(clerk, made, session):
    base = f"/en/town/recruitments/{made.id}/letters/dice/rehearsal"
    page = hold(clerk, base, DICE).text
    assert "REHEARSAL" in page
    assert "The dice are thrown" in page
    assert session.query(InvitationDraw).count() == session.query(RecordEntry).count() == 0
    clerk.post(f"{base}/end")
    assert session.query(Ceremony).count() == 0


def test_dice_wait_until_the_list_is_fixed(clerk, made):
    base = f"/en/town/recruitments/{made.id}/letters/dice"
    assert clerk.get(base).status_code == 404
    assert clerk.get(f"{base}/people").status_code == 404
