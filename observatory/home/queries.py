"""What the start pages show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from observatory.bodies.models import Body
from observatory.bodies.queries import list_bodies, list_role_bodies
from observatory.deliberation.models import File
from observatory.deliberation.queries import list_files
from observatory.errors import NotFoundError
from observatory.followup.queries import list_overdue
from observatory.formats import today
from observatory.panel.models import Seat
from observatory.panel.queries import find_seat, list_seats
from observatory.publication.models import Version
from observatory.publication.queries import list_statements
from observatory.recruitment.models import Recruitment
from observatory.recruitment.queries import find_invitation_draw, list_recruitments

__all__ = [
    "BodyFacts",
    "demo_register",
    "get_facts",
    "list_bodies",
    "list_demo_recruitments",
    "list_own_bodies",
]


@dataclass(frozen=True)
class BodyFacts:
    """What a body's public page tells: who sits, what is under review, found, overdue."""

    seats: Sequence[Seat]
    files: Sequence[File]
    statements: Sequence[Version]
    overdue: Sequence[Any]


def get_facts(body: Body) -> BodyFacts:
    """Return what a body's public page tells today."""
    return BodyFacts(
        seats=list_seats(body),
        files=[file for file in list_files(body) if file.state not in ("published", "answered")],
        statements=list_statements(body),
        overdue=list_overdue(body, today()),
    )


def list_own_bodies(account: Any) -> list[Body]:
    """Return the bodies in which an account has a role or a seat; none for a reader."""
    if not account.is_authenticated:
        return []
    with_role = {body.id for body in list_role_bodies(account)}
    return [body for body in list_bodies() if body.id in with_role or find_seat(account, body)]


def demo_register(settings: Mapping[str, Any]) -> Path:
    """Return the made-up register's file; outside a demonstration there is none."""
    path = Path(settings["DATA_DIR"]) / "demo" / "register.csv"
    if not settings["IS_DEMO"] or not path.exists():
        raise NotFoundError
    return path


def list_demo_recruitments(body: Body) -> list[Recruitment]:
    """Return the recruitments whose letters wait for made-up replies."""
    return [
        one
        for one in list_recruitments(body)
        if (letters := find_invitation_draw(one)) and letters.drawn_at
    ]
