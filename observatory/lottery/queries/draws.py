"""Finding attempts of draw 2 and everybody's place in them."""

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from observatory.bodies.models import Body
from observatory.database import get_one, session
from observatory.jobs import Job
from observatory.lottery.models import Draw, Place
from observatory.recruitment.models import Recruitment
from observatory.recruitment.queries.recruitments import draw_name, list_quotas
from observatory.recruitment.queries.replies import count_values, list_pool


def find_draw(recruitment: Recruitment) -> Draw | None:
    """Return the latest attempt of draw 2, if there is one."""
    statement = select(Draw).where(Draw.recruitment_id == recruitment.id)
    return session.scalars(statement.order_by(Draw.attempt.desc()).limit(1)).one_or_none()


def is_solving(draw: Draw) -> bool:
    """Tell whether work on the panels of a draw has yet to end."""
    job = session.get(Job, draw.job_id, populate_existing=True) if draw.job_id else None
    return job is not None and job.is_open


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


def count_committed(draw: Draw) -> int:
    """Return how many people the frozen pool has, whoever left since."""
    return len(json.loads(draw.commitment).get("pool", ()))


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
