"""The key of draw 1: given to the register holder after the draw, then deleted here."""

import pytest

from observatory.record import RecordEntry
from tests import factories
from tests.recruitment import cases


@pytest.fixture
def holder(client, body):
    return factories.sign_in(client, factories.staff(body, "register_holder"))


def test_the_key_is_handed_over_and_then_gone(holder, made, session):
    draw = cases.with_letters_of(made)
    room, key = f"/en/town/recruitments/{made.id}/register", draw.key
    assert "Download the key" in holder.get(room).text
    assert holder.post(f"{room}/key").text == f"{key}\n"
    shown = holder.post(f"{room}/key/delete", follow_redirects=True).text
    assert "The key is not kept here any more." in shown
    assert draw.key == ""
    entry = session.query(RecordEntry).filter_by(kind="letters_key_handed_over").one()
    assert draw.commitment_digest in entry.content
    assert key not in entry.content
    assert holder.post(f"{room}/key").status_code == 409


def test_the_key_stays_until_the_letters_are_drawn(holder, made, session):
    draw = cases.with_letters_of(made)
    draw.drawn_at = None
    room = f"/en/town/recruitments/{made.id}/register"
    assert holder.post(f"{room}/key/delete").status_code == 409
    assert draw.key
