"""A corrected list leaves out who withdrew since the freeze, says so, and is a corrected one."""

import json

import pytest

from observatory.lottery import queries, services
from observatory.lottery.services import correcting
from observatory.recruitment.queries import list_pool
from observatory.recruitment.services import withdraw_reply
from tests.lottery.test_objection_pages import clerk, public, room
from tests.lottery.test_objections import after, draw, entries, object_to, recruitment

__all__ = ["clerk", "draw", "recruitment"]


@pytest.fixture
def people(draw, recruitment):
    """The pool that was committed to, sorted by pid."""
    return list(list_pool(recruitment))


def withdraw(person, session):
    withdraw_reply(person)
    session.commit()


def accept(draw, kind, person, letter="", **typed):
    number = letter or str(person.invitation.number)
    right = correcting.Correction(kind, number, **typed)
    services.accept_objection(object_to(draw), "Checked.", right)


def correct_features(draw, person):
    other = "old" if person.features["age"] == "young" else "young"
    accept(draw, "features", person, features={"age": other})


def test_a_correction_erases_who_withdrew_and_says_how_many(draw, people, session):
    gone = people[:2]
    for person in gone:
        withdraw(person, session)
    correct_features(draw, people[2])
    (entry,) = entries(session, "commitment_superseded")
    assert (entry["pool"], entry["withdrawn"]) == (22, 2)
    assert len(json.loads(draw.commitment)["pool"]) == 22
    assert {one.secret + one.nonce + one.pid for one in gone} == {""}
    assert [one.features for one in gone] == [{}, {}]


def test_everybody_reads_how_many_who_withdrew_were_left_out(app, clerk, draw, people, session):
    withdraw(people[0], session)
    correct_features(draw, people[2])
    correct_features(draw, people[3])
    assert [*queries.count_left_out(draw).values()] == [1, 0]
    for page in (app.test_client().get(public(draw, "/objections")), clerk.get(room(draw))):
        assert page.status_code == 200
    told = app.test_client().get(public(draw, "/objections")).text
    assert told.count("1 person who had withdrawn was left out at the same time.") == 1


@pytest.mark.parametrize("kind", ["admitted", "features", "not_eligible", "double"])
def test_who_withdrew_can_only_be_taken_off_as_withdrawn(draw, people, session, kind):
    withdraw(people[0], session)
    first, stays = draw.commitment_digest, str(people[1].invitation.number)
    typed = {"features": {"age": "old"}, "refusal": "excluded", "stays": stays}
    with pytest.raises(correcting.PersonWithdrew):
        accept(draw, kind, people[0], **typed)
    assert draw.commitment_digest == first
    session.rollback()
    accept(draw, "withdrawn", people[0])
    assert entries(session, "commitment_superseded")[0]["withdrawn"] == 0


def test_who_was_left_out_already_is_not_corrected_again(draw, people, session):
    withdraw(people[0], session)
    number = str(people[0].invitation.number)
    correct_features(draw, people[2])
    with pytest.raises(correcting.NobodyAnswered):
        accept(draw, "withdrawn", people[0], letter=number)


def test_a_list_that_stays_the_same_is_no_correction(draw, people, session, monkeypatch):
    monkeypatch.setitem(correcting.CHANGES, "features", lambda *_: None)
    withdraw(people[0], session)
    first = draw.commitment_digest
    with pytest.raises(correcting.NothingCorrected):
        correct_features(draw, people[2])
    assert draw.commitment_digest == first
    assert not queries.list_former(draw)


def test_who_may_not_take_part_and_withdrew_is_erased_too(draw, people, session):
    people[0].is_eligible = False
    withdraw(people[0], session)
    correct_features(draw, people[2])
    assert (people[0].secret, people[0].features) == ("", {})


def test_a_corrected_pool_without_who_withdrew_has_its_panels(draw, people, session):
    withdraw(people[0], session)
    correct_features(draw, people[2])
    session.commit()
    with after(draw):
        services.repeat_solving(draw)
        session.commit()
    assert draw.state == "solved"
