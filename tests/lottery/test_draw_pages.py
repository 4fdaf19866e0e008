"""The pages of draw 2: freeze, watch, hold the ceremony, download the exact bytes."""

import pytest

from observatory import database
from observatory.bodies.models import Body
from observatory.jobs import Job
from observatory.lottery import queries, services
from observatory.lottery.models import Place
from sortition import proofs
from tests import factories
from tests.recruitment.holding import hold

DICE = "137141592653589793238462"


@pytest.fixture
def recruitment(session):
    return factories.pooled(factories.body())


@pytest.fixture
def clerk(recruitment, session, client):
    """A clerk's browser."""
    body = session.get(Body, recruitment.body_id)
    return factories.sign_in(client, factories.staff(body, "clerk"))


def address(recruitment, rest):
    body = database.session.get_one(Body, recruitment.body_id)
    return f"/en/{body.slug}/recruitments/{recruitment.id}/{rest}"


def freeze(recruitment, session):
    draw = services.freeze_draw(recruitment)
    session.commit()
    return draw


def test_a_clerk_freezes_the_pool_and_throws_the_dice(clerk, recruitment):
    page = clerk.get(address(recruitment, "draw"))
    assert "24 people answered" in page.text
    page = clerk.post(address(recruitment, "draw"), follow_redirects=True)
    assert "1,000 panels are fixed" in page.text
    assert "nobody’s chance can be raised without" in page.text
    hold(clerk, address(recruitment, "ceremony"), DICE)
    page = clerk.get(address(recruitment, "ceremony"))
    draw = queries.find_draw(recruitment)
    assert "The dice chose panel 137" in page.text
    assert "The panel meets every quota." in page.text
    assert all(place.respondent.pid[:4] in page.text for place in queries.list_drawn(draw))


def test_freezing_again_asks_why_and_lists_both_attempts(clerk, recruitment, session):
    freeze(recruitment, session)
    page = clerk.post(address(recruitment, "draw"))
    assert page.status_code == 409
    assert "Write why it is frozen again" in page.text
    again = {"reason": "A reply by post was missing."}
    page = clerk.post(address(recruitment, "draw"), data=again, follow_redirects=True)
    assert "A reply by post was missing." in page.text
    assert len(queries.list_attempts(recruitment)) == 2


def test_values_with_too_few_people_are_named_before_the_freeze(session, client):
    body = factories.body()
    five_young = [*factories.PAIRS[:2], ("age", "young", 5, 5), ("age", "old", 0, 0)]
    made = factories.pooled(body, people=12, quotas=five_young)
    clerk = factories.sign_in(client, factories.staff(body, "clerk"))
    assert (
        "age, young: at least 5 seats, but only 4 people." in clerk.get(address(made, "draw")).text
    )
    page = clerk.post(address(made, "draw"), follow_redirects=True)
    assert "age, young: the panel needs 5 people, but the pool has 4." in page.text


def test_each_file_is_downloaded_with_the_bytes_of_its_fingerprint(clerk, recruitment, session):
    draw = freeze(recruitment, session)
    services.draw_panel(draw, DICE, DICE, "Ana")
    digests = {
        "commit": draw.commitment_digest,
        "panels": draw.panels_digest,
        "result": draw.result_digest,
    }
    for name, digest in digests.items():
        answer = clerk.get(address(recruitment, f"draw/1/{name}.json"))
        assert proofs.sha256(answer.data).hex() == digest


def test_a_file_that_is_not_there_yet_is_not_found(clerk, recruitment, session):
    freeze(recruitment, session)
    assert clerk.get(address(recruitment, "draw/1/result.json")).status_code == 404
    assert clerk.get(address(recruitment, "draw/2/commit.json")).status_code == 404


def test_the_progress_is_told_in_words(clerk, recruitment, session):
    draw = freeze(recruitment, session)
    job = session.get(Job, draw.job_id)
    draw.state, job.state, job.stage, job.progress = "frozen", "running", "lottery", 0.75
    page = clerk.get(address(recruitment, "draw"))
    assert "progress.json" in page.text
    answer = clerk.get(address(recruitment, "draw/progress.json")).json
    assert (answer["state"], answer["progress"]) == ("running", 0.75)
    assert answer["stage"] == "Making the panels that the dice choose among"


def test_work_that_broke_off_offers_to_start_again(clerk, recruitment, session):
    draw = freeze(recruitment, session)
    session.query(Place).delete()
    draw.state, session.get(Job, draw.job_id).state = "frozen", "failed"
    assert "The work stopped early." in clerk.get(address(recruitment, "draw")).text
    page = clerk.post(address(recruitment, "draw/solve"), follow_redirects=True)
    assert "1,000 panels are fixed" in page.text


@pytest.mark.parametrize("rest", ["draw", "ceremony", "draw/1/commit.json", "draw/progress.json"])
def test_another_bodys_recruitment_is_not_found(clerk, recruitment, session, rest):
    other = factories.pooled(factories.body())
    freeze(other, session)
    stolen = address(recruitment, rest).replace(f"/{recruitment.id}/", f"/{other.id}/")
    assert clerk.get(stolen).status_code == 404
