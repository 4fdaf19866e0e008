"""A draw of the web is verified by the file that shares no code with it."""

import pytest

from observatory.lottery import queries, services
from sortition import proofs, verify_draw
from sortition.bundle import bundle
from sortition.signatures import signatures_record
from tests import factories

DICE = "137141592653589793238462"


@pytest.fixture
def recruitment(session):
    return factories.pooled(factories.body())


def drawn(recruitment, session, reason=""):
    draw = services.freeze_draw(recruitment, reason)
    session.commit()
    return services.draw_panel(draw, DICE, DICE, "Ana Secretary")


def bundled(draw):
    files = {f"{name}.json": content.encode() for name, content in draw.files.items()}
    return bundle({**files, "signatures.json": proofs.canonical(signatures_record(files))})


def test_a_draw_of_the_web_is_verified(recruitment, session):
    draw = drawn(recruitment, session)
    asked = {"evidence": draw.panels_digest, "dice": DICE}
    verdict, found = verify_draw.verify(bundled(draw), asked)
    assert verdict == verify_draw.VERIFIED
    assert found["read"]["commit.json"]["rehearsal"] is False


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
