"""Minutes in a browser: written, fixed and checked, readable at each width."""

import os
from pathlib import Path

import pytest

from observatory.lottery import queries, services
from observatory.recruitment.services.refusals import silent
from tests import factories
from tests.lottery import minuting
from tests.plugins.browser import axe, is_wider_than_window
from tests.recruitment.browsing import sign_in


@pytest.fixture
def recruitment(session):
    """A recruitment whose panel is drawn."""
    made = factories.pooled(factories.body("madrid"))
    draw = services.freeze_draw(made)
    services.solve_draw(draw, silent)
    services.draw_panel(draw, minuting.DICE, minuting.DICE, "Ana Secretary\nLuis Notary")
    session.commit()
    return made


@pytest.fixture
def clerk(recruitment, session):
    """A clerk's e-mail address."""
    body = session.get_one(factories.Body, recruitment.body_id)
    email = factories.staff(body, "clerk").email
    session.commit()
    return email


def look(page, name):
    """Check that a page is accessible and fits; PICTURES=FOLDER keeps a picture."""
    assert axe(page) == []
    assert not is_wider_than_window(page)
    if (wanted := os.environ.get("PICTURES", "1")) != "1":
        width = page.viewport_size["width"]
        page.screenshot(path=Path(wanted) / f"{name}-{width}.png", full_page=True)


@pytest.mark.parametrize("width", [360, 1280])
def test_minutes_are_written_fixed_and_checked(new_page, clerk, recruitment, session, width):
    page = new_page(viewport={"width": width, "height": 800})
    address = f"/en/madrid/recruitments/{recruitment.id}/minutes"
    sign_in(page, clerk)
    page.goto(address)
    look(page, "minutes")
    page.click("main a.govuk-button:has-text('Write the minutes')")
    look(page, "minutes-form")
    page.fill("[name=place]", "Plaza de la Villa 4")
    page.fill("[name=presided_by]", "María Núñez")
    page.click("main form button")
    look(page, "minutes-preview")
    page.click("main form button")
    page.wait_for_selector("text=No letter of them can change any more")
    look(page, "minutes-fixed")
    session.expire_all()
    file = queries.get_minutes_file(*_text(recruitment))
    page.goto("/en/madrid/draws/minutes")
    sent = {"name": file.name, "mimeType": "text/plain", "buffer": file.data}
    page.set_input_files("[name=file]", sent)
    page.click("main form button")
    page.wait_for_selector("text=These are our minutes, to the last byte")
    look(page, "minutes-check")
    page.goto(f"/en/madrid/draws/{recruitment.id}/minutes")
    look(page, "minutes-public")


def _text(recruitment):
    minutes = queries.find_fixed(recruitment, "panel")
    return minutes, next(file.name for file in minutes.files if file.form == "txt")
