"""Answering by web: the letter that a code leads to, and one submission that may be sent twice."""

import hashlib
import secrets
from datetime import timedelta

from observatory import codes
from observatory.accounts.models import SignInAttempt
from observatory.accounts.rules import TRIES_FROM_ADDRESS
from observatory.accounts.services import refuse_guessing
from observatory.bodies.models import Body
from observatory.database import now, session
from observatory.recruitment import queries
from observatory.recruitment.models import Invitation, Respondent
from observatory.recruitment.services.replies.checking import Checks
from observatory.recruitment.services.replies.saving import Reply, save_reply
from sortition import personal
from sortition.quotas import Quotas, fold

# As long as this a confirmation can be shown again to whoever sent the reply, and to nobody else.
SHOWN_AGAIN = timedelta(hours=2)


def try_code(body: Body, typed: str, address: str) -> Invitation | None:
    """Return the letter of a code, or None and note the try of the address.

    Raises codes.Mistyped, which costs no try: fifty people behind one address may all slip.
    """
    subject = note_of(address)
    refuse_guessing(subject, TRIES_FROM_ADDRESS)
    letter = queries.find_invitation(body, typed)
    if letter is None:
        session.add(SignInAttempt(subject=subject))
    return letter


def note_of(address: str) -> str:
    """Return the HMAC under which the tries of an address are counted."""
    return codes.digest("attempt", address)


def new_ticket() -> str:
    """Return what makes sending the same page twice one submission: a time and a random number."""
    return f"{int(now().timestamp())}.{secrets.token_hex(16)}"


def secret_for(letter: Invitation, ticket: str) -> str:
    """Return the secret of a submission; who lacks the application's key cannot foresee it."""
    made = codes.digest("reply", f"{letter.id}/{ticket}").encode()
    return personal.write_secret(hashlib.sha256(made).digest()[:16])


def is_fresh(ticket: str) -> bool:
    """Tell whether a confirmation may still be shown again."""
    seconds = ticket.partition(".")[0]
    if not (seconds.isascii() and seconds.isdigit() and len(seconds) < 12):
        return False
    return now().timestamp() - int(seconds) < SHOWN_AGAIN.total_seconds()


def take_reply(letter: Invitation, reply: Reply, ticket: str) -> Respondent:
    """Save a reply once: a second click on the same page finds the same confirmation."""
    return save_reply(letter, reply, secret_for(letter, ticket) if is_fresh(ticket) else None)


def is_as_saved(saved: Respondent, reply: Reply) -> bool:
    """Tell whether a reply says what is saved: the same page, changed and sent again, does not."""
    checks, contact = Checks(Quotas(())), saved.contact
    kept = (contact.name, contact.reach, saved.own, saved.is_helped) if contact else ()
    sent = (
        *(checks.of(name, getattr(reply, name)).value for name in ("name", "contact", "own")),
        reply.is_helped,
    )
    values = {feature: fold(value) for feature, value in reply.features.items()}
    return kept == sent and values == {key: fold(value) for key, value in saved.features.items()}
