"""The picture, the confirmation and the way out of a failed draw, read on a phone and on a desk."""

import pytest

from observatory.database import now
from observatory.lottery import services
from observatory.recruitment import queries
from observatory.recruitment.services.quotas import digest_of
from tests import factories
from tests.lottery.test_relaxing import QUOTAS
from tests.plugins.browser import axe, is_wider_than_window
from tests.recruitment.browsing import sign_in


@pytest.fixture
def pages(session):
    """The e-mail address of somebody with both roles, and the addresses to look at."""
    body = factories.body("madrid")
    answered = factories.pooled(body)
    for one in list(queries.list_pool(answered))[:3]:
        one.confirmed_on = None
    failed = factories.pooled(body, people=12, quotas=QUOTAS)
    digest = digest_of(queries.list_quotas(failed))
    failed.quotas_digest, failed.quotas_locked_at = digest, now()
    email = factories.staff(body, "clerk", "register_holder").email
    session.commit()
    draw = services.freeze_draw(failed)
    draw.state, draw.report = "failed", {"problems": [], "proposal": PROPOSAL}
    session.commit()
    rooms = ("picture", "confirm", "draw")
    return email, [f"{answered.id}/{room}" for room in rooms] + [f"{failed.id}/draw/relax"]


PROPOSAL = {
    "moves": [
        {
            "feature": "age",
            "value": "young",
            "min": {"old": 5, "new": 4},
            "max": {"old": 5, "new": 5},
        }
    ],
    "seats": 1,
    "at_least": 1,
}


@pytest.mark.parametrize("width", [320, 1280])
def test_each_page_is_accessible_and_fits(new_page, pages, width):
    email, addresses = pages
    page = new_page(viewport={"width": width, "height": 800})
    sign_in(page, email)
    for address in addresses:
        page.goto(f"/en/madrid/recruitments/{address}")
        assert page.locator("h1").count() == 1
        assert axe(page) == [], address
        assert not is_wider_than_window(page), address
