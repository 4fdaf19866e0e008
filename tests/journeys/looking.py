"""What is asked of every page that somebody meets on the way, and pictures of it.

PICTURES=1 writes the pictures of the papers to docs/pictures; PICTURES=FOLDER writes one of
every page there, on a phone and on a desk.
"""

import os
from pathlib import Path
from typing import Any

from tests.plugins.browser import await_all, axe

NARROW, TALL = 320, 900
SIZES = {"phone": (360, TALL), "desktop": (1280, TALL), "projector": (1920, 1080)}
TALLEST = 1200
PICTURES = Path(__file__).parent.parent.parent / "docs" / "pictures"
# The pictures that the papers show, each where people would see it.
CHOSEN = {
    "recruitment": "desktop",
    "quotas": "desktop",
    "register": "desktop",
    "letters": "desktop",
    "replies": "desktop",
    "panels": "desktop",
    "ceremony": "desktop",
    "ceremony-people": "projector",
    "ceremony-fixed": "projector",
    "ceremony-dice": "projector",
    "ceremony-differ": "projector",
    "ceremony-open": "projector",
    "ceremony-panel": "projector",
    "ceremony-rehearsal": "projector",
    "panel": "desktop",
    "file": "phone",
    "evidence": "phone",
    "arguments": "phone",
    "grading": "phone",
    "booth": "phone",
    "receipt": "phone",
    "evaluation": "desktop phone",
    "start": "phone",
}


class Look:
    """Looks at pages and keeps what is wrong with them, so that one walk finds all of it."""

    def __init__(self) -> None:
        self.faults: list[str] = []
        self.seen: set[str] = set()

    def __call__(self, page: Any, name: str, *, has_script: bool = True) -> None:
        """Look at the page as it stands; axe needs scripts to run."""
        size, is_new = page.viewport_size, name not in self.seen
        self.seen.add(name)
        await_all(page)
        if page.locator("h1").count() != 1:
            self.faults.append(f"{name}: a page has one h1")
        if has_script:
            self.faults += [f"{name}: {fault}" for fault in axe(page)]
        self.measure(page, name)
        if is_new:
            self.keep_pictures(page, name)
        page.set_viewport_size(size)

    def measure(self, page: Any, name: str) -> None:
        """See that nobody has to scroll sideways on the narrowest phone."""
        page.set_viewport_size({"width": NARROW, "height": TALL})
        width = page.evaluate("document.scrollingElement.scrollWidth")
        if width > NARROW:
            self.faults.append(f"{name}: {width} px wide on a screen of {NARROW} px")

    def in_all_languages(self, page: Any, name: str) -> None:
        """Look at the page, then at its translations, and come back."""
        self(page, name)
        here, size = page.url, page.viewport_size
        for language in ("es", "fr"):
            page.goto(here.replace("/en/", f"/{language}/"))
            if page.locator("html").get_attribute("lang") != language:
                self.faults.append(f"{name}: not in {language}")
            self.measure(page, f"{name}-{language}")
        page.set_viewport_size(size)
        page.goto(here)

    def keep_pictures(self, page: Any, name: str) -> None:
        """Write pictures if they are asked for."""
        wanted = os.environ.get("PICTURES", "")
        for kind, (width, height) in SIZES.items():
            is_chosen = kind in CHOSEN.get(name, "").split()
            if wanted and (is_chosen or (wanted != "1" and kind != "projector")):
                page.set_viewport_size({"width": width, "height": height})
                keep_picture(page, PICTURES if wanted == "1" else Path(wanted), f"{name}-{kind}")


def keep_picture(page: Any, folder: Path, name: str) -> None:
    """Write a picture of a page, as far as its folder takes it."""
    folder.mkdir(parents=True, exist_ok=True)
    size = page.evaluate("[innerWidth, document.scrollingElement.scrollHeight]")
    most = TALLEST if folder == PICTURES else size[1]
    clip = {"x": 0, "y": 0, "width": size[0], "height": min(size[1], most)}
    page.screenshot(path=folder / f"{name}.png", full_page=True, clip=clip)
