"""The ceremony in a hall: by keyboard only, in large letters, without a script, offline."""

import pytest

from observatory.lottery import services
from tests import factories
from tests.plugins.browser import await_all, axe, is_wider_than_window
from tests.plugins.offline import run_offline
from tests.recruitment.browsing import sign_in
from tests.recruitment.holding import PEOPLE

DICE = "137141592653589793238462"
HALL = {"width": 1920, "height": 1080}
NARROW = {"width": 320, "height": 640}
# As an expression: where the focus is, by the name a person would call it.
FOCUS = """(here => here === document.body ? '' : (here.labels?.[0] ?? here).innerText ?? '')(
    document.activeElement)"""
SIZE = "parseFloat(getComputedStyle(document.querySelector('%s')).fontSize)"


@pytest.fixture
def draw(session):
    made = services.freeze_draw(factories.pooled(factories.body("madrid")))
    services.solve_draw(made, lambda stage, fraction: None)
    session.commit()
    return made


@pytest.fixture
def clerk(draw, session):
    """A clerk's e-mail address."""
    body = session.get_one(factories.Body, draw.recruitment.body_id)
    email = factories.staff(body, "clerk").email
    session.commit()
    return email


def tab_to(page, name):
    """Press Tab until the focus is on something of that name."""
    for _ in range(60):
        if name in page.evaluate(FOCUS):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"no way by keyboard to {name!r} on {page.url}")


def enter(page, name):
    """Go to a button or link by keyboard and press Enter."""
    tab_to(page, name)
    page.keyboard.press("Enter")


def go_on(page):
    """Press Enter: the focus is on the one act of the page."""
    page.wait_for_selector(".govuk-button:focus")
    page.keyboard.press("Enter")


def type_dice(page, dice=DICE):
    """Type into the field, which has the focus."""
    page.wait_for_selector("[name=dice]:focus")
    page.keyboard.type(dice)


def write_people(page):
    """Fill in the first page by keyboard."""
    labels = ("Place", "Legal basis", "Who presides", "Who certifies", "Witnesses")
    names = ("place", "legal_basis", "presided_by", "certified_by", "witnesses")
    for label, name in zip(labels, names, strict=True):
        tab_to(page, label)
        page.keyboard.type(PEOPLE[name])
    for which in ("first", "second"):
        tab_to(page, f"{which.capitalize()} person who types")
        page.keyboard.type(PEOPLE[f"{which}_typist"])
    enter(page, "Go on")


def hold(page, see=lambda page: None, screens=1):
    """The whole ceremony without a mouse, from its page; `see` looks at each step."""
    see(page)
    write_people(page)
    page.wait_for_url("**/fixed")
    see(page)
    go_on(page)
    for name in ("Iris Clerk", "Hugo Clerk"):
        page.wait_for_selector(f"text={name} types")
        see(page)
        type_dice(page)
        page.keyboard.press("Enter")
    page.wait_for_url("**/open")
    see(page)
    go_on(page)
    page.wait_for_url("**/result")
    see(page)
    for screen in [*range(2, screens + 1), "next"]:
        go_on(page)
        page.wait_for_url(f"**screen={screen}")
    see(page)


@pytest.mark.parametrize("has_script", [True, False])
def test_the_ceremony_is_held_by_keyboard_only(new_page, clerk, draw, has_script):
    page = new_page(java_script_enabled=has_script, viewport=HALL)
    sign_in(page, clerk)
    page.goto(f"/en/madrid/recruitments/{draw.recruitment_id}/ceremony")
    enter(page, "Begin the ceremony")
    page.wait_for_url("**/people")
    hold(page)
    page.goto(f"/en/madrid/recruitments/{draw.recruitment_id}/ceremony/result")
    assert "137" in page.inner_text("h1")


def test_each_step_is_accessible_and_large_in_each_language(new_page, clerk, draw):
    page = new_page(viewport=HALL)
    sign_in(page, clerk)

    def see(page):
        here = page.url
        for language in ("es", "fr", "en"):
            page.goto(here.replace("/en/", f"/{language}/"))
            assert axe(page) == []
            page.set_viewport_size(NARROW)
            assert not is_wider_than_window(page), page.url
            page.set_viewport_size(HALL)
            assert not is_wider_than_window(page), page.url

    page.goto(f"/en/madrid/recruitments/{draw.recruitment_id}/ceremony/people")
    hold(page, see)


def test_codes_and_fingerprints_can_be_read_from_the_back_of_the_hall(new_page, clerk, draw):
    page, sizes = new_page(viewport=HALL), {}
    sign_in(page, clerk)

    def see(page):
        await_all(page)
        for what in (".fingerprint__groups", ".found code", ".dice", ".outcome__number"):
            if page.locator(what).count():
                sizes[what] = page.evaluate(SIZE % what)

    page.goto(f"/en/madrid/recruitments/{draw.recruitment_id}/ceremony/people")
    hold(page, see)
    assert len(sizes) == 4
    assert min(sizes.values()) >= 0.03 * HALL["width"]


def test_what_is_typed_is_hidden_counted_and_set_in_tens(new_page, clerk, draw):
    page = new_page(viewport=HALL)
    sign_in(page, clerk)
    page.goto(f"/en/madrid/recruitments/{draw.recruitment_id}/ceremony/rehearsal/people")
    write_people(page)
    page.wait_for_url("**/fixed")
    go_on(page)
    page.wait_for_url("**/dice")
    type_dice(page, DICE[:22])
    assert page.input_value("[name=dice]") == "1371415926 5358979323 84"
    page.wait_for_selector("text=Typed: 22. Missing: 2.")
    hidden = "getComputedStyle(document.querySelector('[name=dice]')).webkitTextSecurity"
    assert page.evaluate(hidden) == "disc"
    tab_to(page, "Show the digits on the screen")
    page.keyboard.press("Space")
    assert page.evaluate(hidden) == "none"


@pytest.mark.usefixtures("browser")  # it is what the inner test needs
def test_the_ceremony_needs_no_network(request):
    held = f"{request.path}::test_the_ceremony_is_held_by_keyboard_only[True]"
    ended = run_offline(held)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert ended.stdout.split()[0] == "."  # passed, not skipped
