"""Doing the demonstration's jobs at once, instead of waiting for the worker."""

from observatory import jobs
from observatory.database import session


def finish(job_id: int | None) -> None:
    """Commit, and do a job."""
    session.commit()
    if job_id is None:
        return
    jobs.run(job_id)
    job = session.get_one(jobs.Job, job_id)
    if job.state == "failed":
        raise RuntimeError(f"{job.name} failed: {job.error} {job.detail}")
