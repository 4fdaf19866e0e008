"""Telling everybody in a browser: readable on a phone and on a desk, and the page waits."""

import os
import time
from pathlib import Path

import pytest

from observatory.lottery import services
from observatory.recruitment.queries import list_pool
from tests import factories
from tests.lottery.telling import DICE, frozen
from tests.plugins.browser import axe, is_wider_than_window
from tests.recruitment.browsing import sign_in

PICTURES = os.environ.get("PICTURES")  # a folder, to look at the pages


def look(page, name):
    assert axe(page) == []
    assert not is_wider_than_window(page)
    if PICTURES:
        page.screenshot(path=Path(PICTURES, f"{name}.png"), full_page=True)


@pytest.fixture
def draw(session, live_server):
    """A frozen pool whose panels the worker has fixed."""
    made = frozen()
    while made.state != "solved":
        time.sleep(0.1)
        session.rollback()
        session.refresh(made)
    return made


@pytest.fixture
def clerk(draw, session):
    """A clerk's e-mail address."""
    body = session.get_one(factories.Body, draw.recruitment.body_id)
    email = factories.staff(body, "clerk").email
    session.commit()
    return email


@pytest.mark.parametrize("width", [360, 1280])
def test_a_clerk_tells_the_pool_and_prints_the_letters(new_page, clerk, draw, width):
    page = new_page(viewport={"width": width, "height": 800})
    sign_in(page, clerk)
    page.goto(f"/en/town/recruitments/{draw.recruitment_id}/notices/pool")
    look(page, f"pool-{width}")
    page.click("text=In the list (Español)")
    look(page, f"preview-{width}")
    page.click("main form button")
    # The page loads anew when the e-mails are sent, and a click in that moment would be lost.
    page.wait_for_selector(".govuk-summary-list__row:has-text('E-mails sent') dd:has-text('18')")
    page.click("button:has-text('Print 6 letters')")
    page.wait_for_selector("text=Everybody was told on")
    look(page, f"told-{width}")
    page.click("text=E-mails came back")
    look(page, f"came-back-{width}")
    page.fill("[name=addresses]", "person3@example.org")
    page.click("main form button")
    page.wait_for_selector("text=E-mails that became letters")
    look(page, f"failures-{width}")
    page.click("text=find their notice")
    look(page, f"find-{width}")
    page.fill("[name=number]", str(list_pool(draw.recruitment)[0].invitation.number))
    page.click("button:has-text('Find it')")
    page.wait_for_selector("text=By e-mail")
    look(page, f"notice-{width}")


@pytest.mark.parametrize("width", [360, 1280])
def test_the_page_of_the_result_reads_well(new_page, clerk, draw, session, width):
    services.draw_panel(draw, DICE, DICE, "Ana Secretary")
    session.commit()
    page = new_page(viewport={"width": width, "height": 800})
    sign_in(page, clerk)
    page.goto(f"/en/town/recruitments/{draw.recruitment_id}/notices/result")
    page.click("text=Not drawn (Français)")
    look(page, f"result-{width}")
