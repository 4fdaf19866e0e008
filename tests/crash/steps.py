"""The steps of a draw, as the clerk and the worker take them. A new step is one more line here."""

from flask import Flask
from sqlalchemy import select

from observatory import database
from observatory.accounts.models import Account
from observatory.recruitment.models import Contact
from observatory.recruitment.queries import list_pool
from observatory.recruitment.services import save_settings
from tests import factories
from tests.crash.acts import Act, Clerk, Step, in_turn, press, press_where
from tests.crash.later_steps import (
    MINUTES_STEPS,
    OBJECTION_STEPS,
    VACANCY_STEPS,
    open_to_objections,
)
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


def throw(page: str, dice: str) -> Act:
    """Say who is there and read aloud; two people type the dice."""
    typed = [press(f"{page}/dice", dice=dice, who=who) for who in ("first", "second")]
    return in_turn(press(f"{page}/people", **PEOPLE), press(f"{page}/fixed"), *typed)


LETTER_PAGES = (f"{LETTERS}/letters",)
PANEL_PAGES = (f"{PANEL}/draw", f"{PANEL}/ceremony", "draws/2/1")
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
        pages=(*LETTER_PAGES, "tasks"),
    ),
    Step("throw the letters' dice", throw(LETTER_DICE, cases.DICE), pages=LETTER_PAGES),
    Step(
        "draw the letters",
        press(f"{LETTER_DICE}/open", dice=cases.DICE),
        press(f"{LETTERS}/letters/again"),
        pages=LETTER_PAGES,
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
        pages=(*PANEL_PAGES, "tasks"),
    ),
    *OBJECTION_STEPS,
    Step(
        "tell the pool",
        press(f"{PANEL}/notices/pool"),
        press_where(f"{PANEL}/notices/pool"),
        chance=("notice.attempts",),  # one more where the worker died over an e-mail
        pages=(f"{PANEL}/notices",),
    ),
    Step("throw the panel's dice", throw(PANEL_DICE, DICE), pages=PANEL_PAGES),
    Step("open the panel", press(f"{PANEL_DICE}/open", dice=DICE), pages=PANEL_PAGES),
    Step("seat the panel", press(f"{PANEL}/seats"), pages=(f"{PANEL}/seats", "seats", "tasks")),
    *MINUTES_STEPS,
    *VACANCY_STEPS,
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
    open_to_objections(body)
    database.session.commit()


def browser(app: Flask, step: Step) -> Clerk:
    """The clerk's browser, who is about to take a step."""
    clerk = Clerk(app, app.response_class)
    with app.app_context():
        account = database.session.scalars(select(Account).where(Account.email == CLERK)).one()
        factories.sign_in(clerk, account)
        clerk.people = tuple(step.people())
    return clerk


def work(app: Flask) -> None:
    """Do what waits for the worker, as its command does."""
    queue = app.extensions["huey"]
    while queue.storage.queue_size():
        queue.execute(queue.dequeue())
