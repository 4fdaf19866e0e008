"""A draw whose replies came by the web form, with what each person could print."""

import re
import time
from dataclasses import dataclass
from typing import Any

from flask import Flask

from observatory.bodies.models import Body
from observatory.database import session
from observatory.lottery import services
from observatory.lottery.models import Draw
from tests.recruitment import replying

DICE = "137141592653589793238462"


@dataclass
class Printed:
    """What stands on the page after the reply, and the digits that its reader remembers."""

    secret: str
    own: str
    nonce: str
    features: list[str]

    @property
    def as_arguments(self) -> list[str]:
        """What verify_draw.py takes."""
        said = ["--secret", self.secret, "--own", self.own, "--nonce", self.nonce]
        for line in self.features:
            said += ["--feature", *line.split(": ")]
        return said


def reply(app: Flask, code: str, sex: str, own: str) -> Printed:
    """Answer a letter in the form, and read the print-out."""
    walker = replying.Walker(app.test_client(), code)
    text = walker.fill(question_0=sex, own=own).press("send").text
    return Printed(
        re.search(r'class="secret">(.*?)<', text).group(1),  # type: ignore[union-attr]
        own,
        re.search(r'class="seal"><code>(.*?)<', text).group(1),  # type: ignore[union-attr]
        re.findall(r"<li><code>(.*?)</code>", text),
    )


def wait_for_panels(draw: Draw) -> None:
    """Let the worker behind a browser compute the panels; without a browser they are there."""
    for _ in range(600):
        session.refresh(draw)
        if draw.panels_record:
            return
        session.rollback()
        time.sleep(0.05)
    raise AssertionError("the worker did not compute the panels")


def drawn(app: Flask, body: Body) -> tuple[Draw, list[Printed]]:
    """Four people answer in the form, and two of them are drawn."""
    town: Any = replying.opened(body)
    answers = zip(town.codes, ("woman", "man") * 2, ("2468", "1357", "0000", "99999"), strict=True)
    printed = [reply(app, *answer) for answer in answers]
    draw = services.freeze_draw(town.recruitment, "", "Nobody to look them up in this test.")
    session.commit()
    wait_for_panels(draw)
    services.draw_panel(draw, DICE, DICE, "Ana Secretary")
    session.commit()
    return draw, printed
