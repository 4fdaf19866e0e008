"""A file that is ready for grading, with twelve seats."""

from typing import Any

import pytest

from observatory.bodies.models import Body
from observatory.deliberation.models import File
from observatory.panel.models import Seat
from tests import factories
from tests.evaluation import acts


@pytest.fixture
def body(session: Any) -> Body:
    return factories.body(seats=12)


@pytest.fixture
def seats(body: Body) -> list[Seat]:
    return [factories.seat(body) for _ in range(12)]


@pytest.fixture
def file(body: Body, seats: list[Seat]) -> File:
    """An open file with two pieces of evidence and the six criteria of the OECD."""
    made = factories.file(body, evidence=2)
    acts.choose(made)
    return made
