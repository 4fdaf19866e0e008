"""After the objections every clerk is told once that the panels wait; nobody forgets the draw."""

from datetime import timedelta

import pytest
import time_machine

from observatory import jobs, mail
from observatory.bodies.models import Body
from observatory.jobs import Job
from observatory.lottery import queries, services
from observatory.lottery.models import ObjectionsReminder
from observatory.lottery.services import correcting, reminding
from observatory.recruitment.queries import list_pool
from tests import factories
from tests.lottery.test_next_step import made, overview, pool, upcoming
from tests.lottery.test_objections import after, draw, recruitment

__all__ = ["draw", "made", "overview", "pool", "recruitment", "upcoming"]


@pytest.fixture(autouse=True)
def box():
    mail.MEMORY.clear()
    return mail.MEMORY


@pytest.fixture
def clerks(recruitment, session):
    """Two clerks, one who left, and somebody with another role."""
    body = session.get_one(Body, recruitment.body_id)
    found = [factories.staff(body, "clerk") for _ in range(3)]
    found[2].is_active = False
    factories.staff(body, "auditor")
    session.commit()
    return found[:2]


def a_night(draw, days=0):
    """Let the nightly work be done so many days after the objections."""
    with after(draw, timedelta(days=days, hours=1)):
        jobs.tidy()


def receivers(box):
    return [message["To"] for message in box if "objeciones" in message["Subject"]]


def test_every_clerk_is_told_once_whatever_comes_later(box, draw, clerks):
    for days in range(3):
        a_night(draw, days)
    assert sorted(receivers(box)) == sorted(one.email for one in clerks)


def test_nobody_is_told_before_the_minute(box, draw, clerks, session):
    with after(draw, -timedelta(minutes=1)):
        jobs.tidy()
    assert receivers(box) == []
    assert session.query(ObjectionsReminder).count() == 0


def test_the_email_says_what_to_do_and_of_nobody(box, draw, clerks):
    services.enter_objection(draw, "pool", "I am missing, says Ana Ruiz.")
    a_night(draw)
    text = box[0].get_content()
    assert f"https://observatory.example/es/town/recruitments/{draw.recruitment_id}/draw" in text
    assert "Ana Ruiz" not in text
    assert "1 objeción" in text


def test_a_corrected_list_is_a_list_of_its_own_to_tell_of(box, draw, recruitment, clerks, session):
    objection = services.enter_objection(draw, "pool", "I withdrew.")
    a_night(draw)
    number = str(list_pool(recruitment)[0].invitation.number)
    with after(draw, timedelta(hours=2)):
        services.accept_objection(objection, "True.", correcting.Correction("withdrawn", number))
        jobs.tidy()
    assert len(receivers(box)) == 2
    a_night(draw)
    assert len(receivers(box)) == 4


def test_nobody_is_told_once_the_panels_are_computed(box, draw, clerks, session):
    with after(draw):
        services.repeat_solving(draw)
        session.commit()
    a_night(draw)
    assert receivers(box) == []


def test_a_worker_killed_before_the_email_leaves_it_for_the_next(box, draw, clerks, session, app):
    app.config["MAIL_URL"] = "smtp://127.0.0.1:1"
    a_night(draw)
    assert {one.state for one in session.query(Job)} == {"failed"}
    app.config["MAIL_URL"] = "memory://"
    a_night(draw, 1)
    assert len(receivers(box)) == 2


def test_a_worker_killed_after_the_email_sends_no_second_one_to_read(box, draw, clerks, session):
    a_night(draw)
    reminder = session.query(ObjectionsReminder).first()
    reminder.sent_at = None  # the worker died between the server's answer and its own note
    job = session.get_one(Job, reminder.job_id)
    job.state, job.heartbeat_at = "running", job.heartbeat_at - timedelta(hours=1)
    session.commit()
    with time_machine.travel(draw.objections_until + timedelta(hours=2), tick=False):
        jobs.sweep()
        jobs.tidy()
    ids = [message["Message-ID"] for message in box]
    assert (len(ids), len(set(ids))) == (3, 2)
    assert reminder.sent_at


def test_an_email_asked_for_twice_is_sent_once(box, draw, clerks, session):
    a_night(draw)
    for reminder in session.query(ObjectionsReminder):
        reminding.remind_clerk(reminder)
    assert len(box) == 2


def test_the_task_stays_on_the_clerks_list_until_it_is_done(pool, upcoming, client, session):
    frozen = services.freeze_draw(pool)
    session.commit()
    slug = session.get_one(Body, pool.body_id).slug
    tasks, task = f"/en/{slug}/tasks", "Compute the panels"
    assert task not in client.get(tasks).text
    with after(frozen):
        page = client.get(tasks).text
        assert f"/recruitments/{pool.id}/draw#panels" in page
        assert task in page
        services.repeat_solving(queries.find_draw(pool))
        session.commit()
        assert task not in client.get(tasks).text
