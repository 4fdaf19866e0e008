"""Headless Chromium on the application under test, and axe on what it shows.

A page opened here fails its test if it raised an error, missed a file, broke the
content-security policy or asked another server for anything.
SLOW_PAGES=0.5 lets every page come in two halves, half a second apart, as on a machine with too
much to do: a test that reads a page before it is there then always fails.
"""

import logging
import os
import shutil
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from werkzeug.serving import make_server

AXE = Path(__file__).parent.parent / "vendor" / "axe-core" / "axe.min.js"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
TIMEOUT_MS = 60_000
PHONE = {"width": 320, "height": 640}
DESK = {"width": 1280, "height": 900}


class SlowPages:
    """The application behind a line so slow that pages come in two halves."""

    def __init__(self, app: Flask, seconds: float) -> None:
        self.app = app
        self.seconds = seconds

    def __call__(self, environ: Any, start_response: Any) -> Iterable[bytes]:
        is_page = "text/html" in environ.get("HTTP_ACCEPT", "")
        body = self.app(environ, start_response)
        return self.halve(b"".join(body)) if is_page else body

    def halve(self, content: bytes) -> Iterator[bytes]:
        middle = len(content) // 2
        for half in (content[:middle], content[middle:]):
            time.sleep(self.seconds)
            yield half


class LiveServer:
    """The application on a port of this machine, and a worker that does its jobs."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        seconds = float(os.environ.get("SLOW_PAGES", "0"))
        served = SlowPages(app, seconds) if seconds else app
        self.server = make_server("127.0.0.1", 0, served, threaded=True)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        self.stopping = threading.Event()
        self.threads = [threading.Thread(target=self.server.serve_forever, daemon=True)]
        if "huey" in app.extensions:
            self.threads.append(threading.Thread(target=self.work, daemon=True))

    def work(self) -> None:
        """Do the queue's jobs one after the other, as the worker's command does."""
        queue = self.app.extensions["huey"]
        while not self.stopping.is_set():
            task = queue.dequeue()
            if task is None:
                self.stopping.wait(0.05)
            else:
                queue.execute(task)

    def start(self) -> None:
        for thread in self.threads:
            thread.start()

    def stop(self) -> None:
        self.stopping.set()
        self.server.shutdown()
        for thread in self.threads:
            thread.join()
        self.server.server_close()


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "browser: set by itself on every test with a browser")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")


@pytest.fixture
def live_server(app: Flask) -> Iterator[LiveServer]:
    """The application, served; `.url` is its address, without a slash at the end."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = LiveServer(app)
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Debian's Chromium, one for each worker."""
    playwright = pytest.importorskip(
        "playwright.sync_api", reason="the browser needs requirements-ci.txt"
    )
    path = shutil.which("chromium")
    if path is None:
        pytest.skip("Chromium is not installed")
    with playwright.sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=path, args=FLAGS)
        yield opened
        opened.close()


class Watch:
    """What went wrong while a page was open."""

    def __init__(self, context: Any, own_address: str) -> None:
        self.own_address = own_address
        self.faults: list[str] = []
        context.on("weberror", lambda error: self.faults.append(f"error: {error.error}"))
        context.on("console", self.on_console)
        context.on("request", self.on_request)
        context.on("response", self.on_response)

    def on_console(self, message: Any) -> None:
        # A page that could not be loaded may be what the test asks for; files are seen below.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.faults.append(f"console: {message.text}")

    def on_request(self, request: Any) -> None:
        if not request.url.startswith((self.own_address, "data:", "blob:")):
            self.faults.append(f"another server: {request.url}")

    def on_response(self, response: Any) -> None:
        if response.status >= 400 and response.request.resource_type != "document":
            self.faults.append(f"{response.status}: {response.url}")


@pytest.fixture
def new_page(browser: Any, live_server: LiveServer) -> Iterator[Callable[..., Any]]:
    """Opens pages, each of another person: new_page(java_script_enabled=False, ...).

    The arguments are those of Playwright's new_context; addresses may start at the slash.
    """
    opened: list[tuple[Any, Watch]] = []

    def open_page(**options: Any) -> Any:
        settings = {"viewport": DESK, "locale": "es-ES", "base_url": live_server.url, **options}
        context = browser.new_context(**settings)
        context.set_default_timeout(TIMEOUT_MS)
        opened.append((context, Watch(context, live_server.url)))
        return context.new_page()

    yield open_page
    for context, _ in opened:
        context.close()
    assert not [fault for _, watch in opened for fault in watch.faults]


@pytest.fixture
def browser_page(new_page: Callable[..., Any]) -> Any:
    """A page on a desk, with JavaScript."""
    return new_page()


@pytest.fixture
def page_without_script(new_page: Callable[..., Any]) -> Any:
    """A page on a desk, without JavaScript."""
    return new_page(java_script_enabled=False)


@pytest.fixture
def phone_page(new_page: Callable[..., Any]) -> Any:
    """A page on a small phone, 320 px wide, with JavaScript."""
    return new_page(viewport=PHONE)


def await_all(page: Any) -> None:
    """Wait until a page is all there: a click returns when the next one begins to come."""
    page.wait_for_load_state()


def axe(page: Any) -> list[str]:
    """Return a sentence for each violation that axe finds on a page with JavaScript."""
    await_all(page)
    # What the debugger evaluates is not under the page's content-security policy.
    page.evaluate(AXE.read_text() + ";null")
    result = page.evaluate("rules => axe.run({runOnly: rules})", RULES)
    return [
        f"{page.url}: {violation['id']}: {violation['help']}: "
        + "; ".join(node["html"] for node in violation["nodes"])
        for violation in result["violations"]
    ]


def is_wider_than_window(page: Any) -> bool:
    """Tell whether a reader would have to scroll sideways."""
    await_all(page)
    return bool(page.evaluate("document.documentElement.scrollWidth > window.innerWidth"))
