"""The observatory of the journey: a body with its staff, served; and people with browsers."""

from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from observatory.bodies.models import Body
from observatory.bodies.rules import ROLES
from observatory.database import session as database_session
from observatory.panel.services import issue_codes
from tests import factories
from tests.journeys import others
from tests.journeys.looking import Look
from tests.journeys.person import Person

PHONE = {"viewport": {"width": 360, "height": 740}}


@pytest.fixture
def look() -> Iterator[Look]:
    """Looks at pages; at the end nothing may have been wrong with any."""
    made = Look()
    yield made
    assert not made.faults, "\n".join(made.faults)


@pytest.fixture
def city(app: Flask) -> SimpleNamespace:
    """A body of 49 seats without anything yet; the e-mail addresses of its staff by role."""
    with app.app_context():
        body = factories.body("city", 49, "Observatory of the City")
        emails = {role: factories.staff(body, role).email for role in ROLES}
        database_session.commit()
    return SimpleNamespace(slug="city", emails=emails, home="/en/city")


@pytest.fixture
def person(new_page: Callable[..., Any], look: Look, city: SimpleNamespace) -> Callable[..., Any]:
    """Gives somebody a browser: person(**options of new_page)."""

    def meet(**options: Any) -> Person:
        has_script = options.get("java_script_enabled", True)
        page = new_page(locale="en-GB", **options)
        return Person(page, look, city.home, has_script=has_script)

    return meet


@pytest.fixture
def staff(person: Callable[..., Any], city: SimpleNamespace) -> Callable[[str], Person]:
    """Gives a browser to somebody of the staff, who signs in: staff("clerk")."""

    def meet(role: str) -> Person:
        somebody = person()
        somebody.sign_in_as_staff(city.emails[role], factories.PASSWORD)
        return somebody

    return meet


@pytest.fixture
def body(session: Any) -> Body:
    return factories.body("town", seats=2)


@pytest.fixture
def as_staff(app: Flask, body: Body) -> Callable[[str], FlaskClient]:
    """Signs somebody of the staff in: as_staff("clerk")."""
    return lambda role: factories.sign_in(app.test_client(), factories.staff(body, role))


@pytest.fixture
def clerk(as_staff: Callable[[str], FlaskClient]) -> FlaskClient:
    return as_staff("clerk")


@pytest.fixture
def members(app: Flask, body: Body) -> list[FlaskClient]:
    """Two members who were drawn, signed in by their codes."""
    for _ in range(2):
        factories.seat(body)
    return [others.sign_in(app, code) for _, code in issue_codes(body)]
