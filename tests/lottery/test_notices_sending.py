"""A real mail server, one that refuses, and workers that die: nobody twice, nobody left out."""

import os
import signal
import subprocess
import sys
import threading
import time

import pytest

from observatory import jobs
from observatory.bodies.models import Body
from observatory.database import now
from observatory.jobs import Job
from observatory.lottery import queries, services
from observatory.lottery.models import Announcement, Notice
from observatory.recruitment.queries import list_pool
from tests.lottery.telling import counts, frozen, serve, told

# A worker in a process of its own, as the operator starts it; it dies by kill -9.
WORKER = """
import sys
from observatory import create_app, jobs
from tests.conftest import Config
url, folder, mail, job = sys.argv[1:]
settings = {"DATABASE_URL": url, "DATA_DIR": folder, "MAIL_URL": mail, "JOBS_IMMEDIATE": True}
with create_app(type("C", (Config,), settings)).app_context():
    jobs.run(int(job))
"""


@pytest.fixture
def server(app, session):
    controller = serve(app)
    yield controller
    controller.stop()


@pytest.fixture
def post(server):
    return server.handler


def failures(announcement):
    return [(failure, state) for _, failure, state in queries.list_failures(announcement)]


def addresses(post):
    return sorted(message["To"] for message in post.messages)


def test_a_real_server_gets_each_message_once(post):
    made = told(frozen(), "pool")
    assert addresses(post) == sorted(f"person{number}@example.org" for number in range(18))
    assert counts(made) == (18, 0, 0, 6)


def test_an_address_that_the_server_refuses_becomes_a_letter_by_itself(post):
    post.answers["person3@example.org"] = "550 no such user"
    made = told(frozen(), "pool")
    assert counts(made) == (17, 0, 0, 7)
    assert failures(made) == [("refused", "waiting")]


def test_a_full_mailbox_is_tried_three_times_and_then_gets_a_letter(post, session):
    post.answers["person3@example.org"] = "450 mailbox busy"
    made = told(frozen(), "pool")
    assert (counts(made), failures(made)) == ((17, 1, 0, 6), [])
    for _ in range(2):
        services.notices.send_again(made)
        session.commit()
    assert (counts(made), failures(made)) == ((17, 0, 0, 7), [("busy", "waiting")])
    assert len(post.messages) == 17


def test_an_address_that_is_none_adds_no_header_and_becomes_a_letter(post, session):
    draw = frozen()
    list_pool(draw.recruitment)[0].contact.reach = "a@b.org\nBcc: all@example.org"
    made = told(draw, "pool")
    assert counts(made) == (17, 0, 0, 7)
    assert not any(one["Bcc"] for one in post.messages)


def test_a_line_break_in_the_name_of_the_body_adds_no_header(post, session):
    draw = frozen()
    body = session.get_one(Body, draw.recruitment.body_id)
    body.name = "Body\r\nBcc: all@example.org"
    told(draw, "pool")
    assert len(post.messages) == 18
    assert not any(one["Bcc"] for one in post.messages)


def test_a_server_that_is_away_keeps_everybody_waiting_and_logs_no_address(app, session, caplog):
    app.config["MAIL_URL"] = "smtp://127.0.0.1:1"
    made = told(frozen(), "pool")
    assert counts(made) == (0, 18, 0, 6)
    job = session.get_one(Job, made.job_id)
    assert (job.state, job.error) == ("failed", "mail_not_sent")
    assert "example.org" not in caplog.text + str(job.detail)


def test_what_a_server_took_before_it_went_away_is_not_sent_again(post, session):
    post.most = 7  # the seventh is refused while the server shuts down
    made = told(frozen(), "pool")
    assert counts(made) == (6, 12, 0, 6)
    post.most = None
    services.notices.send_again(made)
    session.commit()
    assert counts(made) == (18, 0, 0, 6)
    assert len(set(post.ids())) == 18
    assert len(post.ids()) == 19  # the seventh again, under the same Message-ID


def test_a_second_click_while_it_is_sent_asks_for_nothing(post, session):
    made = told(frozen(), "pool")
    session.query(Notice).filter_by(channel="email").update({"state": "waiting"})
    job = session.get_one(Job, made.job_id)
    job.state = "running"
    services.notices.send_again(made)
    assert made.job_id == job.id


def test_two_workers_at_once_send_each_message_once(app, post, session):
    made = told(frozen(), "pool")
    session.query(Notice).filter_by(channel="email").update({"state": "waiting"})
    session.commit()
    post.messages.clear()
    notice_ids = [made.id] * 2

    def work(announcement_id):
        with app.app_context():
            services.notices.send_notices(
                session.get_one(Announcement, announcement_id),
                lambda *_: session.commit(),
            )
            session.commit()

    threads = [threading.Thread(target=work, args=(own,)) for own in notice_ids]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(post.ids())) == 18
    assert counts(made) == (18, 0, 0, 6)


def start_worker(app, job_id):
    args = (app.config[name] for name in ("DATABASE_URL", "DATA_DIR", "MAIL_URL"))
    return subprocess.Popen([sys.executable, "-c", WORKER, *args, str(job_id)])


def test_a_killed_worker_leaves_nobody_out_and_tells_nobody_twice(app, post, session):
    made = told(frozen(), "pool")
    session.query(Notice).filter_by(channel="email").update({"state": "waiting"})
    job = session.get_one(Job, made.job_id)
    job.attempts = 0
    post.messages.clear()
    kills = 0
    for target in (2, 9):  # the third death would be taken for the job's own fault
        job.state, job.heartbeat_at = "queued", now()
        session.commit()
        worker = start_worker(app, job.id)
        while len(post.messages) < target and worker.poll() is None:
            time.sleep(0.002)
        os.kill(worker.pid, signal.SIGKILL)
        kills += worker.wait() == -signal.SIGKILL
        session.expire_all()
    assert kills == 2
    job.heartbeat_at = now() - jobs.SILENT * 2
    session.commit()
    jobs.sweep()
    session.expire_all()
    assert counts(made) == (18, 0, 0, 6)
    assert len(set(post.ids())) == 18  # each message once by its Message-ID
    assert len(post.ids()) <= 18 + kills  # at the most the one that was on its way
