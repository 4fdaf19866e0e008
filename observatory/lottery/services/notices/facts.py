"""What notices say of a draw and of one person in it: figures, days, whom to call."""

import json
from dataclasses import dataclass
from datetime import date, datetime

from observatory.bodies.models import Body
from observatory.database import session
from observatory.lottery import queries
from observatory.lottery.models import Announcement, Draw
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
    object_until: datetime | None
    is_open: bool
    answer_by: date | None
    phone: str
    email: str
    post: str
    kept_until: date | None


@dataclass(frozen=True)
class Own:
    """What only one person's notice says: code in the draw, chances, place in the order."""

    code: str
    chances: int = 0
    place: int = 0


SAMPLE = Own("0" * SHOWN, 43, 12)


def describe(
    draw: Draw, occasion: str, subject: str = "", answer_by: date | None = None
) -> Announcement:
    """Return an announcement that is not saved yet, with what it says of the list."""
    committed = json.loads(draw.commitment)
    former = committed.get("former") or [{"reason": None}]
    return Announcement(
        draw=draw,
        occasion=occasion,
        subject=subject or subject_of(draw, occasion),
        members=len(committed.get("pool", ())),
        reason=former[-1]["reason"],
        answer_by=answer_by,
    )


def subject_of(draw: Draw, occasion: str) -> str:
    """Return what tells announcements of the same occasion apart: a corrected list is told anew."""
    return draw.commitment_digest if occasion == "pool" else ""


def facts_of(announcement: Announcement) -> Facts:
    """Return what the notices of an announcement share; without a telephone nobody is told."""
    draw = announcement.draw
    recruitment, rules = draw.recruitment, json.loads(draw.commitment)
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
        pool=announcement.members,
        panels=draw.panels,
        commitment=announcement.subject,
        reason=announcement.reason or "",
        object_until=_moment(rules.get("objections", {}).get("until")),
        is_open=draw.is_open_to_objections and not queries.is_replaced(announcement),
        answer_by=announcement.answer_by,
        phone=settings.phone,
        email=settings.email,
        post=settings.sender,
        kept_until=_day(rules.get("replacements", {}).get("until")),
    )


def _moment(written: str | None) -> datetime | None:
    return datetime.fromisoformat(written) if written else None


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


def order_of(announcement: Announcement) -> dict[str, int]:
    """Return the place of each code in the order in which free seats are offered, from 1."""
    result = json.loads(announcement.draw.result or "{}")
    return {own: place for place, own in enumerate(result.get("order", ()), start=1)}
