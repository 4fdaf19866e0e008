"""Two clerks on the same draw: what one decided counts for the other, whose page is older."""

import json
from typing import Any

import pytest

from observatory.database import session as db
from observatory.jobs import Job, request_job
from observatory.lottery import queries, services
from observatory.lottery.models import Draw, Objection
from observatory.lottery.services import correcting, objections, solving
from observatory.recruitment.queries import list_pool
from tests.lottery.test_objection_pages import clerk, room
from tests.lottery.test_objections import after, draw, entries, object_to, recruitment

__all__ = ["clerk", "draw", "recruitment"]


@pytest.fixture
def letters(recruitment):
    return [str(one.invitation.number) for one in list_pool(recruitment)]


def strike(objection: Objection, letter: str) -> None:
    wrong = correcting.Correction("not_eligible", letter, refusal="excluded")
    services.accept_objection(objection, f"Not letter {letter}.", wrong)


def loaded(draw: Draw, session: Any) -> list[Objection]:
    """Read draw, job and objections as a page does before it decides."""
    session.commit()
    assert draw.commitment
    if draw.job_id:
        assert session.get_one(Job, draw.job_id).state
    return list(queries.list_objections(draw))


def test_two_corrections_at_once_both_stay_public(draw, letters, elsewhere, session):
    for _ in range(2):
        object_to(draw)
    first, second = loaded(draw, session)
    number = second.id
    elsewhere(lambda: strike(db.get_one(Objection, number), letters[1]))
    strike(first, letters[0])
    former = [one.digest for one in queries.list_former(draw)]
    told = [one["supersedes"] for one in entries(session, "commitment_superseded")]
    named = [one["commit"] for one in json.loads(draw.commitment)["former"]]
    assert len(set(former)) == 2
    assert former == told == named
    assert len(json.loads(draw.commitment)["pool"]) == 22


def test_an_objection_names_the_list_that_another_clerk_just_corrected(
    draw, letters, elsewhere, session
):
    object_to(draw)
    (one,) = loaded(draw, session)
    number = one.id
    elsewhere(lambda: strike(db.get_one(Objection, number), letters[0]))
    object_to(draw)
    received = entries(session, "objection_received")
    assert received[0]["commit"] != received[1]["commit"] == draw.commitment_digest


def test_compute_on_a_page_from_before_a_correction_begins_nothing(
    draw, letters, elsewhere, session
):
    object_to(draw)
    (one,) = loaded(draw, session)
    number = one.id
    with after(draw):
        elsewhere(lambda: strike(db.get_one(Objection, number), letters[0]))
        with pytest.raises(solving.ObjectionsOpen):
            services.repeat_solving(draw)
    assert draw.job_id is None


def test_a_correction_on_a_page_from_before_the_computing_is_refused(
    draw, letters, elsewhere, session
):
    object_to(draw)
    (one,) = loaded(draw, session)
    elsewhere(lambda: begin(draw.id, "queued"))
    with pytest.raises(objections.NoObjections):
        strike(one, letters[0])


def begin(draw_id: int, state: str) -> None:
    job = request_job("nothing.at_all", draw_id)
    db.info.pop("jobs")
    job.state = state
    db.get_one(Draw, draw_id).job_id = job.id


def test_work_that_broke_off_leaves_objections_to_decide_and_panels_to_compute(draw, session):
    object_to(draw)
    begin(draw.id, "failed")
    (one,) = loaded(draw, session)
    with after(draw):
        assert queries.list_waiting_draws() == [draw]
        services.refuse_objection(one, "Checked.")
        assert draw.job_id is None
        services.repeat_solving(draw)
        session.commit()
    assert draw.state == "solved"


def test_where_work_broke_off_the_page_leads_to_the_objections_first(clerk, draw, session):
    object_to(draw)
    begin(draw.id, "failed")
    with after(draw):
        page = clerk.get(room(draw)).text
    assert "1 objection waits for a decision." in page
    assert "The work stopped early" not in page
