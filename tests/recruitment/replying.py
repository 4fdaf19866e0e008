"""A town whose replies are taken, and somebody who walks through the form without a script."""

import re
from datetime import timedelta
from html.parser import HTMLParser
from types import SimpleNamespace
from typing import Any

from flask.testing import FlaskClient

from observatory import codes
from observatory.bodies.models import Body
from observatory.database import now, session
from observatory.recruitment import services
from observatory.recruitment.models import Invitation, Recruitment
from observatory.recruitment.services.letters.codes import first_code_digest
from tests.recruitment import cases

ADDRESS = "/en/town/reply"
ANSWERS = {
    "question_0": "woman",
    "name": "Ana Ruiz",
    "contact": "600 123 456",
    "own": "2468",
    "helped": "no",
}


def opened(body: Body, hours: float = 24) -> SimpleNamespace:
    """Letters of a body, whose replies are taken from an hour ago on."""
    made = services.create_recruitment(body, "First panel", 2)
    services.set_quotas(made, cases.QUOTAS)
    services.lock_quotas(made)
    session.add_all(letter(made, number) for number in range(1, 5))
    services.open_replies(made, now() - timedelta(hours=1), now() + timedelta(hours=hours))
    session.commit()
    letters = session.query(Invitation).order_by(Invitation.number).all()
    printed = [codes.show(services.code_of(letter)) for letter in letters]
    return SimpleNamespace(recruitment=made, letters=letters, codes=printed)


def letter(made: Recruitment, number: int) -> Invitation:
    """A letter with its code, as draw 1 writes it."""
    return Invitation(
        recruitment_id=made.id,
        number=number,
        code_digest=first_code_digest(made.id, number),
        household=f"H{number}",
        stratum="",
        rank=number,
        leaf=f"{number:064x}",
    )


class Fields(HTMLParser):
    """The fields of a page's form as a browser would send them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.sent: dict[str, str] = {}
        self.feed(html[html.index("<main") :])

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        found = dict(attributes)
        name, kind = found.get("name"), found.get("type")
        is_sent = kind != "radio" or "checked" in found
        if tag == "input" and name and is_sent:
            self.sent[name] = found.get("value") or ""


class Walker:
    """Somebody at the form: fills in the fields of the page they see, and presses a button."""

    def __init__(self, client: FlaskClient, code: str, address: str = ADDRESS) -> None:
        self.client, self.address = client, address
        self.text = client.get(address).text
        self.press(code=code)

    def press(self, act: str = "next", **typed: str) -> "Walker":
        """Fill in the page and press a button."""
        self.answer = self.send(act, **typed)
        self.text = self.answer.text
        return self

    def send(self, act: str = "next", **typed: str) -> Any:
        """Send the page that is shown, and stay on it."""
        data = Fields(self.text).sent | typed | {"act": act}
        return self.client.post(self.address, data=data)

    def fill(self, **other: str) -> "Walker":
        """Answer page after page, up to the page to check."""
        answers = ANSWERS | other
        for names in (("question_0",), ("name", "contact"), ("own",), ("helped",)):
            self.press(**{name: answers[name] for name in names})
        assert "Check your answers" in self.heading, self.text
        return self

    @property
    def heading(self) -> str:
        """The page's heading."""
        found = re.search(r"<h1[^>]*>(.*?)</h1>", self.text, re.S)
        return " ".join(re.sub("<[^>]*>", " ", found.group(1)).split()) if found else ""

    @property
    def error(self) -> str:
        """The first sentence of what is wrong."""
        found = re.search(r'error-summary__list">\s*<li>(.*?)</li>', self.text, re.S)
        return " ".join(re.sub("<[^>]*>", " ", found.group(1)).split()) if found else ""
