"""Draw 2 in a browser: the page follows the worker, and the ceremony reads well in a room."""

import pytest

from tests import factories
from tests.lottery.test_ceremony_browser import hold
from tests.plugins.browser import axe, is_wider_than_window
from tests.recruitment.browsing import sign_in


@pytest.fixture
def recruitment(session):
    """A recruitment with a pool, and a clerk who can sign in."""
    made = factories.pooled(factories.body("madrid"))
    session.commit()
    return made


@pytest.fixture
def clerk(recruitment, session):
    """A clerk's e-mail address."""
    body = session.get_one(factories.Body, recruitment.body_id)
    email = factories.staff(body, "clerk", "register_holder").email
    session.commit()
    return email


def test_the_page_waits_for_the_panels_by_itself(browser_page, clerk, recruitment):
    sign_in(browser_page, clerk)
    browser_page.goto(f"/en/madrid/recruitments/{recruitment.id}/draw")
    browser_page.click("main form button")
    browser_page.wait_for_selector("text=1,000 panels are fixed")
    assert axe(browser_page) == []


@pytest.mark.parametrize("width", [320, 1280])
def test_draw_and_seats_are_accessible_at_each_width(new_page, clerk, recruitment, width):
    page = new_page(viewport={"width": width, "height": 800})
    address = f"/en/madrid/recruitments/{recruitment.id}"
    sign_in(page, clerk)
    page.goto(f"{address}/draw")
    page.click("main form button")
    page.wait_for_selector("text=1,000 panels are fixed")
    page.goto(f"{address}/ceremony/people")
    hold(page)
    page.goto(f"{address}/ceremony")
    assert page.inner_text("h1") == "The dice chose panel 137"
    for path in (f"{address}/draw", f"{address}/ceremony", f"{address}/seats", "/en/madrid/seats"):
        page.goto(path)
        assert axe(page) == []
        assert not is_wider_than_window(page)
    page.goto(f"{address}/seats")
    page.click("main form button")
    page.wait_for_selector("text=5 people are seated.")
