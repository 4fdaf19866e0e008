"""The freeze and what changes the pool, at the same moment: one comes before the other."""

from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as StillWaiting

import pytest

from observatory.database import now
from observatory.database import session as db
from observatory.lottery import services
from observatory.lottery.models import Draw
from observatory.lottery.services.draws import ReasonNeeded, UnconfirmedReplies
from observatory.recruitment import services as recruiting
from observatory.recruitment.models import Invitation, Recruitment, Respondent
from observatory.recruitment.queries import list_pool
from observatory.recruitment.services.replies.eligibility import ConfirmationsClosed
from observatory.recruitment.services.replies.saving import RepliesClosed, Reply, save_reply
from observatory.recruitment.services.replies.withdrawing import withdraw_reply
from tests import factories
from tests.recruitment.replying import letter

NUMBER = 4_000


@pytest.fixture
def recruitment(session):
    """A pool whose clerk's page is open: what it read before somebody else froze the pool."""
    pooled = factories.pooled(factories.body("town"))
    db.add(letter(pooled, NUMBER))
    pooled.replies_open_at = now()
    session.commit()
    assert pooled.frozen_at is None
    return pooled


@pytest.fixture
def freeze(recruitment, elsewhere):
    number = recruitment.id

    def act():
        return elsewhere(lambda: services.freeze_draw(db.get_one(Recruitment, number)).id)

    return act


def save(recruitment):
    found = db.query(Invitation).filter_by(recruitment_id=recruitment.id, number=NUMBER).one()
    features = {"sex": "woman", "age": "old"}
    return save_reply(found, Reply(features, "Ana", "600 123 456", "web", "2468"))


def replies_file(recruitment):
    return f"letter,sex,age,name,contact,channel,replied_on,own\n{NUMBER},woman,old,A,,web,,\n"


def test_a_reply_checked_before_the_freeze_does_not_come_after_it(recruitment, freeze):
    freeze()
    with pytest.raises(RepliesClosed):
        save(recruitment)


def test_the_freeze_waits_for_a_reply_under_way(recruitment, freeze, session):
    save(recruitment)
    with ThreadPoolExecutor(1) as other:
        freezing = other.submit(freeze)
        with pytest.raises(StillWaiting):
            freezing.result(timeout=0.5)
        session.commit()
        with pytest.raises(UnconfirmedReplies, check=lambda error: error.params["waiting"] == 1):
            freezing.result()


def test_who_withdraws_beside_the_freeze_stays_what_was_committed_to(recruitment, freeze, session):
    person = list_pool(recruitment)[0]
    features = dict(person.features)
    session.commit()
    assert (person.withdrawn_on, recruitment.frozen_at) == (None, None)
    freeze()
    withdraw_reply(person)
    session.commit()
    assert person.withdrawn_on
    assert person.features == features


def test_files_read_beside_the_freeze_change_nothing(recruitment, freeze, session):
    freeze()
    with pytest.raises(RepliesClosed):
        recruiting.import_replies(recruitment, replies_file(recruitment).encode(), "replies.csv")
    session.rollback()
    assert session.query(Respondent).count() == 24


def test_answers_read_beside_the_freeze_change_nothing(recruitment, freeze):
    freeze()
    with pytest.raises(ConfirmationsClosed):
        recruiting.import_confirmations(recruitment, b"letter,eligible\n1,yes\n", "yes.csv")


def test_of_two_clerks_who_freeze_at_once_the_second_is_asked_why(recruitment, freeze, session):
    freeze()
    with pytest.raises(ReasonNeeded):
        services.freeze_draw(recruitment)
    session.rollback()
    assert session.query(Draw).count() == 1
