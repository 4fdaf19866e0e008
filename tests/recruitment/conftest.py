"""The town whose clerk begins a recruitment of two seats."""

import pytest

from observatory.recruitment import services
from tests import factories
from tests.recruitment import cases


@pytest.fixture
def body(session):
    return factories.body("town", seats=2)


@pytest.fixture
def clerk(client, body):
    return factories.sign_in(client, factories.staff(body, "clerk"))


@pytest.fixture
def made(body):
    recruitment = services.create_recruitment(body, "First panel", 2)
    services.set_quotas(recruitment, cases.QUOTAS)
    return recruitment
