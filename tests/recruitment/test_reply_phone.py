"""The reply form on phones, with and without JavaScript: axe, pictures, the back button."""

from collections.abc import Callable
from typing import Any

import pytest

from observatory.bodies.models import Body
from observatory.recruitment import services
from observatory.recruitment.services import Reply
from tests import factories
from tests.journeys.looking import Look
from tests.journeys.person import Person
from tests.recruitment import cases
from tests.recruitment.replying import opened

HOME = "/en/town"
WIDE_NAME = "María de los Ángeles " + "Fernández-Etxeberría " * 4


@pytest.fixture
def town(body: Body, live_server: Any) -> Any:
    return opened(body)


@pytest.fixture
def look() -> Any:
    made = Look()
    yield made
    assert not made.faults, "\n".join(made.faults)


@pytest.fixture
def person(new_page: Callable[..., Any], look: Look) -> Callable[..., Person]:
    def meet(width: int, has_script: bool) -> Person:
        size = {"width": width, "height": 740}
        page = new_page(locale="en-GB", viewport=size, java_script_enabled=has_script)
        return Person(page, look, HOME, has_script=has_script)

    return meet


def answer(somebody: Person, code: str) -> None:
    """Walk from the start to the page to check, looking at each page."""
    somebody.open("reply")
    somebody.look("reply-start")
    somebody.write("Code from your letter", code.lower())
    somebody.press("Start")
    somebody.look("reply-question")
    somebody.choose("Woman")
    somebody.press("Continue")
    somebody.look("reply-person")
    somebody.write("Your name", WIDE_NAME)
    somebody.write("One e-mail address or telephone number", "600 123 456")
    somebody.press("Continue")
    somebody.look("reply-own")
    somebody.write("At least four digits of your own", "2468")
    somebody.press("Continue")
    somebody.look("reply-helped")
    somebody.choose("No, I answer by myself")
    somebody.press("Continue")
    somebody.read("Nothing is sent yet.")
    somebody.look("reply-check")


@pytest.mark.parametrize(("width", "has_script"), [(360, False), (320, False), (360, True)])
def test_somebody_answers_and_withdraws_on_a_phone(person, town, width, has_script):
    somebody = person(width, has_script)
    answer(somebody, town.codes[0])
    somebody.press("Send my reply")
    somebody.read("Your personal code for the lottery")
    somebody.look("reply-done")
    secret = somebody.page.locator(".secret").inner_text().strip()
    somebody.open("reply/withdraw")
    somebody.look("reply-withdraw")
    somebody.write("Your personal code, or the code of the letter", secret)
    somebody.write("Your own digits", "2468")
    somebody.press("Continue")
    somebody.look("reply-withdraw-check")
    somebody.press("Withdraw my reply")
    somebody.read("Your reply is withdrawn")
    somebody.look("reply-withdrawn")
    assert somebody.page.context.cookies() == []


def test_the_browsers_back_button_shows_what_was_typed(person, town):
    somebody = person(360, has_script=False)
    answer(somebody, town.codes[0])
    for words in ("Is somebody helping you", "Digits of your own", "Your name and one contact"):
        somebody.page.go_back()
        somebody.read(words)
    assert somebody.page.get_by_label("Your name").input_value() == WIDE_NAME
    somebody.press("Continue")
    somebody.read("Digits of your own")


def test_an_error_is_said_on_top_and_at_the_field(person, town):
    somebody = person(360, has_script=True)
    somebody.open("reply")
    somebody.press("Start")
    somebody.read("There is a problem")
    somebody.look("reply-error")


def test_the_code_behind_the_address_fills_itself_in_and_leaves_it(person, town):
    somebody = person(360, has_script=True)
    somebody.open(f"reply#{town.codes[0]}")
    field = somebody.page.get_by_label("Code from your letter")
    assert field.input_value() == town.codes[0]
    assert somebody.page.url.endswith("/reply")


def test_notice_and_closed_form_read_well(person, town, session):
    somebody = person(360, has_script=True)
    somebody.open("reply/privacy")
    somebody.look_in_all_languages("reply-notice")
    town.recruitment.replies_close_at = town.recruitment.replies_open_at
    session.commit()
    somebody.open("reply")
    somebody.look_in_all_languages("reply-closed")


@pytest.mark.parametrize("width", [320, 1280])
def test_the_staffs_rooms_read_well(person, town, session, width):
    body = session.get_one(Body, town.recruitment.body_id)
    email = factories.staff(body, "clerk").email
    other = services.create_recruitment(body, "Next panel", 2)
    services.set_quotas(other, cases.QUOTAS)
    services.save_reply(town.letters[0], Reply({"sex": "man"}, "Li", "600123456", "phone", "1234"))
    session.commit()
    clerk = person(width, has_script=True)
    clerk.sign_in_as_staff(email, factories.PASSWORD)
    rooms = ("questions", "questions/closing", "replies/phone", "replies/paper", "confirmations")
    for room in rooms:
        clerk.open(f"recruitments/{town.recruitment.id}/{room}")
        clerk.look(f"staff-{room.replace('/', '-')}")
    for room in ("questions", "questions/1", "questions/preview"):
        clerk.open(f"recruitments/{other.id}/{room}")
        clerk.look(f"staff-new-{room.replace('/', '-')}")
