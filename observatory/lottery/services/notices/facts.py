"""What notices say of a draw and of one person in it: figures, days, whom to call."""

import json
from dataclasses import dataclass
from datetime import date

from observatory.bodies.models import Body
from observatory.database import session
from observatory.lottery import queries
from observatory.lottery.models import Announcement
from observatory.recruitment.queries import find_settings
from observatory.recruitment.services.letters.press import NoSettings

SHOWN = 12  # characters of a person's code in the draw: what the public pages show of it


@dataclass(frozen=True)
class Facts:
    """What all notices of an announcement share."""

    body: str
    city: str
    slug: str
    recruitment: int
    attempt: int
    seats: int
    pool: int
    panels: int
    commitment: str
    reason: str
    answer_by: date | None
    phone: str
    email: str
    kept_until: date | None


@dataclass(frozen=True)
class Own:
    """What only one person's notice says: code in the draw, chances, place in the order."""

    code: str
    chances: int = 0
    place: int = 0


SAMPLE = Own("0" * SHOWN, 43, 12)


def facts_of(announcement: Announcement) -> Facts:
    """Return what the notices of an announcement share; without a telephone nobody is told."""
    draw = announcement.draw
    recruitment = draw.recruitment
    settings = find_settings(recruitment)
    if settings is None:
        raise NoSettings
    body = session.get_one(Body, recruitment.body_id)
    return Facts(
        body=body.name,
        city=body.city,
        slug=body.slug,
        recruitment=recruitment.id,
        attempt=draw.attempt,
        seats=recruitment.seats,
        pool=queries.count_committed(draw),
        panels=draw.panels,
        commitment=draw.commitment_digest,
        reason=draw.reason or "",
        answer_by=announcement.answer_by,
        phone=settings.phone,
        email=settings.email,
        kept_until=None,
    )


def order_of(announcement: Announcement) -> dict[str, int]:
    """Return the place of each code in the order in which free seats are offered, from 1."""
    result = json.loads(announcement.draw.result or "{}")
    return {own: place for place, own in enumerate(result.get("order", ()), start=1)}
