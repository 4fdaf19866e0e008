"""People to tell: a frozen or drawn pool with contacts, and a mail server that may refuse."""

import socket
import threading
from email import message_from_bytes, policy

from aiosmtpd.controller import Controller

from observatory.database import session
from observatory.formats import today
from observatory.lottery import queries, services
from observatory.lottery.models import Draw
from observatory.recruitment.models import Contact
from observatory.recruitment.queries import list_pool
from observatory.recruitment.services import save_settings
from tests import factories
from tests.recruitment import paper

DICE = "137141592653589793238462"
LANGUAGES = ("en", "es", "fr")


class Post:
    """A mail server's handler: keeps messages, and refuses as it is told.

    answers: {address: reply to RCPT}; after `most` messages it holds each one back.
    """

    def __init__(self):
        self.messages, self.answers = [], {}
        self.most, self.is_full = None, threading.Event()

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        if address in self.answers:
            return self.answers[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        self.messages.append(message_from_bytes(envelope.content, policy=policy.default))
        if self.most is not None and len(self.messages) >= self.most:
            self.is_full.set()
            return "421 going away"
        return "250 OK"

    def ids(self):
        return [message["Message-ID"] for message in self.messages]


def serve(app):
    """Start a real mail server and send the application's mail to it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(Post(), hostname="127.0.0.1", port=port)
    controller.start()
    app.config["MAIL_URL"] = f"smtp://127.0.0.1:{port}"
    return controller


def frozen(people: int = 24, letters: int = 6, days: int = 0) -> Draw:
    """A frozen pool: the last `letters` people have a telephone, all others a confirmed address.

    Objections are taken for so many days.
    """
    made = factories.pooled(factories.body("town"), people)
    made.objection_days = days
    save_settings(made, keeps_addresses=False, **paper.SETTINGS)
    for number, one in enumerate(list_pool(made)):
        has_email = number < people - letters
        one.contact = Contact(
            name=f"Person <{number}>",
            reach=f"person{number}@example.org" if has_email else "+34600000000",
            reach_confirmed_on=today() if has_email else None,
            language=LANGUAGES[number % 3],
        )
    draw = services.freeze_draw(made)
    session.commit()
    session.refresh(draw)
    return draw


def drawn(people: int = 24, letters: int = 6) -> Draw:
    """The same after the dice."""
    draw = frozen(people, letters)
    services.draw_panel(draw, DICE, DICE, "Ana Secretary")
    session.commit()
    return draw


def told(draw: Draw, occasion: str, **how):
    """Tell everybody, and let the job run."""
    made = services.notices.tell(draw, occasion, **how)
    session.commit()
    session.refresh(made)
    return made


def counts(announcement):
    found = queries.count_told(announcement)
    return found.sent, found.to_send, found.printed, found.to_print
