"""What the browser tests stand on: the served application and the worker beside it."""

import time
import urllib.request
from collections.abc import Iterator

import pytest

from observatory import jobs

SECONDS = 30


@pytest.fixture
def done() -> Iterator[list[int]]:
    """The subjects of the jobs "test.note" that a worker did."""
    subjects: list[int] = []
    jobs.task("test.note")(lambda job: subjects.append(job.subject))
    yield subjects
    del jobs.TASKS["test.note"]


def test_the_application_is_served(live_server):
    with urllib.request.urlopen(f"{live_server.url}/health") as answer:
        assert answer.status == 200


def test_a_job_waits_for_the_worker_and_is_done_once(live_server, session, done):
    job = jobs.request_job("test.note", 7)
    assert done == []
    session.commit()
    ends = time.monotonic() + SECONDS
    while job.is_open and time.monotonic() < ends:
        time.sleep(0.02)
        session.expire_all()
    assert job.state == "done"
    assert done == [7]
