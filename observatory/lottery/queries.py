"""Finding recruitments, their quotas, letters, pool and draws."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import joinedload

from observatory.bodies.models import Body
from observatory.database import get_one, session
from observatory.jobs import Job
from observatory.lottery.models import (
    Draw,
    Invitation,
    InvitationDraw,
    Place,
    Recruitment,
    RegisterSnapshot,
    Respondent,
)
from sortition.quotas import Quota as QuotaValue
from sortition.quotas import Quotas, fold


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


def find_upload(recruitment: Recruitment) -> RegisterSnapshot | None:
    """Return the register that was sent last, read or not."""
    statement = select(RegisterSnapshot).where(RegisterSnapshot.recruitment_id == recruitment.id)
    return session.scalars(statement.order_by(RegisterSnapshot.id.desc()).limit(1)).one_or_none()


def find_register(recruitment: Recruitment) -> RegisterSnapshot | None:
    """Return the newest register that was read to its end."""
    statement = select(RegisterSnapshot).where(
        RegisterSnapshot.recruitment_id == recruitment.id, RegisterSnapshot.digest.is_not(None)
    )
    return session.scalars(statement.order_by(RegisterSnapshot.id.desc()).limit(1)).one_or_none()


def list_former_registers(snapshot: RegisterSnapshot) -> Sequence[RegisterSnapshot]:
    """Return the registers that a newer one of the same recruitment replaces."""
    statement = select(RegisterSnapshot).where(
        RegisterSnapshot.recruitment_id == snapshot.recruitment_id,
        RegisterSnapshot.id < snapshot.id,
    )
    return session.scalars(statement).all()


def find_invitation_draw(recruitment: Recruitment) -> InvitationDraw | None:
    """Return draw 1, if it is prepared or being prepared."""
    statement = select(InvitationDraw).where(InvitationDraw.recruitment_id == recruitment.id)
    return session.scalars(statement).one_or_none()


def is_at_work(row: InvitationDraw | RegisterSnapshot) -> bool:
    """Tell whether the job of a draw or a register has yet to end."""
    job = find_job(row.job_id)
    return bool(job and job.is_open)


def is_register_fixed(recruitment: Recruitment) -> bool:
    """Tell whether letters are prepared, or being prepared, from the register."""
    draw = find_invitation_draw(recruitment)
    return bool(draw and (draw.commitment or is_at_work(draw)))


def list_letters(recruitment: Recruitment) -> Sequence[Row[int, str, str, int, str]]:
    """Return (number, household, stratum, rank, leaf) of each letter, by number."""
    columns = (
        Invitation.number,
        Invitation.household,
        Invitation.stratum,
        Invitation.rank,
        Invitation.leaf,
    )
    statement = select(*columns).where(Invitation.recruitment_id == recruitment.id)
    return session.execute(statement.order_by(Invitation.number)).all()


def map_letters(recruitment: Recruitment) -> dict[int, int]:
    """Return the row id of each letter's number."""
    statement = select(Invitation.number, Invitation.id).where(
        Invitation.recruitment_id == recruitment.id
    )
    return {row.number: row.id for row in session.execute(statement)}


def answered_letters(recruitment: Recruitment) -> set[int]:
    """Return the numbers of the letters that were answered."""
    statement = select(Invitation.number).join(
        Respondent, Respondent.invitation_id == Invitation.id
    )
    return set(session.scalars(statement.where(Respondent.recruitment_id == recruitment.id)))


def count_replies(recruitment: Recruitment) -> int:
    """Return how many letters were answered."""
    statement = select(func.count()).where(Respondent.recruitment_id == recruitment.id)
    return session.scalar(statement) or 0


def list_pool(recruitment: Recruitment) -> Sequence[Respondent]:
    """Return the eligible respondents, sorted by pid."""
    statement = select(Respondent).where(
        Respondent.recruitment_id == recruitment.id, Respondent.is_eligible
    )
    return session.scalars(statement.order_by(Respondent.pid)).all()


def count_pool(recruitment: Recruitment) -> int:
    """Return how many people the draw can choose from."""
    statement = select(func.count()).where(
        Respondent.recruitment_id == recruitment.id, Respondent.is_eligible
    )
    return session.scalar(statement) or 0


def find_draw(recruitment: Recruitment) -> Draw | None:
    """Return the latest attempt of draw 2, if there is one."""
    statement = select(Draw).where(Draw.recruitment_id == recruitment.id)
    return session.scalars(statement.order_by(Draw.attempt.desc()).limit(1)).one_or_none()


def _places(draw: Draw) -> Select[Place]:
    """Select a draw's places with their respondents, in one query for all."""
    return select(Place).where(Place.draw_id == draw.id).options(joinedload(Place.respondent))


def list_places(draw: Draw) -> Sequence[Place]:
    """Return everybody's place in a draw."""
    return session.scalars(_places(draw).order_by(Place.id)).all()


def list_chances(draw: Draw) -> list[float]:
    """Return everybody's chance of a seat: in how many of the panels they sit, from 0 to 1."""
    statement = select(Place.chances).where(Place.draw_id == draw.id)
    return [chances / draw.panels for chances in session.scalars(statement)]


def list_drawn(draw: Draw) -> Sequence[Place]:
    """Return the places of those who were drawn, by rank."""
    statement = _places(draw).where(Place.is_drawn)
    return session.scalars(statement.order_by(Place.rank, Place.id)).all()


def find_public_draws(body: Body) -> Sequence[Draw]:
    """Return every attempt of a body's draws, also failed and undrawn ones, the newest first."""
    statement = (
        select(Draw)
        .join(Recruitment, Draw.recruitment_id == Recruitment.id)
        .where(Recruitment.body_id == body.id)
    )
    return session.scalars(statement.order_by(Draw.id.desc())).all()


def draw_name(recruitment: Recruitment) -> str:
    """Return the id of a recruitment's draw that enters every hash of the protocol."""
    body = session.get_one(Body, recruitment.body_id)
    return f"{body.slug}-{recruitment.id}"


def identify_draw(draw: Draw) -> dict[str, Any]:
    """Return how entries of the record name a draw."""
    return {
        "recruitment": draw.recruitment_id,
        "draw": draw_name(draw.recruitment),
        "attempt": draw.attempt,
    }


def list_attempts(recruitment: Recruitment) -> Sequence[Draw]:
    """Return all attempts of draw 2, the first first."""
    statement = select(Draw).where(Draw.recruitment_id == recruitment.id)
    return session.scalars(statement.order_by(Draw.attempt)).all()


def get_attempt(recruitment: Recruitment, attempt: int) -> Draw:
    """Return one attempt of draw 2, or raise NotFoundError."""
    statement = select(Draw).where(Draw.recruitment_id == recruitment.id, Draw.attempt == attempt)
    draw: Draw = get_one(statement)
    return draw


def is_superseded(draw: Draw) -> bool:
    """Tell whether a later attempt has taken the place of this one."""
    statement = select(func.max(Draw.attempt)).where(Draw.recruitment_id == draw.recruitment_id)
    return bool(session.scalar(statement) != draw.attempt)


def list_alternates(draw: Draw) -> Sequence[Place]:
    """Return the places that were not drawn, in the order in which vacancies go to them."""
    statement = _places(draw).where(Place.is_drawn.is_(False), Place.rank.is_not(None))
    return session.scalars(statement.order_by(Place.rank)).all()


def count_values(people: Iterable[Respondent], quotas: Quotas) -> list[int]:
    """Return how many people have each quota's value, in the order of the quotas."""
    counts = Counter(
        (fold(feature), fold(value)) for one in people for feature, value in one.features.items()
    )
    return [counts[fold(quota.feature), fold(quota.value)] for quota in quotas]


def compare_quotas(
    recruitment: Recruitment, draw: Draw | None
) -> dict[str, list[tuple[str, int, int, int, int | None]]]:
    """Return for each feature (value, pool, at least, at most, panel or None before the dice)."""
    quotas = list_quotas(recruitment)
    drawn = [place.respondent for place in list_drawn(draw)] if draw else []
    in_pool = count_values(list_pool(recruitment), quotas)
    in_panel = count_values(drawn, quotas)
    rows: dict[str, list[tuple[str, int, int, int, int | None]]] = {}
    for quota, pool, panel in zip(quotas, in_pool, in_panel, strict=True):
        rows.setdefault(quota.feature, []).append(
            (quota.value, pool, quota.minimum, quota.maximum, panel if drawn else None)
        )
    return rows


def meets_quotas(draw: Draw) -> bool:
    """Tell whether the drawn panel meets every quota, counted anew."""
    rows = [row for rows in compare_quotas(draw.recruitment, draw).values() for row in rows]
    return all(panel is not None and low <= panel <= high for _, _, low, high, panel in rows)
