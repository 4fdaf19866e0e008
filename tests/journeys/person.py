"""Somebody at a browser: what a person does with eyes, finger and keyboard."""

from pathlib import Path
from typing import Any

from tests.journeys.looking import Look

LONG_MS = 90_000


class Person:
    """A person with a page of their own, in English, at one observatory."""

    def __init__(self, page: Any, look: Look, home: str, *, has_script: bool = True) -> None:
        self.page = page
        self.look_at = look
        self.home = home
        self.has_script = has_script

    def open(self, path: str = "") -> None:
        """Open an address below the observatory's."""
        self.page.goto(f"{self.home}/{path}")

    def press(self, name: str) -> None:
        """Press a button, or a link that looks like one."""
        self.page.get_by_role("main").get_by_role("button", name=name, exact=True).first.click()

    def follow(self, name: str) -> None:
        """Follow a link of the page."""
        self.page.get_by_role("main").get_by_role("link", name=name).first.click()

    def write(self, label: str, text: str) -> None:
        """Write into a field."""
        self.page.get_by_label(label, exact=True).fill(text)

    def choose(self, label: str, group: str = "") -> None:
        """Choose an option, of a group of options where several have the same name."""
        place = self.page.get_by_role("group", name=group).first if group else self.page
        place.get_by_label(label, exact=True).first.check()

    def send(self, label: str, path: Path) -> None:
        """Choose a file to send."""
        self.page.get_by_label(label, exact=True).set_input_files(path)

    def read(self, text: str, timeout: float | None = None) -> None:
        """Find a text on the page, if need be after waiting."""
        main = self.page.get_by_role("main")
        try:
            main.get_by_text(text).first.wait_for(timeout=timeout)
        except Exception as error:
            shown = main.inner_text()
            raise AssertionError(f"{text!r} is not on {self.page.url}:\n{shown}") from error

    def wait(self, text: str) -> None:
        """Wait for a text that long work brings."""
        self.read(text, LONG_MS)

    def press_and_wait(self, button: str, name: str, text: str) -> None:
        """Start long work, look at the page that shows how far it is, wait for its end."""
        # The page would reload itself while it is looked at.
        self.page.route("**/progress.json", lambda route: None)
        self.press(button)
        self.look(name)
        self.page.unroute("**/progress.json")
        self.page.reload()
        self.wait(text)

    def save(self, name: str, folder: Path) -> Path:
        """Press what downloads a file, and keep the file."""
        with self.page.expect_download() as waiting:
            self.press(name)
        path = folder / waiting.value.suggested_filename
        waiting.value.save_as(path)
        return path

    def look(self, name: str) -> None:
        """Look at the page."""
        self.look_at(self.page, name, has_script=self.has_script)

    def look_in_all_languages(self, name: str) -> None:
        """Look at the page in Spanish, English and French."""
        self.look_at.in_all_languages(self.page, name)

    def sign_in_as_staff(self, email: str, password: str) -> None:
        """Sign in by e-mail and password, and see what waits."""
        self.page.goto("/en/sign-in/staff")
        self.write("E-mail address", email)
        self.write("Password", password)
        self.press("Sign in")
        self.page.wait_for_url("**/tasks")

    def sign_in_by_code(self, code: str) -> None:
        """Sign in with the code of the letter, and see what waits."""
        self.page.goto("/en/sign-in")
        self.write("Code from your letter", code)
        self.press("Sign in")
        self.page.wait_for_url("**/tasks")
