"""Finding what was published."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from observatory.bodies.models import Body
from observatory.database import get_one, session
from observatory.deliberation.queries import get_file
from observatory.errors import NotFoundError
from observatory.followup.models import Delivery, Response
from observatory.followup.queries import get_delivery, list_recommendations, responses_of
from observatory.followup.rules import is_overdue
from observatory.formats import today
from observatory.lottery import queries as lottery
from observatory.lottery.models import Bundle, Draw
from observatory.publication.models import Version
from observatory.recruitment.models import InvitationDraw, Recruitment, RegisterSnapshot, Relaxation
from observatory.recruitment.queries import (
    find_invitation_draw,
    get_recruitment,
    list_relaxations,
)
from sortition import proofs

STATEMENT = "statement"


def list_statements(body: Body) -> Sequence[Version]:
    """Return the newest version of each published statement, the latest first."""
    versions = session.scalars(
        select(Version)
        .where(Version.body_id == body.id, Version.kind == STATEMENT)
        .order_by(Version.number)
    )
    newest = {version.subject: version for version in versions}
    return sorted(newest.values(), key=lambda version: version.published_at, reverse=True)


def get_statement(body: Body, number: int) -> Version:
    """Return the newest version of the statement on a file, or raise NotFoundError."""
    found: Version = get_one(
        select(Version)
        .where(Version.body_id == body.id, Version.kind == STATEMENT, Version.subject == number)
        .order_by(Version.number.desc())
        .limit(1)
    )
    return found


@dataclass(frozen=True)
class Answers:
    """What the city has answered: when it is due, and {recommendation's number: response}."""

    delivery: Delivery | None
    responses: dict[int, Response]
    waiting: int

    @property
    def is_overdue(self) -> bool:
        """Tell whether the last day has passed while something still waits."""
        late = self.delivery is not None and is_overdue(self.delivery.due_on, today())
        return bool(self.waiting) and late


def list_answers(body: Body, number: int) -> Answers:
    """Return the city's answers to the recommendations of a published file."""
    file = get_file(body, number)
    asked, found = list_recommendations(file), responses_of(file)
    responses = {one.number: found[one.id] for one in asked if one.id in found}
    return Answers(get_delivery(file), responses, len(asked) - len(responses))


def get_public_draw(body: Body, recruitment_id: int, attempt: int) -> Draw:
    """Return an attempt of a body's draw, or raise NotFoundError."""
    return lottery.get_attempt(get_recruitment(body, recruitment_id), attempt)


@dataclass(frozen=True)
class DrawFacts:
    """How a panel came about, from the quotas to the pool."""

    recruitment: Recruitment
    register: RegisterSnapshot | None
    letters: InvitationDraw | None
    replies: int
    relaxations: Sequence[Relaxation]


def get_draw_facts(draw: Draw) -> DrawFacts:
    """Return the frame of a draw: quotas, register, letters, replies."""
    letters = find_invitation_draw(draw.recruitment)
    register = session.get(RegisterSnapshot, letters.snapshot_id) if letters else None
    replies, relaxed = lottery.count_committed(draw), list_relaxations(draw.recruitment)
    return DrawFacts(draw.recruitment, register, letters, replies, relaxed)


@dataclass(frozen=True)
class DrawFile:
    """A file of a draw as everybody can download it."""

    name: str
    size: int
    digest: str


def list_downloads(draw: Draw) -> list[DrawFile]:
    """Return the files of both draws that are there, with what their bytes are."""
    return [
        DrawFile(name, len(text.encode()), proofs.sha256(text.encode()).hex())
        for name, text in list_draw_files(draw).items()
        if text
    ]


def get_bundle(draw: Draw) -> Bundle:
    """Return the bundle of a draw, or raise NotFoundError: there is none before the dice."""
    found = lottery.find_bundle(draw)
    if found is None:
        raise NotFoundError
    return found


def list_draw_files(draw: Draw) -> dict[str, str | None]:
    """Return the files of both draws, the letters' and the panel's, byte for byte."""
    letters = find_invitation_draw(draw.recruitment)
    return {"commit1": letters.commitment if letters else None, **draw.files}
