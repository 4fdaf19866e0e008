"""Deciding who is told on an occasion, and by which channel; a second time changes nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import insert, update

from observatory import jobs
from observatory.database import is_changed, session
from observatory.errors import N_, RuleBroken
from observatory.lottery import queries
from observatory.lottery.models import Announcement, Draw, Notice
from observatory.lottery.services.notices.facts import describe, facts_of, subject_of
from observatory.pages import LANGUAGE_NAMES
from observatory.recruitment.models import Respondent
from observatory.recruitment.queries import find_job
from observatory.recruitment.services.replies.checking import is_email

FIRST_LANGUAGE = next(iter(LANGUAGE_NAMES))
Person = tuple[str, Any]  # what they are told, and a row of queries.PERSON


class NothingToTell(RuleBroken):
    """People are told what has happened, and of the newest attempt only."""

    code = "nothing_to_tell"
    message = N_("There is nothing to tell yet, or not any more.")


class NobodyToTell(RuleBroken):
    """Everybody withdrew."""

    code = "nobody_to_tell"
    message = N_("There is nobody to tell.")


@dataclass(frozen=True)
class Plan:
    """How many would be told how, before anybody is."""

    email: int
    unconfirmed: int
    letter: int
    kinds: tuple[str, ...]


def tell(
    draw: Draw,
    occasion: str,
    *,
    people: Sequence[Respondent] | None = None,
    subject: str = "",
    answer_by: date | None = None,
    with_unconfirmed: bool = False,
) -> Announcement:
    """Tell everybody concerned: a job sends the e-mails, and letters wait to be printed.

    occasion: "pool" and "result" tell the whole pool; "replacement" tells `people`, and `subject`
    names which vacancy it is. The same occasion again returns the first announcement as it is.
    """
    announcement = describe(draw, occasion, subject, answer_by)
    if found := queries.find_announcement(draw, occasion, announcement.subject):
        return found
    told = people_of(draw, occasion, people)
    announcement.with_unconfirmed = with_unconfirmed
    facts_of(announcement)  # refuses where the letters have no sender yet
    session.add(announcement)
    session.flush()
    rows = [_row(announcement, kind, one) for kind, one in told]
    session.execute(insert(Notice), rows)
    if any(row["channel"] == "email" for row in rows):
        announcement.job_id = jobs.request_job("lottery.send_notices", announcement.id).id
    return announcement


def _row(announcement: Announcement, kind: str, one: Any) -> dict[str, Any]:
    return {
        "announcement_id": announcement.id,
        "respondent_id": one.id,
        "kind": kind,
        "channel": "email" if takes_email(one, announcement.with_unconfirmed) else "letter",
        "language": one.language or FIRST_LANGUAGE,
    }


def takes_email(one: Any, with_unconfirmed: bool) -> bool:
    """Tell whether somebody is written to by e-mail: at an address that is shown to be theirs."""
    if not one.reach or not is_email(one.reach):
        return False
    return bool(with_unconfirmed or one.reach_confirmed_on)


def find_told(draw: Draw | None, occasion: str) -> Announcement | None:
    """Return what was announced of the present list, or of the result."""
    if draw is None:
        return None
    return queries.find_announcement(draw, occasion, subject_of(draw, occasion))


def is_due(draw: Draw, occasion: str) -> bool:
    """Tell whether the occasion has come: only the newest attempt is told."""
    if queries.is_superseded(draw):
        return False
    if occasion == "pool":
        return draw.state in ("frozen", "solved")
    return bool(draw.result)


def people_of(
    draw: Draw, occasion: str, people: Iterable[Respondent] | None = None
) -> list[Person]:
    """Return who is told what on an occasion; nobody who withdrew is among them."""
    if not is_due(draw, occasion):
        raise NothingToTell
    if occasion == "pool":
        told = _told_of_pool(draw)
    elif occasion == "result":
        told = _told_of_result(draw)
    else:
        chosen = queries.list_chosen(draw, [one.id for one in people or ()])
        told = [("replacement", one) for one in chosen]
    if not told:
        raise NobodyToTell
    return told


def _told_of_pool(draw: Draw) -> list[Person]:
    before, pool = queries.told_before(draw), queries.list_committed(draw)
    told: list[Person] = [("pool_again" if one.id in before else "pool", one) for one in pool]
    listed = {person for person, kind in before.items() if kind != "left_out"}
    left_out = listed - {one.id for one in pool}
    return told + [("left_out", one) for one in queries.list_chosen(draw, sorted(left_out))]


def _told_of_result(draw: Draw) -> list[Person]:
    return [
        ("drawn" if is_drawn else "not_drawn", one) for one, is_drawn in queries.list_placed(draw)
    ]


def plan(draw: Draw, occasion: str) -> Plan | None:
    """Count who would be told how, and name the kinds of notices; None before the occasion."""
    if not is_due(draw, occasion):
        return None
    told = people_of(draw, occasion)
    confirmed = sum(takes_email(one, False) for _, one in told)
    any_email = sum(takes_email(one, True) for _, one in told)
    kinds = tuple(dict.fromkeys(kind for kind, _ in told))
    return Plan(confirmed, any_email - confirmed, len(told) - any_email, kinds)


def send_again(announcement: Announcement) -> None:
    """Have the e-mails sent that still wait; a second click finds the work begun."""
    job = find_job(announcement.job_id)
    if not queries.count_told(announcement).to_send or (job and job.is_open):
        return
    fresh = jobs.request_job("lottery.send_notices", announcement.id)
    taken = update(Announcement).where(
        Announcement.id == announcement.id, Announcement.job_id == announcement.job_id
    )
    if not is_changed(taken.values(job_id=fresh.id)):
        session.rollback()
        return
    session.refresh(announcement)
