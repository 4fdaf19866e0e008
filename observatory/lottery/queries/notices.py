"""Finding who is told on an occasion, by which channel, and how far that is."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, func, select

from observatory.database import get_one, session
from observatory.lottery.models import Announcement, Draw, Notice, Place
from observatory.recruitment.models import (
    Address,
    Contact,
    Invitation,
    Recruitment,
    Respondent,
)

PERSON = (
    Respondent.id,
    Respondent.pid,
    Contact.reach,
    Contact.reach_confirmed_on,
    Contact.language,
)
TOLD = (
    Notice.id,
    Notice.kind,
    Notice.language,
    Notice.attempts,
    Respondent.pid,
    Contact.name,
    Contact.reach,
    Invitation.number,
    Invitation.household,
    Address.lines,
    Place.chances,
)


@dataclass(frozen=True)
class Told:
    """How many notices of an announcement are where."""

    sent: int = 0
    to_send: int = 0
    printed: int = 0
    to_print: int = 0
    withdrawn: int = 0
    replaced: int = 0  # not told before another list took the place of theirs

    @property
    def is_done(self) -> bool:
        """Tell whether nothing waits any more."""
        return not (self.to_send or self.to_print)


def find_announcement(draw: Draw, occasion: str, subject: str = "") -> Announcement | None:
    """Return what was announced of a draw on an occasion, if it was."""
    statement = select(Announcement).where(
        Announcement.draw_id == draw.id,
        Announcement.occasion == occasion,
        Announcement.subject == subject,
    )
    return session.scalars(statement).one_or_none()


def get_announcement(recruitment: Recruitment, announcement_id: int) -> Announcement:
    """Return an announcement of a recruitment, or raise NotFoundError."""
    found: Announcement = get_one(
        select(Announcement)
        .join(Draw, Announcement.draw_id == Draw.id)
        .where(Announcement.id == announcement_id, Draw.recruitment_id == recruitment.id)
    )
    return found


def list_announcements(recruitment: Recruitment) -> Sequence[Announcement]:
    """Return all announcements of a recruitment, the newest first."""
    statement = (
        select(Announcement)
        .join(Draw, Announcement.draw_id == Draw.id)
        .where(Draw.recruitment_id == recruitment.id)
    )
    return session.scalars(statement.order_by(Announcement.id.desc())).all()


def _people(draw: Draw) -> Select[*tuple[Any, ...]]:
    """Select everybody of a recruitment who did not withdraw."""
    return (
        select(*PERSON)
        .outerjoin(Contact, Contact.respondent_id == Respondent.id)
        .where(Respondent.recruitment_id == draw.recruitment_id, Respondent.withdrawn_on.is_(None))
        .order_by(Respondent.id)
    )


def list_committed(draw: Draw) -> list[Row[Any]]:
    """Return (id, pid, reach, ...) of the frozen pool, without those who withdrew since."""
    pids = {own for own, _ in json.loads(draw.commitment).get("pool", ())}
    return [row for row in session.execute(_people(draw)) if row.pid in pids]


def list_placed(draw: Draw) -> list[tuple[Row[Any], bool]]:
    """Return everybody who has a place in a draw, and whether the dice drew them."""
    places = select(Place.respondent_id, Place.is_drawn).where(Place.draw_id == draw.id)
    drawn = {row.respondent_id: row.is_drawn for row in session.execute(places)}
    return [(row, drawn[row.id]) for row in session.execute(_people(draw)) if row.id in drawn]


def list_chosen(draw: Draw, respondents: Sequence[int]) -> list[Row[Any]]:
    """Return those of some respondents who did not withdraw."""
    return list(session.execute(_people(draw).where(Respondent.id.in_(respondents))))


def is_replaced(announcement: Announcement) -> bool:
    """Tell whether another list has taken the place of the one that an announcement is about."""
    if announcement.occasion != "pool":
        return False
    own = announcement.draw_id or announcement.draw.id  # one to look at has no draw_id yet
    recruitment = select(Draw.recruitment_id).where(Draw.id == own).scalar_subquery()
    newest = select(Draw.commitment_digest).where(Draw.recruitment_id == recruitment)
    present = session.scalar(newest.order_by(Draw.attempt.desc()).limit(1))
    return bool(present != announcement.subject)


def told_before(draw: Draw) -> dict[int, str]:
    """Return who was told of a list of the same recruitment before, and of which kind last.

    What was not sent or printed before its list was corrected told nobody anything.
    """
    statement = (
        select(Notice.respondent_id, Notice.kind)
        .join(Announcement, Notice.announcement_id == Announcement.id)
        .join(Draw, Announcement.draw_id == Draw.id)
        .where(
            Draw.recruitment_id == draw.recruitment_id,
            Announcement.occasion == "pool",
            Notice.state.in_(("sent", "printed")),
        )
        .order_by(Announcement.id)
    )
    return {row.respondent_id: row.kind for row in session.execute(statement)}


def count_told(announcement: Announcement) -> Told:
    """Count an announcement's notices by channel and state."""
    kinds = (Notice.channel, Notice.state)
    statement = select(*kinds, func.count()).where(Notice.announcement_id == announcement.id)
    found = {(row[0], row[1]): row[2] for row in session.execute(statement.group_by(*kinds))}
    waiting = [found.get((channel, "waiting"), 0) for channel in ("email", "letter")]
    replaced = sum(waiting) if is_replaced(announcement) else 0
    to_send, to_print = (0, 0) if replaced else waiting
    return Told(
        sent=found.get(("email", "sent"), 0),
        to_send=to_send + found.get(("email", "sending"), 0),
        printed=found.get(("letter", "printed"), 0),
        to_print=to_print,
        withdrawn=sum(number for (_, state), number in found.items() if state == "withdrawn"),
        replaced=replaced,
    )


def list_told(announcement: Announcement, *which: ColumnElement[bool]) -> Sequence[Row[Any]]:
    """Return what the notices of an announcement need, by number of the letter."""
    place = and_(Place.respondent_id == Notice.respondent_id, Place.draw_id == announcement.draw_id)
    statement = (
        select(*TOLD)
        .select_from(Notice)
        .join(Respondent, Notice.respondent_id == Respondent.id)
        .join(Invitation, Respondent.invitation_id == Invitation.id)
        .outerjoin(Contact, Contact.respondent_id == Respondent.id)
        .outerjoin(Address, Address.invitation_id == Invitation.id)
        .outerjoin(Place, place)
        .where(Notice.announcement_id == announcement.id, Respondent.withdrawn_on.is_(None), *which)
    )
    return session.execute(statement.order_by(Invitation.number)).all()


def list_runs(announcement: Announcement) -> dict[int, dict[str, int]]:
    """Return each printing of an announcement's letters: how many in each language."""
    statement = (
        select(Notice.run, Notice.language, func.count())
        .join(Respondent, Notice.respondent_id == Respondent.id)
        .where(
            Notice.announcement_id == announcement.id,
            Notice.run.is_not(None),
            Respondent.withdrawn_on.is_(None),
        )
        .group_by(Notice.run, Notice.language)
        .order_by(Notice.run, Notice.language)
    )
    runs: dict[int, dict[str, int]] = {}
    for run, language, count in session.execute(statement):
        runs.setdefault(run or 0, {})[language] = count
    return runs


def last_run(announcement: Announcement) -> int:
    """Return the number of the last printing, 0 before the first."""
    statement = select(func.max(Notice.run)).where(Notice.announcement_id == announcement.id)
    return session.scalar(statement) or 0


def list_failures(announcement: Announcement) -> Sequence[Row[int, str | None, str]]:
    """Return (number of the letter, failure, state) of e-mails that became letters."""
    statement = (
        select(Invitation.number, Notice.failure, Notice.state)
        .select_from(Notice)
        .join(Respondent, Notice.respondent_id == Respondent.id)
        .join(Invitation, Respondent.invitation_id == Invitation.id)
        .where(Notice.announcement_id == announcement.id, Notice.failure.is_not(None))
    )
    return session.execute(statement.order_by(Invitation.number)).all()


def get_notice(announcement: Announcement, number: int) -> Notice:
    """Return the notice of who answered a letter, or raise NotFoundError."""
    found: Notice = get_one(
        select(Notice)
        .join(Respondent, Notice.respondent_id == Respondent.id)
        .join(Invitation, Respondent.invitation_id == Invitation.id)
        .where(Notice.announcement_id == announcement.id, Invitation.number == number)
    )
    return found
