"""Telling clerks, once, that nobody can object any more: the panels wait for them.

Each e-mail is a row and a job of its own. Only where a worker died between sending and noting it is
a message sent again, with the same Message-ID: readers show it once.
"""

from observatory import mail
from observatory.accounts.models import Account
from observatory.bodies.models import Body
from observatory.bodies.queries import has_role, list_holders
from observatory.database import now, session
from observatory.jobs import request_job
from observatory.lottery import queries
from observatory.lottery.models import Draw, ObjectionsReminder
from observatory.pages import LANGUAGE_NAMES, public_address
from observatory.recruitment.queries import find_job

JOB = "lottery.remind_clerk"
LANGUAGE = next(iter(LANGUAGE_NAMES))  # accounts of the staff have none of their own


def remind_clerks() -> int:
    """Have every clerk told whose draw can go on after the objections; return how many are.

    Whom the mail server did not take it for is tried again the next night.
    """
    requested = 0
    for draw in queries.list_waiting_draws():
        body = session.get_one(Body, draw.recruitment.body_id)
        for account in list_holders(body, "clerk"):
            requested += _request(draw, account)
    return requested


def _request(draw: Draw, account: Account) -> bool:
    reminder = queries.find_reminder(draw, account.id)
    if reminder is None:
        reminder = ObjectionsReminder(
            draw=draw, account_id=account.id, digest=draw.commitment_digest
        )
        session.add(reminder)
        session.flush()
    job = find_job(reminder.job_id)
    if reminder.sent_at or not account.email or (job and job.is_open):
        return False
    reminder.job_id = request_job(JOB, reminder.id).id
    return True


def remind_clerk(reminder: ObjectionsReminder) -> None:
    """Send one e-mail, unless it was sent, or what it asks for is done, or asked of others."""
    draw = reminder.draw
    is_waiting = draw in queries.list_waiting_draws()
    if reminder.sent_at or not is_waiting or draw.commitment_digest != reminder.digest:
        return
    account = session.get_one(Account, reminder.account_id)
    body = session.get_one(Body, draw.recruitment.body_id)
    if not account.is_active or not account.email or not has_role(account, body, "clerk"):
        return
    mail.send(
        mail.write(
            "objections_over",
            LANGUAGE,
            account.email,
            draw=draw,
            body=body,
            undecided=queries.count_undecided(draw),
            address=_address(draw, body),
        )
    )
    reminder.sent_at = now()


def _address(draw: Draw, body: Body) -> str:
    return public_address(LANGUAGE, body.slug, "recruitments", str(draw.recruitment_id), "draw")
