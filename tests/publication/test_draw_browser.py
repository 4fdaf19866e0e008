"""A stranger with a browser: from the public page to VERIFIED, and nothing leaves the machine."""

from urllib.parse import urlsplit

import pytest

from observatory.lottery import queries
from sortition.bundle import ENCLOSED
from tests import factories
from tests.plugins.browser import axe, is_wider_than_window
from tests.publication import web_draw

PHONE = {"width": 360, "height": 740}


@pytest.fixture
def town(app, session):
    """A web draw, its address, and what the first of its pool shall read."""
    draw, printed = web_draw.drawn(app, factories.body("town", seats=2))
    own = {place.respondent.own: place for place in queries.list_places(draw)}[printed[0].own]
    outcome = "You were drawn." if own.is_drawn else "You were not drawn."
    return {
        "address": f"/en/town/draws/{draw.recruitment_id}/{draw.attempt}",
        "evidence": draw.panels_digest,
        "printed": printed[0],
        "said": [f"Your chance was {own.chances} in 1000.", outcome],
    }


def download(page, town, folder):
    page.goto(town["address"])
    with page.expect_download() as waiting:
        page.click("text=Download the bundle (bundle.zip")
    waiting.value.save_as(folder / "bundle.zip")
    return folder / "bundle.zip"


def check(page, bundle, **typed):
    """Choose the bundle, type, and read the answer."""
    page.set_input_files("#bundle", bundle)
    for name, value in typed.items():
        page.fill(f"#{name}", value)
    page.click("button[type=submit]")
    page.wait_for_selector("#answer h2")
    return page.inner_text("#answer")


def check_everything(page, bundle, town):
    """Ask what a stranger, a liar and a member of the pool would ask."""
    assert check(page, bundle).startswith("NOT VERIFIED")
    assert check(page, bundle, evidence="0" * 64).startswith("FAILED")
    one = town["printed"]
    own = {"secret": one.secret, "own": one.own, "nonce": one.nonce}
    own |= {"features": "\n".join(one.features), "dice": web_draw.DICE}
    said = check(page, bundle, evidence=town["evidence"], **own)
    assert said.startswith("VERIFIED")
    assert "You were in the pool." in said
    assert [words for words in town["said"] if words not in said] == []
    assert "You were recorded with these features." in said


def test_the_public_verifier_says_all_and_sends_nothing(new_page, town, tmp_path):
    page = new_page(locale="en-GB", viewport=PHONE)
    bundle = download(page, town, tmp_path)
    page.click("text=Open the verifier")
    page.wait_for_selector("#bundle")
    asked = []
    page.context.on("request", lambda request: asked.append(request.url))
    page.context.set_offline(True)
    check_everything(page, bundle, town)
    assert asked == []
    assert urlsplit(page.url).query == ""
    assert axe(page) == []
    assert not is_wider_than_window(page)


def test_the_same_page_from_disk_says_the_same_without_a_network(browser, new_page, town, tmp_path):
    bundle = download(new_page(), town, tmp_path)
    context = browser.new_context(locale="en-GB", offline=True)
    asked = []
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    page.goto(ENCLOSED["verify.html"].as_uri())
    check_everything(page, bundle, town)
    assert set(asked) == {ENCLOSED["verify.html"].as_uri()}
    context.close()


def test_the_public_verifier_could_send_nothing_if_it_tried(browser, live_server, town):
    context = browser.new_context(base_url=live_server.url)
    page = context.new_page()
    page.goto("/en/town/draws/verify.html")
    asked = []
    context.on("request", lambda request: asked.append(request.url))
    script = "fetch(location.origin + '/health').then(() => 'sent', (error) => String(error))"
    assert "Failed to fetch" in page.evaluate(script)
    page.evaluate("const image = new Image(); image.src = '/favicon.ico'; null")
    page.wait_for_timeout(300)
    assert asked == []
    context.close()


def test_the_public_verifier_speaks_the_language_of_its_address(new_page, town):
    page = new_page(locale="en-GB")
    for language in ("es", "fr"):
        page.goto(f"/{language}/town/draws/verify.html")
        assert page.get_attribute("html", "lang") == language


@pytest.mark.parametrize("width", [360, 1280])
def test_the_page_of_a_draw_is_accessible_at_each_width(new_page, town, width):
    page = new_page(viewport={"width": width, "height": 800})
    page.goto(town["address"])
    assert axe(page) == []
    assert not is_wider_than_window(page)
