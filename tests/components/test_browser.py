import os

import pytest

from tests.plugins.browser import axe, is_wider_than_window

pytestmark = pytest.mark.browser


def open_page(new_page, path: str, width: int, **options: bool):
    page = new_page(viewport={"width": width, "height": 800}, **options)
    page.goto(path)
    return page


def keep_picture(page, name: str) -> None:
    if folder := os.environ.get("PICTURES"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_every_component_is_accessible_and_fits_the_screen(new_page, width):
    page = open_page(new_page, "/es/sample", width)
    page.click("text=Save and continue")
    page.wait_for_selector("#error-summary:focus")
    assert axe(page) == []
    assert not is_wider_than_window(page)
    keep_picture(page, f"sample-{width}")


def test_the_page_reads_without_javascript(new_page):
    page = open_page(new_page, "/es/sample", 360, java_script_enabled=False)

    assert page.is_visible("text=Evaluations")
    assert page.is_visible("text=Show progress now")
    keep_picture(page, "sample-without-script")


def test_the_error_page_is_accessible(new_page):
    page = open_page(new_page, "/es/error", 360)

    assert axe(page) == []
    keep_picture(page, "error")
