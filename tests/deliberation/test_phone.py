"""A member's way through a file on a small phone, with nothing that axe objects to."""

import pytest

from tests import factories
from tests.plugins.browser import PHONE, axe, is_wider_than_window

LONG = "Donaudampfschifffahrtsgesellschaftskapitän" * 2


@pytest.fixture
def admit(app, session, live_server):
    """Sign a member of "city" in, where file 1 is open and full of long words."""
    body = factories.body("city")
    file = factories.file(body)
    file.number = 1
    for subject, name in ((file, "title"), (file, "policy"), (file.evidence[0], "title")):
        setattr(subject, name, LONG)
    content = {"_user_id": str(factories.seat(body).account_id)}
    session.commit()
    value = app.session_interface.get_signing_serializer(app).dumps(content)
    cookie = {"name": app.config["SESSION_COOKIE_NAME"], "value": value, "url": live_server.url}
    return lambda page: page.context.add_cookies([cookie])


def argue(page):
    """Follow the page's one main action until the argument is sent."""
    page.click("text=Read the evidence, then argue")
    page.click("text=Write an argument")
    page.check("[name=side][value=for]")
    page.fill("[name=text]", "It helps.\nA lot.")
    page.check("[name=evidence][value='1']")
    page.click("text=Send the argument")
    page.wait_for_selector("text=Your argument is on the page.")


def test_a_member_argues_on_a_phone_without_script(new_page, admit):
    page = new_page(viewport=PHONE, java_script_enabled=False)
    admit(page)
    page.goto("/en/city/files/1")
    argue(page)
    assert "It helps.\nA lot." in page.inner_text("article")


@pytest.mark.parametrize("rest", ["", "/evidence", "/arguments", "/arguments/new"])
def test_the_pages_of_a_file_fit_a_phone_and_please_axe(phone_page, admit, rest):
    admit(phone_page)
    phone_page.goto(f"/en/city/files/1{rest}")
    assert not is_wider_than_window(phone_page)
    assert axe(phone_page) == []
