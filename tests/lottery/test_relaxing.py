"""Quotas that no panel meets: the cheapest way out, taken in public, and the pool frozen again."""

import json

import pytest

from observatory.lottery import queries, services
from observatory.lottery.services.relaxing import NothingToRelax, ReasonForRelaxing
from observatory.record import RecordEntry
from observatory.recruitment.queries import list_quotas
from observatory.recruitment.services.quotas import digest_of
from tests import factories

QUOTAS = [*factories.PAIRS[:2], ("age", "young", 5, 5), ("age", "old", 0, 0)]


@pytest.fixture
def body(session):
    return factories.body("town")


@pytest.fixture
def failed(body, session):
    """A recruitment whose pool has four young people for five seats."""
    made = factories.pooled(body, people=12, quotas=QUOTAS)
    made.quotas_digest = digest_of(list_quotas(made))
    services.freeze_draw(made)
    session.commit()
    session.expire_all()
    assert queries.find_draw(made).state == "failed"
    return made


def moved(recruitment):
    return [(row.value, row.minimum, row.maximum) for row in recruitment.quotas][2:]


def test_the_cheapest_way_out_is_proposed(failed):
    proposal = queries.find_proposal(failed)
    assert (proposal["seats"], proposal["at_least"]) == (2, 2)
    found = [(move["value"], move["min"]["new"], move["max"]["new"]) for move in proposal["moves"]]
    assert found == [("young", 4, 5), ("old", 0, 1)]


def test_wider_quotas_supersede_the_locked_ones_in_the_record(failed, session):
    former = failed.quotas_digest
    services.relax_quotas(failed, " Too few young people answered. ")
    entry = session.query(RecordEntry).filter_by(kind="quotas_relaxed").one()
    content = json.loads(entry.content)
    assert moved(failed) == [("young", 4, 5), ("old", 0, 1)]
    assert content["reason"] == "Too few young people answered."
    assert (content["supersedes"], content["digest"]) == (former, failed.quotas_digest)
    assert content["digest"] != former
    assert {"feature": "age", "value": "old", "min": 0, "max": 1} in content["quotas"]


def test_the_pool_is_then_frozen_again_and_solved(failed, session):
    services.relax_quotas(failed, "Too few young people answered.")
    draw = services.freeze_draw(failed, "The quotas are wider.")
    session.commit()
    assert (draw.attempt, draw.state) == (2, "solved")


def test_quotas_give_way_once_for_an_attempt_and_only_with_a_reason(failed):
    with pytest.raises(ReasonForRelaxing):
        services.relax_quotas(failed, "  ")
    services.relax_quotas(failed, "Too few young people answered.")
    with pytest.raises(NothingToRelax):
        services.relax_quotas(failed, "Once more.")


def test_quotas_that_can_be_met_never_give_way(body, session):
    made = factories.pooled(body)
    with pytest.raises(NothingToRelax):
        services.relax_quotas(made, "We would like others.")
    services.freeze_draw(made)
    session.commit()
    with pytest.raises(NothingToRelax):
        services.relax_quotas(made, "We would like others.")


@pytest.fixture
def clerk(client, body):
    return factories.sign_in(client, factories.staff(body, "clerk"))


def address(recruitment, rest):
    return f"/en/town/recruitments/{recruitment.id}/{rest}"


def test_the_failed_draw_offers_the_way_out_and_the_clerk_takes_it(clerk, failed):
    page = clerk.get(address(failed, "draw")).text
    assert "They move 2 seats." in page
    assert "No other way moves fewer." in page
    reason = {"reason": "Too few <b>young</b> people answered."}
    page = clerk.post(address(failed, "draw/relax"), data=reason, follow_redirects=True).text
    assert "The quotas are wider now. Freeze the pool again." in page
    assert "Too few &lt;b&gt;young&lt;/b&gt; people answered." in page
    assert "age, old: 0 to 0 before, 0 to 1 now" in clerk.get(address(failed, "quotas")).text


def test_the_public_reads_why_the_quotas_are_wider(app, failed, session):
    services.relax_quotas(failed, "Too few young people answered.")
    services.freeze_draw(failed, "The quotas are wider.")
    session.commit()
    reader = app.test_client()
    first, second = (reader.get(f"/en/town/draws/{failed.id}/{number}").text for number in (1, 2))
    assert "Too few young people answered." not in first
    assert "Too few young people answered." in second
    assert "age, young: 5 to 5 before, 4 to 5 now" in second


def test_a_missing_reason_is_asked_for_and_nothing_moves(clerk, failed):
    page = clerk.post(address(failed, "draw/relax"), data={"reason": ""}).text
    assert "Write why the quotas are made wider" in page
    assert moved(failed) == [("young", 5, 5), ("old", 0, 0)]


def test_where_nothing_failed_there_is_nothing_to_make_wider(clerk, body):
    made = factories.pooled(body)
    assert "There is nothing to make wider." in clerk.get(address(made, "draw/relax")).text
    page = clerk.post(address(made, "draw/relax"), data={"reason": "We want others."})
    assert page.status_code == 409
