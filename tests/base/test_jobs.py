"""Jobs: sent at commit, done once, resumed when their worker fell silent."""

from datetime import UTC, date, datetime, timedelta

import pytest
from flask_babel import force_locale

from observatory import jobs
from observatory.database import now, session
from observatory.errors import RuleBroken

pytestmark = pytest.mark.usefixtures("session")
NOON = datetime(2026, 11, 1, 12, tzinfo=UTC)


class TooHard(RuleBroken):
    """A rule that a test task breaks."""

    code = "too_hard"


@pytest.fixture
def done(monkeypatch):
    """A list of the subjects that the test task has worked on."""
    worked: list[int] = []

    def work(job: jobs.Job) -> None:
        job.report("working", 0.5)
        if job.subject == 13:
            raise TooHard(limit=12, day=date(2026, 11, 1), moment=NOON)
        worked.append(job.subject)

    monkeypatch.setitem(jobs.TASKS, "test.work", work)
    return worked


def test_a_job_is_done_when_the_session_commits(done):
    job = jobs.request_job("test.work", 7)
    assert done == []
    session.commit()
    session.expire_all()
    assert done == [7]
    assert (job.state, job.progress) == ("done", 1.0)


def test_a_job_of_a_rolled_back_session_is_never_done(done):
    jobs.request_job("test.work", 7)
    session.rollback()
    session.commit()
    assert done == []


def test_a_broken_rule_ends_the_job_with_its_code(done):
    job = jobs.request_job("test.work", 13)
    session.commit()
    session.expire_all()
    assert (job.state, job.error) == ("failed", "too_hard")
    assert job.detail == {"limit": 12, "day": "2026-11-01", "moment": NOON.isoformat()}


def test_a_finished_job_is_not_done_again(done):
    job = jobs.request_job("test.work", 7)
    session.commit()
    jobs.run(job.id)
    assert done == [7]


def test_a_job_whose_worker_fell_silent_is_done_after_the_sweep(done):
    job = jobs.Job(name="test.work", subject=8, state="running")
    job.heartbeat_at = now() - timedelta(minutes=2)
    session.add(job)
    session.commit()
    assert jobs.sweep() == 1
    session.expire_all()
    assert (done, job.state) == ([8], "done")


def test_a_job_that_still_beats_is_left_alone(done):
    session.add(jobs.Job(name="test.work", subject=8, state="running"))
    session.commit()
    assert jobs.sweep() == 0
    assert done == []


def test_a_job_that_could_not_be_sent_is_saved_and_sent_a_minute_later(done, app, monkeypatch):
    def refuse(job_id: int) -> None:
        raise OSError("No space left on device")

    run_job = app.extensions["run_job"]
    monkeypatch.setitem(app.extensions, "run_job", refuse)
    job = jobs.request_job("test.work", 7)
    session.commit()
    monkeypatch.setitem(app.extensions, "run_job", run_job)
    job.heartbeat_at = now() - timedelta(minutes=2)
    session.commit()
    assert done == []
    assert jobs.sweep() == 1
    assert done == [7]


@pytest.mark.parametrize(("attempts", "ended"), [(0, "done"), (2, "done"), (3, "failed")])
def test_a_job_that_ended_its_worker_three_times_is_given_up(done, attempts, ended):
    job = jobs.Job(name="test.work", subject=8, state="running", attempts=attempts)
    job.heartbeat_at = now() - timedelta(minutes=2)
    session.add(job)
    session.commit()
    assert jobs.sweep() == (ended == "done")
    session.expire_all()
    assert (job.state, job.attempts, job.error) == (
        ("failed", 3, jobs.GIVEN_UP) if ended == "failed" else ("done", attempts + 1, None)
    )


def test_a_job_that_was_given_up_says_why_and_a_new_one_begins_at_nothing(done):
    job = jobs.Job(name="test.work", subject=8, state="failed", error=jobs.GIVEN_UP, attempts=3)
    session.add(job)
    with force_locale("en"):
        assert "begun three times" in job.given_up
    again = jobs.request_job("test.work", 8)
    session.commit()
    session.expire_all()
    assert (again.state, again.attempts, again.given_up) == ("done", 1, "")


def test_a_job_that_was_never_begun_is_sent_as_often_as_it_takes(done, app, monkeypatch):
    monkeypatch.setitem(app.extensions, "run_job", lambda job_id: None)
    job = jobs.Job(name="test.work", subject=8)
    session.add(job)
    for _ in range(5):
        job.heartbeat_at = now() - timedelta(minutes=2)
        session.commit()
        assert jobs.sweep() == 1
    assert (job.state, job.attempts) == ("queued", 0)
