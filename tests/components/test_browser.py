import os
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask

from tests.plugins.browser import LiveServer, axe, is_wider_than_window


class PagesOnly(LiveServer):
    """A server for an application that has no jobs."""

    def work(self) -> None:
        return


@pytest.fixture
def live_server(app: Flask) -> Iterator[LiveServer]:
    server = PagesOnly(app)
    server.start()
    yield server
    server.stop()


def keep_picture(page: Any, name: str) -> None:
    """Keep what the page looks like in the folder PICTURES, for people to look at."""
    if (folder := os.environ.get("PICTURES", "1")) != "1":
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_every_component_is_accessible_and_fits_the_screen(new_page, width):
    page = new_page(viewport={"width": width, "height": 800})
    page.goto("/es/sample")
    page.click("text=Save and continue")
    page.wait_for_selector("#error-summary:focus")
    for summary in page.locator("summary:visible").all():
        summary.click()

    assert axe(page) == []
    assert not is_wider_than_window(page)
    keep_picture(page, f"sample-{width}")


def test_the_page_reads_without_javascript(new_page):
    page = new_page(viewport={"width": 360, "height": 800}, java_script_enabled=False)
    page.goto("/es/sample")

    page.wait_for_selector("text=Evaluations")
    page.wait_for_selector("text=Show progress now")
    keep_picture(page, "sample-without-script")


def test_a_phone_folds_the_steps_and_a_wide_screen_shows_them(new_page):
    page = new_page(viewport={"width": 360, "height": 800}, java_script_enabled=False)
    page.goto("/es/sample")
    steps = page.get_by_role("navigation", name="Recruitment")
    assert steps.inner_text().split("\n") == ["Step 3 of 6: Letters", "Next", "All steps"]
    steps.locator("summary").press("Enter")
    steps.get_by_role("listitem").nth(5).wait_for()
    assert steps.locator("summary").bounding_box()["height"] >= 44

    page.set_viewport_size({"width": 1280, "height": 800})
    assert steps.get_by_role("listitem").count() == 6
    assert "Step 3 of 6" not in steps.inner_text()
    assert "All steps" not in steps.inner_text()


def test_progress_moves_and_the_page_reloads_when_the_job_ends(new_page, app):
    job = app.extensions["job"]
    page = new_page()
    page.goto("/es/sample")
    page.wait_for_selector("text=Step 3 of 3")
    assert page.evaluate("document.querySelector('progress').value") == pytest.approx(0.8)

    with page.expect_navigation(url="**/es/sample"):
        job["state"] = "done"


def test_every_target_is_large_enough_for_a_finger(new_page):
    page = new_page(viewport={"width": 360, "height": 800})
    page.goto("/es/sample")
    heights = page.eval_on_selector_all(
        "header a, header button, footer a, main .govuk-button, main input[type=text], .steps a",
        "all => all.filter(e => e.offsetHeight).map(e => [e.textContent, e.offsetHeight])",
    )
    assert [target for target in heights if target[1] < 24] == []
    assert [t for t in heights if t[1] < 40 and "Menu" not in t[0] and t[0].strip()] == []


def test_the_error_page_is_accessible(new_page):
    page = new_page(viewport={"width": 360, "height": 800})
    page.goto("/es/error")

    assert axe(page) == []
    keep_picture(page, "error")
