"""Saving replies: one way for every channel, so the same record and the same checks."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.exc import IntegrityError

from observatory.database import now, session
from observatory.errors import N_, RuleBroken
from observatory.formats import day_of, today
from observatory.jobs import request_job
from observatory.recruitment import queries
from observatory.recruitment.models import Contact, Invitation, Recruitment, Respondent
from observatory.recruitment.services.replies.checking import FIELDS, Checks, is_email
from sortition import personal
from sortition.errors import InputError, Problem


class RepliesClosed(RuleBroken):
    """The pool is what was committed to."""

    code = "replies_closed"
    message = N_("The pool is frozen for the draw. Replies cannot be added any more.")


class RepliesNotOpen(RuleBroken):
    """Replies are taken from the minute on that the letters name."""

    code = "replies_not_open"
    message = N_("Replies are not taken yet.")


class RepliesOver(RuleBroken):
    """Replies are taken up to the minute that the letters name."""

    code = "replies_over"
    message = N_("The time to answer ended on %(moment)s. This reply was not saved.")


class DayTooEarly(RuleBroken):
    """Nobody answered before replies were taken: the day or its year is a slip."""

    code = "day_too_early"
    message = N_("Replies are taken from %(first)s on. Check the day of this one.")


class DayToCome(RuleBroken):
    """Nobody answered tomorrow."""

    code = "day_to_come"
    message = N_("This day is still to come. Check the day of the reply.")


class AlreadyAnswered(RuleBroken):
    """One reply counts for each letter: one for each household."""

    code = "already_answered"
    message = N_(
        "This letter was already answered on %(day)s. One reply counts for each household."
    )


@dataclass(frozen=True)
class Reply:
    """What somebody answered; checked again where it is saved.

    `replied_on` is written on paper or in a file; without it the reply is given now.
    """

    features: Mapping[str, str]
    name: str
    contact: str
    channel: str
    own: str
    replied_on: date | None = None
    is_helped: bool = False
    language: str = ""


def save_reply(invitation: Invitation, reply: Reply, secret: str | None = None) -> Respondent:
    """Return the respondent who answered a letter, with secret and nonce; for every channel.

    Raises RepliesClosed, RepliesNotOpen, RepliesOver, AlreadyAnswered, what refuse_day raises; and
    InputError with all problems of the fields. `secret` is given where the same submission must
    give the same one.
    """
    if same := find_same(invitation, secret):
        return same
    recruitment = session.get_one(Recruitment, invitation.recruitment_id)
    refuse_closed(recruitment, reply.replied_on)
    saved = _save(recruitment, invitation, reply, secret)
    # A freeze under way made the row wait; one that begins now waits for the row.
    session.refresh(recruitment, ["frozen_at"])
    refuse_frozen(recruitment)
    return saved


def admit_forgotten(invitation: Invitation, reply: Reply) -> Respondent:
    """Save a reply that came in time and was entered by nobody until the pool was frozen.

    Only the decision of an objection may call this, for the pool is committed to. Raises what
    save_reply raises, but for RepliesClosed; the last day is not later than that of the freeze.
    """
    find_same(invitation, None)
    recruitment = session.get_one(Recruitment, invitation.recruitment_id)
    refuse_day(recruitment, reply.replied_on or today())
    saved = _save(recruitment, invitation, reply, None)
    saved.confirmed_on = today()  # by the register holder, whom the clerk asked first
    session.flush()
    return saved


def _save(
    recruitment: Recruitment, invitation: Invitation, reply: Reply, secret: str | None
) -> Respondent:
    checked = _checked(Checks(queries.list_quotas(recruitment)), reply)
    respondent = make_respondent(recruitment, invitation.id, checked, secret)
    session.add(respondent)
    try:
        session.flush()
    except IntegrityError:  # another request answered the same letter at this moment
        session.rollback()
        if same := find_same(invitation, secret):
            return same
        raise
    if reply.language and is_email(checked.contact):
        request_job("recruitment.ask_address", respondent.id)
    return respondent


def find_same(invitation: Invitation, secret: str | None) -> Respondent | None:
    """Return what this submission saved before; raise AlreadyAnswered where another one did."""
    former = queries.find_reply(invitation)
    if former is None or (secret and former.secret == secret and not former.withdrawn_on):
        return former
    raise AlreadyAnswered(day=former.replied_on)


def refuse_answered_or_closed(invitation: Invitation) -> None:
    """Raise why a letter cannot be answered now, before anybody fills in the form."""
    find_same(invitation, None)
    refuse_closed(session.get_one(Recruitment, invitation.recruitment_id))


def refuse_closed(recruitment: Recruitment, replied_on: date | None = None) -> None:
    """Raise why a reply of a day, or one given now, cannot be taken."""
    refuse_frozen(recruitment)
    opens, closes = recruitment.replies_open_at, recruitment.replies_close_at
    if replied_on is not None:
        refuse_day(recruitment, replied_on)
    elif opens is None or now() < opens:
        raise RepliesNotOpen
    elif closes and now() >= closes:
        raise RepliesOver(moment=closes)


def refuse_day(recruitment: Recruitment, replied_on: date) -> None:
    """Raise DayTooEarly before the opening, DayToCome after today, and RepliesOver for a day
    after the closing or, once the pool is frozen, after that.
    """
    first = first_day(recruitment)
    if first and replied_on < first:
        raise DayTooEarly(first=first)
    ends = [one for one in (recruitment.replies_close_at, recruitment.frozen_at) if one]
    if ends and replied_on > day_of(min(ends)):
        raise RepliesOver(moment=min(ends))
    if replied_on > today():
        raise DayToCome


def refuse_frozen(recruitment: Recruitment) -> None:
    """Raise RepliesClosed once the pool is frozen."""
    if queries.is_frozen(recruitment):
        raise RepliesClosed


def first_day(recruitment: Recruitment) -> date | None:
    """Return the first day on which a reply on paper may be dated, once it is fixed."""
    opens = recruitment.replies_open_at
    return day_of(opens) if opens else None


def last_day(recruitment: Recruitment) -> date | None:
    """Return the last day on which a reply on paper may be dated, once it is fixed."""
    closes = recruitment.replies_close_at
    return day_of(closes) if closes else None


def _checked(checks: Checks, reply: Reply) -> Reply:
    """Return the reply as it is kept, or raise InputError with every problem."""
    found = {name: checks.of(name, getattr(reply, name)) for name in FIELDS}
    values = {name: checks.value(name, reply.features.get(name, "")) for name in checks.values}
    problems = [
        Problem(one.code, "", None, name, one.value or None, one.params)
        for name, one in [*values.items(), *found.items()]
        if one.code
    ]
    if problems:
        raise InputError(problems)
    features = {name: one.value for name, one in values.items()}
    fixed = {name: one.value for name, one in found.items()}
    rest = (reply.replied_on, reply.is_helped, reply.language)
    return Reply(features, fixed["name"], fixed["contact"], fixed["channel"], fixed["own"], *rest)


def make_respondent(
    recruitment: Recruitment, invitation_id: int, reply: Reply, secret: str | None = None
) -> Respondent:
    """Return the row of a checked reply, with its contact apart; not yet saved."""
    secret = secret or personal.new_secret()
    return Respondent(
        recruitment_id=recruitment.id,
        invitation_id=invitation_id,
        features=dict(reply.features),
        channel=reply.channel,
        replied_on=reply.replied_on or today(),
        is_helped=reply.is_helped,
        secret=secret,
        own=reply.own,
        nonce=personal.new_nonce(),
        pid=personal.pid(queries.draw_name(recruitment), secret, reply.own),
        contact=Contact(name=reply.name, reach=reply.contact, language=reply.language),
    )
