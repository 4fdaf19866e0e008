"""Work outside the request: a job table with progress and heartbeat, run by huey.

Huey carries a job's id to a worker; the table is the truth. A job whose worker died is
found by its silent heartbeat and sent again, so every task must be idempotent; one that ended
its worker three times is given up.
"""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from flask import Flask, current_app
from flask.cli import AppGroup
from flask_babel import gettext
from huey import PostgresHuey, SqliteHuey, crontab
from huey.serializer import SignedSerializer
from sqlalchemy import event, select, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Mapped, Session, mapped_column

from observatory.database import Base, is_changed, now, session
from observatory.errors import N_, ObservatoryError

log = logging.getLogger(__name__)

Task = Callable[["Job"], None]
TASKS: dict[str, Task] = {}
NIGHTLY: list[Callable[[], object]] = []
BEAT_SECONDS = 10
SILENT = timedelta(seconds=60)
MOST_ATTEMPTS = 3
GIVEN_UP = "given_up"
WHY_GIVEN_UP = N_(
    "This work was begun three times, and each time the computer broke off in the middle of it. "
    "It may have too little memory. Tell the administrator. Nothing is lost. "
    "When the administrator says so, start the work again."
)


class Job(Base):
    """One piece of work: what, on which row, how far, and how it ended."""

    __tablename__ = "job"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    subject: Mapped[int]
    state: Mapped[str] = mapped_column(default="queued")  # queued, running, done, failed
    attempts: Mapped[int] = mapped_column(default=0)  # how often a worker began it
    stage: Mapped[str] = mapped_column(default="")
    progress: Mapped[float] = mapped_column(default=0.0)
    error: Mapped[str | None]
    detail: Mapped[dict[str, Any] | None]  # the broken rule's parameters, or what a page shows
    requested_at: Mapped[datetime] = mapped_column(default=now)
    heartbeat_at: Mapped[datetime] = mapped_column(default=now)
    finished_at: Mapped[datetime | None]

    @property
    def is_open(self) -> bool:
        """Tell whether the job has yet to end."""
        return self.state in ("queued", "running")

    @property
    def given_up(self) -> str:
        """Return why nobody begins the job any more, in words; blank while that is not so."""
        return gettext(WHY_GIVEN_UP) if self.error == GIVEN_UP else ""

    def report(self, stage: str, fraction: float) -> None:
        """Save how far the work is; commits, so that the page sees it."""
        self.stage, self.progress, self.heartbeat_at = stage, fraction, now()
        session.commit()


def task(name: str) -> Callable[[Task], Task]:
    """Register a function as the work of all jobs of a name."""

    def register(function: Task) -> Task:
        TASKS[name] = function
        return function

    return register


def nightly(function: Callable[[], object]) -> Callable[[], object]:
    """Register what is tidied up every night."""
    NIGHTLY.append(function)
    return function


def tidy() -> None:
    """Do what is due every night; what one part cannot do keeps no other from its work."""
    for function in NIGHTLY:
        try:
            function()
            session.commit()
        except Exception:
            session.rollback()
            log.exception("%s failed", function.__name__)


def request_job(name: str, subject: int) -> Job:
    """Return a new job; it is sent to a worker when the session commits."""
    job = Job(name=name, subject=subject)
    session.add(job)
    session.flush()
    session.info.setdefault("jobs", []).append(job.id)
    return job


def as_json(job: Job) -> dict[str, Any]:
    """Return what the progress page asks for: state, stage and progress from 0 to 1."""
    return {"state": job.state, "stage": job.stage, "progress": round(job.progress, 3)}


@event.listens_for(Session, "after_commit")
def _send(committed: Session) -> None:
    for job_id in committed.info.pop("jobs", []):
        try:
            current_app.extensions["run_job"](job_id)
        except Exception:  # what was asked for is saved: the sweep sends it a minute later
            log.exception("job %s was not sent", job_id)


@contextmanager
def _heart(app: Flask, job_id: int) -> Iterator[None]:
    """Beat while the work goes on: a solver may be silent for minutes."""
    stop = threading.Event()

    def beat() -> None:
        with app.app_context():
            while not stop.wait(BEAT_SECONDS):
                try:
                    session.execute(update(Job).where(Job.id == job_id).values(heartbeat_at=now()))
                    session.commit()
                except SQLAlchemyError:  # one beat is lost; the work goes on
                    session.rollback()

    thread = threading.Thread(target=beat, daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def run(job_id: int) -> None:
    """Do a job's work once; a broken rule or a fault is kept as its end."""
    queued = update(Job).where(Job.id == job_id, Job.state == "queued")
    attempts = Job.attempts + 1
    is_taken = is_changed(queued.values(state="running", heartbeat_at=now(), attempts=attempts))
    session.commit()
    if not is_taken:
        return
    job = session.get_one(Job, job_id)
    try:
        TASKS[job.name](job)
        job.state, job.progress, job.error = "done", 1.0, None
    except ObservatoryError as error:
        session.rollback()
        job.state, job.error, job.detail = "failed", error.code, error.detail
    except Exception:
        session.rollback()
        log.exception("job %s failed", job_id)
        job.state, job.error = "failed", "fault"
    job.finished_at = now()
    session.commit()


def sweep() -> int:
    """Send again every job whose worker fell silent, up to three times; return how many."""
    silent = select(Job).where(
        Job.state.in_(("queued", "running")), Job.heartbeat_at < now() - SILENT
    )
    sent = []
    for job in session.scalars(silent):
        if job.attempts >= MOST_ATTEMPTS:
            _give_up(job)
        else:
            job.state, job.heartbeat_at = "queued", now()
            sent.append(job.id)
    session.info.setdefault("jobs", []).extend(sent)
    session.commit()
    return len(sent)


def _give_up(job: Job) -> None:
    """Leave a job that ended its worker every time: others wait behind it."""
    log.error("job %s (%s) ended its worker %s times", job.id, job.name, job.attempts)
    job.state, job.error, job.finished_at = "failed", GIVEN_UP, now()


def init_app(app: Flask) -> None:
    """Make the queue beside the database and add the worker's command."""
    serializer = SignedSerializer(secret=app.config["SECRET_KEY"])
    url = app.config["DATABASE_URL"]
    settings = {"immediate": app.config["JOBS_IMMEDIATE"], "serializer": serializer}
    if url.startswith("postgresql+psycopg://") and not app.config["JOBS_IMMEDIATE"]:
        queue = PostgresHuey("observatory", dsn=url.replace("+psycopg", "", 1), **settings)
    else:
        queue = SqliteHuey(
            "observatory", filename=f"{app.config['DATA_DIR']}/jobs.db", results=False, **settings
        )

    @queue.task(name="run_job")
    def run_job(job_id: int) -> None:
        with app.app_context(), _heart(app, job_id):
            run(job_id)

    @queue.periodic_task(crontab(minute="*"), name="sweep")
    def sweep_jobs() -> None:
        with app.app_context():
            sweep()

    @queue.periodic_task(crontab(hour="3", minute="10"), name="tidy")
    def tidy_up() -> None:
        with app.app_context():
            tidy()

    app.extensions["huey"], app.extensions["run_job"] = queue, run_job
    app.cli.add_command(commands)


commands = AppGroup("jobs", help="Work outside the request.")


@commands.command("work")
def work() -> None:
    """Take jobs from the queue until interrupted."""
    sweep()
    current_app.extensions["huey"].create_consumer(
        workers=1,
        periodic=True,
        max_delay=1,  # an idle worker looks every second, not every ten
    ).run()
