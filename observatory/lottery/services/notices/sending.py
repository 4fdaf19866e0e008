"""Sending the e-mails of an announcement: each row's state says how far it is.

A row is claimed and saved before its e-mail leaves, and one worker at a time sends (turns.py), so
what is claimed at the beginning of a turn was in the hands of a worker that ended or died. Only
that is sent again, with the same Message-ID: readers show it once, and nobody is left out.
"""

from typing import Any

from sqlalchemy import select, update

from observatory import mail, record
from observatory.database import is_changed, now, session
from observatory.errors import N_
from observatory.lottery import queries
from observatory.lottery.models import Announcement, Notice
from observatory.lottery.services.notices.facts import Facts, Own, facts_of, order_of
from observatory.lottery.services.notices.texts import compose
from observatory.lottery.services.notices.turns import take_turn
from observatory.recruitment.models import Respondent
from observatory.recruitment.services.refusals import Report, silent

SENDING = N_("Sending the e-mails")
TRIES = 3  # after so many a busy address gets a letter
KINDS = {"pool": "pool_told", "result": "panel_announced"}


def send_notices(announcement: Announcement, report: Report = silent) -> None:
    """Send every e-mail that waits; begun again after a crash, it goes on where it was.

    Raises MailNotSent where the mail server is away: what was not sent goes on waiting. Nothing is
    sent of a list that was corrected meanwhile.
    """
    with take_turn(announcement):
        session.refresh(announcement)
        _release(announcement)
        drop_withdrawn(announcement)
        _send_waiting(announcement, report)
        close(announcement)


def _release(announcement: Announcement) -> None:
    """Let what a former worker had in hand wait again."""
    claimed = (Notice.announcement_id == announcement.id, Notice.state == "sending")
    session.execute(update(Notice).where(*claimed).values(state="waiting"))


def _send_waiting(announcement: Announcement, report: Report) -> None:
    post = _Post(facts_of(announcement), order_of(announcement))
    is_waiting = (Notice.channel == "email", Notice.state == "waiting")
    waiting = queries.list_told(announcement, *is_waiting)
    for done, row in enumerate(waiting):
        if queries.is_replaced(announcement):  # corrected meanwhile: this list counts no more
            break
        if _claim(row.id):
            report(SENDING, done / len(waiting))  # saves the claim, and what became of the last
            post.send(row)


def _claim(notice_id: int) -> bool:
    """Take a notice, unless somebody else did or its person has withdrawn meanwhile."""
    here = select(Respondent.id).where(Respondent.withdrawn_on.is_(None))
    claim = update(Notice).where(
        Notice.id == notice_id, Notice.state == "waiting", Notice.respondent_id.in_(here)
    )
    return is_changed(claim.values(state="sending", attempts=Notice.attempts + 1))


class _Post:
    """Sends notices whose shared facts are read once."""

    def __init__(self, facts: Facts, order: dict[str, int]) -> None:
        self.facts, self.order = facts, order

    def send(self, row: Any) -> None:
        """Send one e-mail and note what became of it; an address that takes none gets a letter."""
        sheet = compose(row.kind, self.facts, own_of(row, self.order), row.language)
        try:
            mail.send(mail.write("notice", row.language, row.reach, sheet=sheet))
        except mail.AddressBusy:
            if row.attempts + 1 >= TRIES:
                _note(row.id, state="waiting", channel="letter", failure="busy")
            else:
                _note(row.id, state="waiting")
        except (mail.AddressRefused, ValueError):  # ValueError: no address of an e-mail at all
            _note(row.id, state="waiting", channel="letter", failure="refused")
        else:
            _note(row.id, state="sent", told_at=now())


def own_of(row: Any, order: dict[str, int]) -> Own:
    """Return what only this person's notice says (a row of queries.list_told)."""
    return Own(row.pid, row.chances or 0, order.get(row.pid, 0))


def _note(notice_id: int, **values: Any) -> None:
    session.execute(update(Notice).where(Notice.id == notice_id).values(**values))


def drop_withdrawn(announcement: Announcement) -> None:
    """Write to nobody who withdrew after the list was made."""
    gone = select(Respondent.id).where(Respondent.withdrawn_on.is_not(None))
    session.execute(
        update(Notice)
        .where(
            Notice.announcement_id == announcement.id,
            Notice.state == "waiting",
            Notice.respondent_id.in_(gone),
        )
        .values(state="withdrawn")
        .execution_options(synchronize_session=False)
    )


def close(announcement: Announcement) -> None:
    """Note once, and enter in the record, that everybody was told.

    One counts at a time: else the last e-mail and the last letter would each miss the other.
    """
    one = select(Announcement.id).where(Announcement.id == announcement.id)
    session.execute(one.with_for_update())
    told = queries.count_told(announcement)
    if not told.is_done or told.replaced:
        return
    first = update(Announcement).where(
        Announcement.id == announcement.id, Announcement.told_at.is_(None)
    )
    if not is_changed(first.values(told_at=now())):
        return
    session.refresh(announcement)
    if announcement.occasion in KINDS:
        _enter(announcement, told)


def _enter(announcement: Announcement, told: queries.Told) -> None:
    draw = announcement.draw
    content: dict[str, Any] = {
        **queries.identify_draw(draw),
        "commit": draw.commitment_digest,
        "emails": told.sent,
        "letters": told.printed,
    }
    if announcement.occasion == "pool":
        content["commit"] = announcement.subject  # what people read, whatever took its place
    if announcement.occasion == "result":
        content |= {"panels": draw.panels_digest, "result": draw.result_digest}
    record.append(KINDS[announcement.occasion], content, draw.recruitment.body_id)
