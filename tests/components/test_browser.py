import os
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest
from flask import Flask
from werkzeug.serving import make_server

playwright_api = pytest.importorskip("playwright.sync_api", reason="requirements-ci.txt")
CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AXE = (Path(__file__).parent.parent / "vendor" / "axe-core" / "axe.min.js").read_text()
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Debian's chromium is not installed"),
]


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def chromium() -> Iterator[playwright_api.Browser]:
    with playwright_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield browser
        browser.close()


def open_page(browser: playwright_api.Browser, url: str, width: int, **options: bool):
    context = browser.new_context(viewport={"width": width, "height": 800}, **options)
    page = context.new_page()
    page.problems = []
    page.on("console", lambda m: page.problems.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: page.problems.append(str(error)))
    page.goto(url)
    return page


def violations(page: playwright_api.Page) -> list[tuple[str, list[str]]]:
    page.evaluate(AXE)
    result = page.evaluate("rules => axe.run({runOnly: rules})", RULES)
    return [(v["id"], [n["html"] for n in v["nodes"]]) for v in result["violations"]]


def keep_picture(page: playwright_api.Page, name: str) -> None:
    if folder := os.environ.get("PICTURES"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_every_component_is_accessible_and_fits_the_screen(chromium, address, width):
    page = open_page(chromium, f"{address}/es/sample", width)
    page.click("text=Save and continue")
    page.wait_for_selector("#error-summary:focus")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.problems == []
    keep_picture(page, f"sample-{width}")


def test_the_page_reads_without_javascript(chromium, address):
    page = open_page(chromium, f"{address}/es/sample", 360, java_script_enabled=False)

    assert page.is_visible("text=Evaluations")
    assert page.is_visible("text=Show progress now")
    keep_picture(page, "sample-without-script")


def test_the_error_page_is_accessible(chromium, address):
    page = open_page(chromium, f"{address}/es/error", 360)

    assert violations(page) == []
    keep_picture(page, "error")
