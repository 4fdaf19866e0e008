"""The town whose clerk begins a recruitment, and somebody else who acts at the same time."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from observatory.database import session
from tests.recruitment.conftest import body, clerk, made

__all__ = ["body", "clerk", "made"]


@pytest.fixture
def elsewhere(app: Flask) -> Callable[[Callable[[], Any]], Any]:
    """Do something in a session of its own, as somebody else's request does."""

    def act(function: Callable[[], Any]) -> Any:
        with app.app_context():
            done = function()
            session.commit()
            return done

    return act
