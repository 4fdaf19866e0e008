"""The application under test: strict, on a database of the test's own, jobs done at once."""

from collections.abc import Iterator
from contextvars import Context
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, has_app_context
from flask.testing import FlaskClient
from sqlalchemy.orm import Session, scoped_session

from observatory import create_app, database

pytest_plugins = [
    "tests.plugins.databases",
    "tests.plugins.browser",
    "tests.plugins.skips",
    "tests.plugins.points",
    "tests.plugins.properties",
    "tests.plugins.reuse",
]


class Config:
    """The settings that every application under test has."""

    TESTING = True
    SECRET_KEY = "only for tests"
    LANGUAGES = ("es", "en", "fr")
    TIME_ZONE = "Europe/Madrid"
    IS_DEMO = True
    PUBLIC_URL = "https://observatory.example"
    SOURCE_URL = ""
    MAIL_URL = "memory://"
    MAIL_FROM = "observatory@city.example"
    ADMIN_MAIL = "admin@city.example"


class Client(FlaskClient):
    """A client whose requests share nothing with the test but the database.

    What the test wrote is committed before a request, and read anew after it.
    """

    def open(self, *args: Any, **kwargs: Any) -> Any:
        if has_app_context():
            database.session.commit()
        response = Context().run(super().open, *args, **kwargs)
        if has_app_context():
            database.session.expire_all()
        return response


@pytest.fixture
def config(request: pytest.FixtureRequest, database_url: str, tmp_path: Path) -> type[Config]:
    """The settings of this test's application.

    Behind a browser, forms need their token and jobs wait for the worker.
    """
    is_served = "live_server" in request.fixturenames
    settings = {
        "DATABASE_URL": database_url,
        "DATA_DIR": str(tmp_path),
        "WTF_CSRF_ENABLED": is_served,
        "JOBS_IMMEDIATE": not is_served,
    }
    return type("TestConfig", (Config,), settings)


@pytest.fixture
def app(config: type[Config]) -> Iterator[Flask]:
    """The application, on a migrated database without rows."""
    made = create_app(config)
    made.test_client_class = Client
    yield made
    made.extensions["huey"].storage.close()
    made.extensions["database"].dispose()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """Somebody's browser, without JavaScript; app.test_client() is another one."""
    return app.test_client()


@pytest.fixture
def session(app: Flask) -> Iterator[scoped_session[Session]]:
    """The session that services use, in an application context for the whole test."""
    with app.app_context():
        yield database.session
