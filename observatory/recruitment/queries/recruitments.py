"""Finding recruitments and their quotas."""

from collections.abc import Sequence

from sqlalchemy import select

from observatory.bodies.models import Body
from observatory.database import get_one, session
from observatory.jobs import Job
from observatory.recruitment.models import Recruitment
from sortition.quotas import Quota as QuotaValue
from sortition.quotas import Quotas


def get_recruitment(body: Body, recruitment_id: int) -> Recruitment:
    """Return a body's recruitment, or raise NotFoundError."""
    recruitment: Recruitment = get_one(
        select(Recruitment).where(Recruitment.id == recruitment_id, Recruitment.body_id == body.id)
    )
    return recruitment


def list_recruitments(body: Body) -> Sequence[Recruitment]:
    """Return a body's recruitments, the newest first."""
    statement = select(Recruitment).where(Recruitment.body_id == body.id)
    return session.scalars(statement.order_by(Recruitment.id.desc())).all()


def list_quotas(recruitment: Recruitment) -> Quotas:
    """Return a recruitment's quotas as the engine takes them."""
    return Quotas(
        tuple(
            QuotaValue(row.feature, row.value, row.minimum, row.maximum)
            for row in recruitment.quotas
        )
    )


def find_job(job_id: int | None) -> Job | None:
    """Return a job, if there is one."""
    return session.get(Job, job_id) if job_id else None


def is_frozen(recruitment: Recruitment) -> bool:
    """Tell whether a draw rests on the pool; one that found no panel lets it change again."""
    return recruitment.frozen_at is not None


def draw_name(recruitment: Recruitment) -> str:
    """Return the id of a recruitment's draw that enters every hash of the protocol."""
    body = session.get_one(Body, recruitment.body_id)
    return f"{body.slug}-{recruitment.id}"
