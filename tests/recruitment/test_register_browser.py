"""The planner in a browser: accessible and within the window, on a phone and on a desk."""

import pytest

from observatory.recruitment import services
from tests import factories
from tests.plugins.browser import axe, is_wider_than_window
from tests.recruitment import cases
from tests.recruitment.browsing import sign_in
from tests.recruitment.test_planner import TYPED


@pytest.fixture
def town(session):
    """A recruitment in a town, and its clerk's e-mail address."""
    body = factories.body("town", seats=49)
    made = services.create_recruitment(body, "First panel", 49)
    services.set_quotas(made, cases.QUOTAS)
    email = factories.staff(body, "clerk", "register_holder").email
    session.commit()
    return f"/en/town/recruitments/{made.id}", email


@pytest.mark.parametrize("width", [320, 1280])
def test_the_planner_is_accessible_at_each_width(new_page, town, width):
    page = new_page(viewport={"width": width, "height": 800})
    address, email = town
    sign_in(page, email)
    page.goto(f"{address}/planner{TYPED}&aim=each&sent=9000&replied=90")
    page.locator("h2#planned").wait_for()
    assert axe(page) == []
    assert not is_wider_than_window(page)
