"""Two clerks at two computers, and several clicks at the same moment: one panel, once."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from observatory.lottery import services
from observatory.lottery.rules import short_length
from observatory.record import RecordEntry
from observatory.recruitment.queries import find_ceremony
from tests import factories
from tests.recruitment.holding import lead_to_dice, type_dice

DICE, OTHER = "137141592653589793238462", "999141592653589793238462"


@pytest.fixture
def draw(session):
    made = services.freeze_draw(factories.pooled(factories.body("town")))
    session.commit()
    return made


@pytest.fixture
def address(draw):
    return f"/en/town/recruitments/{draw.recruitment_id}/ceremony"


@pytest.fixture
def clerks(app, draw, session):
    """Four browsers of two clerks, the ceremony led to its dice."""
    body = session.get_one(factories.Body, draw.recruitment.body_id)
    accounts = [factories.staff(body, "clerk") for _ in range(2)] * 2
    return [factories.sign_in(app.test_client(), account) for account in accounts]


def send_at_once(clerks, address, sent):
    """Send forms at the same moment; return their answers."""
    with ThreadPoolExecutor(len(clerks)) as pool:
        waiting = [
            pool.submit(clerk.post, address, data=data)
            for clerk, data in zip(clerks, sent, strict=True)
        ]
        return [one.result() for one in waiting]


def test_four_clicks_at_once_open_one_panel(clerks, draw, address, session):
    lead_to_dice(clerks[0], address)
    for who in ("first", "second"):
        type_dice(clerks[0], address, who, DICE)
    answers = send_at_once(clerks, f"{address}/open", [{"dice": DICE}] * 4)
    assert {answer.status_code for answer in answers} == {302}
    session.expire_all()
    assert (draw.state, draw.panel_number) == ("drawn", 137)
    assert session.query(RecordEntry).filter_by(kind="panel_drawn").count() == 1


def test_of_different_dice_typed_at_once_one_reading_is_kept(clerks, draw, address, session):
    lead_to_dice(clerks[0], address)
    sent = [{"who": "first", "dice": dice} for dice in (DICE, OTHER, DICE, OTHER)]
    answers = send_at_once(clerks, f"{address}/dice", sent)
    assert sorted(answer.status_code for answer in answers) == [302, 302, 409, 409]
    session.expire_all()
    kept = find_ceremony(draw_id=draw.id)
    assert kept.first_dice in (DICE, OTHER)
    assert kept.second_dice is None


def test_codes_are_shown_as_long_as_it_takes_to_tell_them_apart():
    alike = ["abcdabcd" + "0" * 56, "abcdabcd" + "1" * 56]
    assert short_length(alike[:1]) == 8
    assert short_length(alike) == 12
