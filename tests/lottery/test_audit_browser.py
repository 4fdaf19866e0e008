"""The pages of the audit in a browser: readable on a phone, and the pack comes by one button."""

import json

import pytest

from tests.lottery import drawn
from tests.plugins.browser import axe, is_wider_than_window
from tests.publication.web_draw import wait_for_panels
from tests.recruitment.browsing import sign_in


@pytest.fixture
def city(session):
    made = drawn.city()
    draw = drawn.services.freeze_draw(made.recruitment)
    session.commit()
    wait_for_panels(draw)
    drawn.services.draw_panel(draw, drawn.DICE, drawn.DICE, drawn.WITNESSES)
    session.commit()
    return made


@pytest.mark.parametrize("width", [320, 1280])
def test_both_pages_are_accessible_at_each_width(new_page, city, width):
    for who, path in ((city.clerk, "auditors"), (city.auditor, "audit")):
        page = new_page(viewport={"width": width, "height": 800})
        sign_in(page, who.email)
        page.goto(f"{city.address}/{path}")
        assert axe(page) == []
        assert not is_wider_than_window(page)


def test_an_auditor_downloads_checks_and_says_what_they_found(new_page, city, tmp_path):
    page = new_page(java_script_enabled=False)
    sign_in(page, city.auditor.email)
    page.goto("/en/madrid/tasks")
    page.click("text=Check the draw")
    page.wait_for_url("**/audit")  # a download would stop a page that is still coming
    for button, name in (
        ("Download the pack", "auditors.json"),
        ("Download the list", "calls.csv"),
    ):
        with page.expect_download() as waiting:
            page.click(f"text={button}")
        waiting.value.save_as(tmp_path / name)
    assert json.loads((tmp_path / "auditors.json").read_text())["file"] == "auditors"
    page.check("text=All checks are ok")
    for name in ("reached", "confirmed"):
        page.fill(f"[name={name}]", "2")
    page.fill("[name=not_confirmed]", "0")
    page.click("text=Publish what I found")
    page.wait_for_selector("text=What you found is published")
    page.goto(city.public)
    page.wait_for_selector("text=Auditor 1")
