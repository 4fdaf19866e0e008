"""The steps of a draw, as the clerk and the worker take them. A new step is one more line here."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from observatory import database
from observatory.accounts.models import Account
from observatory.recruitment.models import Contact
from observatory.recruitment.queries import list_pool
from observatory.recruitment.services import save_settings
from tests import factories
from tests.recruitment import cases, paper

CLERK = "clerk@example.org"
DICE = "137141592653589793238462"
PEOPLE = {
    "place": "Town hall",
    "presided_by": "Eva Romero",
    "certified_by": "Ana Ruiz",
    "witnesses": "María López\nJosé Ruiz",
    "legal_basis": "Agreement of 1 October 2026",
    "first_typist": "Iris Clerk",
    "second_typist": "Hugo Clerk",
}
BY_EMAIL = 3
LETTERS, PANEL = "recruitments/1", "recruitments/2"
LETTER_DICE, PANEL_DICE = f"{LETTERS}/letters/dice", f"{PANEL}/ceremony"
Act = Callable[[FlaskClient], Any]


def address(rest: str) -> str:
    return f"/en/town/{rest}"


def press(rest: str, **typed: Any) -> Act:
    """Send a form of the clerk's."""
    return lambda client: client.post(address(rest), data=typed)


def press_where(rest: str) -> Act:
    """Send what broke off again, from the page that an address leads to."""
    return lambda client: client.post(client.get(address(rest)).location + "/again")


def in_turn(*acts: Act) -> Act:
    """Send several forms, one after the other; the answer is that of the worst."""
    return lambda client: max([act(client) for act in acts], key=lambda own: own.status_code)


def throw(page: str, dice: str) -> Act:
    """Say who is there and read aloud; two people type the dice."""
    typed = [press(f"{page}/dice", dice=dice, who=who) for who in ("first", "second")]
    return in_turn(press(f"{page}/people", **PEOPLE), press(f"{page}/fixed"), *typed)


@dataclass(frozen=True)
class Step:
    """One step: what is sent, and what is sent where its work broke off.

    `chance` names columns that it fills by chance: they are not the same when it is repeated, but
    what was once saved stays.
    """

    name: str
    act: Act
    again: Act | None = None
    chance: tuple[str, ...] = ()


STEPS = (
    Step(
        "fix the list of letters",
        press(f"{LETTERS}/letters", letters=4, stratum="district", unit="household"),
        chance=(
            "invitation_draw.key",
            "invitation_draw.commitment",
            "invitation_draw.commitment_digest",
            "record_entry.content",
            "record_entry.digest",
        ),
    ),
    Step("throw the letters' dice", throw(LETTER_DICE, cases.DICE)),
    Step(
        "draw the letters",
        press(f"{LETTER_DICE}/open", dice=cases.DICE),
        press(f"{LETTERS}/letters/again"),
    ),
    Step(
        "freeze the pool",
        press(f"{PANEL}/draw"),
        press(f"{PANEL}/draw/solve"),
        # The key that hides the panels is random, and saved with the list: the panels hang on it.
        chance=(
            "draw.salt_key",
            "draw.panels_record",
            "draw.panels_digest",
            "record_entry.content",
            "record_entry.digest",
        ),
    ),
    Step(
        "tell the pool",
        press(f"{PANEL}/notices/pool"),
        press_where(f"{PANEL}/notices/pool"),
        chance=("notice.attempts",),  # one more where the worker died over an e-mail
    ),
    Step("throw the panel's dice", throw(PANEL_DICE, DICE)),
    Step("open the panel", press(f"{PANEL_DICE}/open", dice=DICE)),
    Step("seat the panel", press(f"{PANEL}/seats")),
)
# What people may look at while a step is half done.
PAGES = (
    f"{LETTERS}/letters",
    f"{PANEL}/draw",
    f"{PANEL}/ceremony",
    f"{PANEL}/seats",
    "draws/2/1",
    "tasks",
)


def prepare() -> None:
    """Bring one recruitment to its letters, and another one to its pool."""
    body = factories.body("town", seats=5)
    clerk = factories.staff(body, "clerk", "register_holder")
    clerk.email = CLERK
    letters = factories.recruitment(body, [("sex", "woman", 2, 3), ("sex", "man", 2, 3)])
    letters.quotas_locked_at = database.now()
    cases.with_register(letters)
    pool = factories.pooled(body)
    save_settings(pool, keeps_addresses=False, **paper.SETTINGS)
    for number, one in enumerate(list_pool(pool)):
        is_reached = {"reach": f"person{number}@example.org", "reach_confirmed_on": cases.ON}
        by_phone = {"reach": "+34600000000"}
        own = is_reached if number < BY_EMAIL else by_phone
        one.contact = Contact(name=f"Person {number}", language="en", **own)
    database.session.commit()


def browser(app: Flask) -> FlaskClient:
    """The clerk's browser."""
    with app.app_context():
        clerk = database.session.scalars(select(Account).where(Account.email == CLERK)).one()
        return factories.sign_in(app.test_client(), clerk)


def work(app: Flask) -> None:
    """Do what waits for the worker, as its command does."""
    queue = app.extensions["huey"]
    while queue.storage.queue_size():
        queue.execute(queue.dequeue())
