"""Finding the public record's entries of a body, and what each of them is about."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import url_for
from flask_babel import gettext
from sqlalchemy import ColumnElement, func, or_, select

from observatory import alarm
from observatory.bodies.models import Body
from observatory.database import get_one, session
from observatory.entries import KEY_REPLACED
from observatory.errors import NotFoundError
from observatory.heads import Head
from observatory.inspection import Fault, first_damaged
from observatory.lottery.queries import find_public_draws
from observatory.publication.kinds import DRAW, EVALUATION, KINDS, Kind
from observatory.publication.queries import list_statements
from observatory.record import RecordDamaged, RecordEntry, prove_entry, show_head

ON_PAGE = 50


@dataclass(frozen=True)
class Page:
    """Some entries of a body, the newest first."""

    entries: Sequence[RecordEntry]
    number: int
    last: int


def _of(body: Body) -> ColumnElement[bool]:
    return or_(RecordEntry.body_id == body.id, RecordEntry.body_id.is_(None))


def list_entries(body: Body, number: int) -> Page:
    """Return a page of a body's entries, or raise NotFoundError where there is none."""
    count = session.scalar(select(func.count()).select_from(RecordEntry).where(_of(body))) or 0
    last = max(1, -(-count // ON_PAGE))
    if not 1 <= number <= last:
        raise NotFoundError
    found = select(RecordEntry).where(_of(body)).order_by(RecordEntry.number.desc())
    entries = session.scalars(found.offset((number - 1) * ON_PAGE).limit(ON_PAGE)).all()
    return Page(entries, number, last)


def get_entry(body: Body, number: int) -> RecordEntry:
    """Return an entry of a body, or one of them all; else raise NotFoundError."""
    found: RecordEntry = get_one(select(RecordEntry).where(RecordEntry.number == number, _of(body)))
    return found


def get_head() -> Head:
    """Return the signed head of the record, or raise NotFoundError while it is empty."""
    head = show_head()
    if head is None:
        raise NotFoundError
    return head


def find_proof(entry: RecordEntry) -> dict[str, Any] | None:
    """Return the proof of an entry; None where the record is damaged and there is none."""
    head = show_head()
    try:
        return prove_entry(entry, head) if head else None
    except RecordDamaged:
        return None


@dataclass(frozen=True)
class Damage:
    """Since when the record does not hold, why, and from which entry on, where that is known."""

    since: datetime
    faults: Sequence[Fault]
    first: int | None

    def reaches(self, number: int) -> bool:
        """Tell whether an entry is not to be relied on."""
        return self.first is None or number >= self.first


def find_damage() -> Damage | None:
    """Return what the alarm says; None while all is well."""
    found = alarm.find_faults()
    return Damage(*found, first_damaged(found[1])) if found else None


def list_replaced() -> Sequence[int]:
    """Return the numbers of the entries that replaced a key without its signature."""
    found = select(RecordEntry.number).where(RecordEntry.kind == KEY_REPLACED)
    return session.scalars(found.order_by(RecordEntry.number)).all()


class Subjects:
    """What the entries of a body are about: words for each, and the page of its subject."""

    def __init__(self, body: Body) -> None:
        draws = find_public_draws(body)
        self.attempts = {(draw.recruitment_id, draw.attempt) for draw in draws}
        self.files = {version.subject for version in list_statements(body)}

    def sentence(self, entry: RecordEntry) -> str:
        """Return what was done, in the reader's language."""
        kind = KINDS.get(entry.kind)
        return gettext(kind.sentence) if kind else entry.kind

    def address(self, entry: RecordEntry) -> str | None:
        """Return where the draw or the evaluation of an entry stands; None if nowhere yet."""
        about, data = KINDS.get(entry.kind, Kind("")).about, entry.data
        number = data.get("file")
        if about == EVALUATION and isinstance(number, int) and number in self.files:
            return url_for("publication.show_evaluation", number=number)
        draw = self._find_draw(data) if about == DRAW else None
        if draw is None:
            return None
        return url_for("publication.show_draw", recruitment_id=draw[0], attempt=draw[1])

    def _find_draw(self, data: dict[str, Any]) -> tuple[int, int] | None:
        own, attempt = data.get("recruitment"), data.get("attempt")
        if attempt is None:
            attempt = max((at for one, at in self.attempts if one == own), default=None)
        if not isinstance(own, int) or not isinstance(attempt, int):
            return None
        return (own, attempt) if (own, attempt) in self.attempts else None
