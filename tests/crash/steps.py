"""The steps of a draw, as the clerk and the worker take them. A new step is one more line here."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from observatory import database
from observatory.accounts.models import Account
from tests import factories
from tests.recruitment import cases

CLERK = "clerk@example.org"
DICE = "137141592653589793238462"
THROWN = {"dice": DICE, "dice_again": DICE, "witnesses": "Ana Secretary\nLuis Notary"}
LETTERS, PANEL = "recruitments/1", "recruitments/2"
Act = Callable[[FlaskClient], Any]


def address(rest: str) -> str:
    return f"/en/town/{rest}"


def press(rest: str, **typed: Any) -> Act:
    """Send a form of the clerk's."""
    return lambda client: client.post(address(rest), data=typed)


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
    Step(
        "draw the letters",
        press(f"{LETTERS}/letters/dice", dice=cases.DICE, dice_again=cases.DICE),
        press(f"{LETTERS}/letters/again"),
    ),
    Step("freeze the pool", press(f"{PANEL}/draw"), press(f"{PANEL}/draw/solve")),
    Step("open the panel", press(f"{PANEL}/ceremony", **THROWN)),
    Step("seat the panel", press(f"{PANEL}/seats")),
)
# What people may look at while a step is half done.
PAGES = (
    f"{LETTERS}/letters",
    f"{PANEL}/draw",
    f"{PANEL}/ceremony",
    f"{PANEL}/seats",
    "draws",
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
    factories.pooled(body)
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
