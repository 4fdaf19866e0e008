"""Draw 2 up to the fixed panels: freezing, solving, further attempts."""

import json

import pytest
from sqlalchemy import update

from observatory.jobs import Job
from observatory.lottery import queries, services
from observatory.lottery.models import Draw, Place
from observatory.lottery.services import committing, draws, solving
from observatory.record import RecordEntry
from observatory.recruitment.models import Respondent
from observatory.recruitment.queries import list_pool
from observatory.recruitment.services import QuotasUnlocked, import_replies
from sortition import proofs
from tests import factories
from tests.recruitment import cases

FIVE_YOUNG = [*factories.PAIRS[:2], ("age", "young", 5, 5), ("age", "old", 0, 0)]


def nobody(stage: str, fraction: float) -> None:
    """Report to nobody."""


@pytest.fixture
def recruitment(session):
    return factories.pooled(factories.body())


def freeze(recruitment, session, reason=""):
    """Freeze and commit, which does the job at once."""
    draw = services.freeze_draw(recruitment, reason)
    session.commit()
    return draw


def test_the_commitment_holds_the_sorted_pool_and_its_root(recruitment, session):
    draw = services.freeze_draw(recruitment)
    commit = proofs.read_canonical(draw.commitment.encode())
    pids = [one.pid for one in list_pool(recruitment)]
    leaves = [proofs.H("member", *map(bytes.fromhex, entry)) for entry in commit["pool"]]
    assert [own for own, _ in commit["pool"]] == sorted(pids)
    assert commit["pool_root"] == proofs.merkle_root(leaves).hex()
    assert draw.commitment_digest == proofs.sha256(draw.commitment.encode()).hex()
    assert (commit["panel_size"], commit["panels"], commit["attempt"]) == (5, 1000, 1)


def test_freezing_has_the_panels_computed(recruitment, session):
    draw = freeze(recruitment, session)
    chances = session.query(Place.chances).filter_by(draw_id=draw.id).all()
    assert (draw.state, session.get(Job, draw.job_id).state) == ("solved", "done")
    assert draw.report["status"] == "optimal"
    assert draw.report["upper_bound"] - draw.report["minimum"] < 1e-7
    assert sum(count for (count,) in chances) == 5 * 1000
    assert min(count for (count,) in chances) >= 1000 * draw.report["minimum"] - 1


def test_every_panel_meets_every_quota_when_counted_by_hand(recruitment, session):
    draw = freeze(recruitment, session)
    features = {one.id: one.features for one in list_pool(recruitment)}
    for panel in draw.lottery:
        women = sum(features[one]["sex"] == "woman" for one in panel)
        young = sum(features[one]["age"] == "young" for one in panel)
        assert len(set(panel)) == 5
        assert women in (2, 3)
        assert young in (2, 3)


def test_solving_twice_gives_the_same_bytes(recruitment, session):
    draw = freeze(recruitment, session)
    first = draw.panels_record, draw.lottery
    services.solve_draw(draw, nobody)
    assert draw.panels_record == first[0]
    session.query(Place).delete()
    draw.state, draw.panels_record, draw.lottery = "frozen", None, None
    services.solve_draw(draw, nobody)
    assert (draw.panels_record, draw.lottery) == first


def test_the_record_tells_the_public_what_was_fixed_and_names_nobody(recruitment, session):
    draw = freeze(recruitment, session)
    entries = session.query(RecordEntry).order_by(RecordEntry.number).all()
    assert [entry.kind for entry in entries] == ["pool_frozen", "panels_fixed"]
    assert json.loads(entries[0].content)["commit"] == draw.commitment_digest
    assert json.loads(entries[1].content)["panels"] == draw.panels_digest
    assert not [one.pid for one in list_pool(recruitment) if one.pid in draw.panels_record]


def test_quotas_that_conflict_end_the_attempt_and_say_so(session):
    made = factories.pooled(factories.body(), people=12, quotas=FIVE_YOUNG)
    draw = freeze(made, session)
    assert draw.state == "failed"
    assert [one["code"] for one in draw.report["problems"]] == ["minimum_above_pool"]
    assert [entry.kind for entry in session.query(RecordEntry)] == ["pool_frozen", "draw_failed"]


def test_a_further_attempt_needs_a_public_reason(recruitment, session):
    freeze(recruitment, session)
    with pytest.raises(draws.ReasonNeeded):
        services.freeze_draw(recruitment, "  ")
    second = freeze(recruitment, session, "Three replies by post were missing.")
    assert [one.attempt for one in queries.list_attempts(recruitment)] == [1, 2]
    assert queries.find_draw(recruitment) is second
    assert queries.is_superseded(queries.get_attempt(recruitment, 1))


def test_quotas_must_be_locked_before_the_freeze(session):
    made = factories.recruitment(factories.body(), factories.PAIRS)
    with pytest.raises(QuotasUnlocked):
        services.freeze_draw(made)


def test_a_pool_smaller_than_the_panel_is_not_frozen(session):
    made = factories.pooled(factories.body(), people=4)
    with pytest.raises(committing.PoolTooSmall):
        services.freeze_draw(made)


def test_replies_that_come_after_the_freeze_do_not_change_the_draw(recruitment, session):
    draw = services.freeze_draw(recruitment)
    late = factories.respondent(recruitment, sex="woman", age="young")
    session.commit()
    assert draw.state == "solved"
    assert late.id not in {place.respondent_id for place in draw.places}


def test_features_changed_after_the_freeze_stop_the_draw(recruitment, session):
    draw = services.freeze_draw(recruitment)
    session.execute(update(Respondent).values(features={"sex": "man", "age": "old"}))
    with pytest.raises(solving.PoolChanged):
        services.solve_draw(draw, nobody)


def test_work_that_broke_off_can_be_started_again(recruitment, session):
    draw = freeze(recruitment, session)
    session.query(Place).delete()
    session.get(Job, draw.job_id).state, draw.state = "failed", "frozen"
    services.repeat_solving(draw)
    session.commit()
    assert session.get_one(Draw, draw.id).state == "solved"


def test_a_pool_without_a_panel_may_grow_and_be_frozen_again(session):
    letters = cases.with_letters()
    recruitment, data = cases.replies_of(letters, "1,woman,Ana,a@example.org,web,2025-11-01,")
    import_replies(recruitment, data, "replies.csv")
    factories.save(
        Draw(recruitment=recruitment, state="failed", commitment="{}", commitment_digest="0" * 64)
    )
    more = cases.replies_of(letters, "2,man,Luis,l@example.org,web,2025-11-02,")[1]
    import_replies(recruitment, more, "more.csv")
    cases.confirm_all(recruitment)
    draw = freeze(recruitment, session, "The pool had no man.")
    assert (draw.attempt, draw.state) == (2, "solved")
