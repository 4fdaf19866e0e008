"""Measures telling a pool: a real mail server on this machine, and the letters as PDF.

Run: python -m benchmarks.notices 600   (writes the last table of benchmarks/letters.md)
"""

import socket
import sys
import tempfile
import time
from typing import Any

from aiosmtpd.controller import Controller
from sqlalchemy import update

from benchmarks.letters import RESULT, cpu, make_app, timed
from observatory import database
from observatory.bodies.services import create_body
from observatory.database import now
from observatory.formats import today
from observatory.home.demo.texts import LETTERS
from observatory.lottery import services
from observatory.lottery.models import Notice
from observatory.recruitment import services as recruitment
from observatory.recruitment.models import Contact, Invitation, Respondent
from observatory.recruitment.queries import draw_name
from sortition import personal
from sortition.quotas import Quota, Quotas

QUOTAS = Quotas((Quota("sex", "woman", 24, 25), Quota("sex", "man", 24, 25)))
DICE = "137141592653589793238462"


class Post:
    """A mail server that counts messages and forgets them."""

    count = 0

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        """Take a message."""
        self.count += 1
        return "250 OK"


def serve() -> Controller:
    """Return a mail server on a free port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(Post(), hostname="127.0.0.1", port=port)
    controller.start()
    return controller


def draw_panel(people: int) -> Any:
    """Return a draw of 49 from so many people with e-mail addresses."""
    made = recruitment.create_recruitment(create_body("city", "Observatory", "City", 49), "P", 49)
    recruitment.set_quotas(made, QUOTAS)
    made.quotas_locked_at = now()
    recruitment.save_settings(made, keeps_addresses=False, **LETTERS)
    for number in range(people):
        _add(made, number)
    draw = services.freeze_draw(made)
    database.session.commit()
    database.session.refresh(draw)
    services.draw_panel(draw, DICE, DICE, "A witness")
    database.session.commit()
    return draw


def _add(made: Any, number: int) -> None:
    letter = Invitation(
        recruitment_id=made.id,
        number=number + 1,
        household=f"H{number:06d}",
        stratum="",
        rank=number,
        leaf=f"{number:064x}",
    )
    database.session.add(letter)
    database.session.flush()
    secret = personal.new_secret()
    contact = Contact(
        name=f"Person {number}",
        reach=f"person{number}@example.org",
        reach_confirmed_on=today(),
        language="es",
    )
    one = Respondent(
        recruitment_id=made.id,
        invitation_id=letter.id,
        features={"sex": ("woman", "man")[number % 2]},
        channel="web",
        replied_on=today(),
        confirmed_on=today(),
        secret=secret,
        own="2468",
        nonce=personal.new_nonce(),
        pid=personal.pid(draw_name(made), secret, "2468"),
        contact=contact,
    )
    database.session.add(one)


def measure(people: int) -> dict[str, str]:
    """Tell so many people by e-mail, then by letter."""
    with tempfile.TemporaryDirectory() as folder:
        app, post = make_app(folder), serve()
        app.config["MAIL_URL"] = f"smtp://127.0.0.1:{post.port}"
        with app.app_context():
            announcement = services.notices.tell(draw_panel(people), "result")
            begun, clock = cpu(), time.monotonic()
            database.session.commit()  # the job is done at once
            sending, waited = cpu() - begun, time.monotonic() - clock
            database.session.execute(
                update(Notice).values(channel="letter", state="printed", run=1)
            )
            database.session.commit()
            parts = services.notices.parts_of({"es": people})
            printed: list[bytes] = []

            def print_all() -> None:
                for language, part, _ in parts:
                    content = services.notices.notices_pdf(announcement, 1, language, part)
                    printed.append(content or b"")

            paper = timed(print_all)
        post.stop()
    return {
        "e-mails sent": f"{post.handler.count:,}",
        "e-mails, CPU s (server included)": f"{sending:.1f}",
        "e-mails, s on the clock of a busy machine": f"{waited:.0f}",
        "the same people as letters, CPU s": f"{paper:.1f}",
        "letters, MB": f"{sum(map(len, printed)) / 1e6:.1f}",
    }


def main() -> None:
    """Measure what is asked for and write the table between its lines of letters.md."""
    people = int(sys.argv[1]) if len(sys.argv) > 1 else 600
    rows = [f"| {name} | {value} |" for name, value in measure(people).items()]
    table = "\n".join([f"| telling {people:,} people | |", "|---|---|", *rows])
    before, _, rest = RESULT.read_text().partition("<!-- notices -->\n")
    _, _, after = rest.partition("<!-- end of notices -->\n")
    RESULT.write_text(f"{before}<!-- notices -->\n{table}\n<!-- end of notices -->\n{after}")
    sys.stdout.write(f"{table}\n")


if __name__ == "__main__":
    main()
