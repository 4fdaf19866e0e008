"""Letters in a browser: printed by the worker, and every page readable at each width."""

import os

import pytest

from tests import factories
from tests.plugins.browser import axe, is_wider_than_window
from tests.recruitment import paper
from tests.recruitment.browsing import sign_in

PAGES = ("text", "print", "returned", "find", "addresses", "1")


@pytest.fixture
def made(session):
    """Three letters ready to print."""
    made = paper.many(3, "madrid")
    session.commit()
    return made


@pytest.fixture
def clerk(made, session):
    """A clerk's e-mail address."""
    email = factories.staff(session.get_one(factories.Body, made.body_id), "clerk").email
    session.commit()
    return email


def look(page, name):
    assert axe(page) == []
    assert not is_wider_than_window(page)
    if folder := os.environ.get("PICTURES", "1").strip("1"):
        width = page.viewport_size["width"]
        page.screenshot(path=f"{folder}/letters-{name}-{width}.png", full_page=True)


@pytest.mark.parametrize("width", [320, 1280])
def test_the_clerk_prints_and_every_page_reads_well(new_page, clerk, made, width):
    page = new_page(viewport={"width": width, "height": 800})
    address = f"/en/madrid/recruitments/{made.id}/letters"
    sign_in(page, clerk)
    page.goto(f"{address}/print")
    for choice in ("Letters, ready to print (PDF)", "All letters", "Español"):
        page.get_by_label(choice).check()
    page.click("main form button")
    page.wait_for_selector("text=letters-00001-00003.pdf", timeout=60_000)
    for name in PAGES:
        page.goto(f"{address}/{name}")
        look(page, name)
    page.click("text=Give out a new code")
    page.wait_for_selector("text=The old code is void.")
    look(page, "new-code")


def test_a_stranger_checks_a_mark(new_page, made, session):
    page = new_page(viewport={"width": 320, "height": 640}, java_script_enabled=False)
    page.goto(f"/en/madrid/draws/letters/{made.id}")
    page.get_by_label("Mark of your household").fill("0" * 16)
    page.click("main form button")
    page.wait_for_selector("text=No letter has this mark.")
    assert not is_wider_than_window(page)
