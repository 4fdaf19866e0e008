"""Where the database cannot be reached, people read a sentence and no stack trace."""

import pytest
from sqlalchemy import create_engine

from tests import factories


@pytest.fixture
def gone(tmp_path):
    """A database that cannot be opened."""
    engine = create_engine(f"sqlite:///{tmp_path}/no/such/folder.db")
    yield engine
    engine.dispose()


@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_a_page_whose_database_is_gone_says_what_to_do(app, client, session, gone, language):
    factories.sign_in(client, factories.staff(factories.body("town"), "clerk"))
    session.commit()
    app.config["PROPAGATE_EXCEPTIONS"] = False
    engine = app.extensions["database"]
    app.extensions["database"] = gone
    answer = client.get(f"/{language}/town/tasks")
    app.extensions["database"] = engine
    assert answer.status_code == 500
    assert f'<html lang="{language}">' in answer.text
    assert "<h1>" in answer.text
    assert "Traceback" not in answer.text
