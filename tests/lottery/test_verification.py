"""A draw of the web is verified by the file that shares no code with it."""

import json

import pytest

from observatory import keys, storage
from observatory.bodies.models import Body
from observatory.lottery import queries, services
from observatory.lottery.services import signing
from sortition import verify_draw
from tests import factories
from tests.lottery.reading import files_of

DICE = "137141592653589793238462"


@pytest.fixture
def recruitment(session):
    return factories.pooled(factories.body())


def drawn(recruitment, session, reason=""):
    draw = services.freeze_draw(recruitment, reason)
    session.commit()
    return services.draw_panel(draw, DICE, DICE, "Ana Secretary")


def bundled(draw):
    return queries.find_bundle(draw).content


def test_a_draw_of_the_web_is_verified(recruitment, session):
    draw = drawn(recruitment, session)
    asked = {"evidence": draw.panels_digest, "dice": DICE}
    verdict, found = verify_draw.verify(bundled(draw), asked)
    assert verdict == verify_draw.VERIFIED
    assert found["read"]["commit.json"]["rehearsal"] is False


def test_the_operator_signs_with_the_key_that_the_commitment_names(recruitment, session):
    draw = drawn(recruitment, session)
    files = {name: json.loads(content) for name, content in files_of(draw).items()}
    key = keys.public_key()
    body = session.get_one(Body, recruitment.body_id)
    signer = {"role": "operator", "name": body.name, "key": key}
    assert files["commit.json"]["signers"] == [signer]
    assert [one["key"] for one in files["signatures.json"]["signatures"]] == [key] * 3


def test_a_draw_whose_key_is_lost_is_refused_before_the_dice(recruitment, session, app):
    draw = services.freeze_draw(recruitment)
    session.commit()
    storage.locate(keys.FILE).unlink()
    with pytest.raises(signing.KeyMissing):
        services.draw_panel(draw, DICE, DICE, "Ana Secretary")
    assert (draw.state, draw.dice) == ("solved", None)


def test_everybody_of_the_pool_sees_their_own_chance_and_outcome(recruitment, session):
    draw = drawn(recruitment, session)
    data = bundled(draw)
    for place in queries.list_places(draw):
        own = {"secret": place.respondent.secret, "own": place.respondent.own}
        person = verify_draw.verify(data, own)[1]["person"]
        assert (person["chance"], person["is_drawn"]) == (place.chances, place.is_drawn)


def test_a_further_attempt_names_the_one_before_and_why(recruitment, session):
    first = services.freeze_draw(recruitment)
    session.commit()
    draw = drawn(recruitment, session, "Three replies by post were missing.")
    read = verify_draw.verify(bundled(draw), {})[1]["read"]["commit.json"]
    assert (read["attempt"], read["former"]) == (
        2,
        [
            {
                "attempt": 1,
                "commit": first.commitment_digest,
                "reason": "Three replies by post were missing.",
            }
        ],
    )
