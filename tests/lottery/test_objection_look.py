"""The pages of objections and of the record in Chromium: axe, sideways scrolling, languages."""

import os
from itertools import cycle
from pathlib import Path
from types import SimpleNamespace

import pytest

from observatory import alarm, key_change
from observatory.lottery import services
from observatory.lottery.services.correcting import Correction
from observatory.record import RecordEntry
from observatory.recruitment.queries import list_pool
from tests import factories
from tests.base.records import tamper
from tests.journeys.looking import NARROW, TALL, keep_picture
from tests.plugins.browser import axe, is_wider_than_window
from tests.recruitment.browsing import sign_in

LANGUAGES = ("es", "en", "fr")
TEXT = "I answered on the 3rd, and my code is not there: https://city.example/" + "long" * 20


def correct(recruitment, draw):
    """Take three objections: one is refused, one accepted, one waits."""
    refused, accepted, _ = (services.enter_objection(draw, "pool", TEXT) for _ in range(3))
    services.refuse_objection(refused, TEXT)
    letter = list_pool(recruitment)[0].invitation.number
    struck = Correction("not_eligible", str(letter), {}, "excluded")
    services.accept_objection(accepted, TEXT, struck)


@pytest.fixture
def town(session, live_server):
    """A frozen pool with objections, and a record whose key was replaced and that is damaged."""
    body = factories.body("town")
    recruitment = factories.pooled(body)
    recruitment.objection_days = 5
    email = factories.staff(body, "clerk").email
    draw = services.freeze_draw(recruitment)
    correct(recruitment, draw)
    session.commit()
    key_change.change_key("The administrator left.", is_lost=True)
    damaged = session.query(RecordEntry).filter_by(kind="objection_decided").first().number
    return SimpleNamespace(email=email, id=recruitment.id, damaged=damaged)


def look(page, path, turn, faults):
    """See a page on the narrowest phone in each language, with axe in one of them in turn."""
    name, wanted = path.strip("/").replace("/", "-"), os.environ.get("PICTURES")
    asked = next(turn)
    for language in LANGUAGES:
        page.set_viewport_size({"width": NARROW, "height": TALL})
        page.goto(f"/{language}/town/{path}")
        faults += [f"{path}: wider in {language}"] if is_wider_than_window(page) else []
        faults += axe(page) if language == asked or wanted else []
        for width in (360, 1280) if wanted else ():
            page.set_viewport_size({"width": width, "height": TALL})
            keep_picture(page, Path(wanted), f"{name}-{language}-{width}")


def test_objections_and_record_are_accessible_on_a_phone(new_page, town):
    page, faults, turn = new_page(), [], cycle(LANGUAGES)
    room = f"recruitments/{town.id}/draw"
    for path in ("record", "record/1", f"draws/{town.id}/1/objections", f"draws/{town.id}/1"):
        look(page, path, turn, faults)
    tamper(town.damaged, content='{"objection":' + "x" * 80)
    alarm.check_record()
    for path in ("record?damaged", f"record/{town.damaged}", f"record/{town.damaged + 1}"):
        look(page, path, turn, faults)
    sign_in(page, town.email)
    for rest in ("", "/objections", "/objections/1", "/objections/3", "/objections/3/reply"):
        look(page, room + rest, turn, faults)
    assert faults == []
