"""Objections on a phone and on a desk: how to make one, and how a forgotten reply is entered."""

import pytest

from observatory.bodies.models import Body
from observatory.lottery import queries, services
from observatory.recruitment.services import save_settings
from tests import factories
from tests.components.test_browser import keep_picture
from tests.lottery.correcting import FORGOTTEN, unanswered
from tests.plugins.browser import axe, is_wider_than_window
from tests.recruitment import paper
from tests.recruitment.browsing import sign_in


@pytest.fixture
def draw(session):
    """A frozen list with one objection, a letter that nobody answered, and a clerk."""
    made = factories.pooled(factories.body("town"))
    made.objection_days = 5
    save_settings(made, **paper.SETTINGS)
    frozen = services.freeze_draw(made)
    services.enter_objection(frozen, "pool", "Envié la tarjeta a tiempo y no estoy en la lista.")
    session.commit()
    return frozen


@pytest.fixture
def clerk(draw, session):
    email = factories.staff(session.get_one(Body, draw.recruitment.body_id), "clerk").email
    session.commit()
    return email


def look(page, name):
    """Check a page and keep its picture."""
    keep_picture(page, name)
    assert axe(page) == []
    assert not is_wider_than_window(page)


def enter(page, letter):
    """Fill in the form of a forgotten reply as a clerk does."""
    for name, value in {**FORGOTTEN, "code": str(letter.number)}.items():
        field = page.locator(f'main [name="{name}"]')
        if field.first.get_attribute("type") in ("radio", "checkbox"):
            page.locator(f'main [name="{name}"][value="{value}"]').check()
        else:
            field.fill(value)


@pytest.mark.parametrize("width", [360, 1280])
def test_an_objection_lets_a_forgotten_reply_in(new_page, clerk, draw, session, width):
    from playwright.sync_api import expect

    letter = unanswered(draw.recruitment)
    session.commit()
    page = new_page(viewport={"width": width, "height": 800})
    for rest in ("", "/objections"):
        page.goto(f"/es/town/draws/{draw.recruitment_id}/1{rest}")
        look(page, f"objecting-{rest.strip('/') or 'draw'}-{width}")
    sign_in(page, clerk)
    room = f"/es/town/recruitments/{draw.recruitment_id}"
    for rest in ("", "/draw", "/draw/objections", "/draw/objections/1"):
        page.goto(room + rest)
        look(page, f"objections-clerk{rest.replace('/', '-')}-{width}")
    page.click('a[href$="/objections/1/reply"]')
    expect(page.locator("h1")).to_have_text("Registrar una respuesta olvidada")
    look(page, f"objections-forgotten-{width}")
    enter(page, letter)
    page.click("main form button")
    expect(page.locator("text=La respuesta está registrada.")).to_be_visible()
    look(page, f"objections-admitted-{width}")
    session.expire_all()
    assert queries.list_objections(draw)[0].decision == "forgotten"
