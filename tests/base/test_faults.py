"""Where the database cannot be reached, people read a sentence and no stack trace."""

import traceback

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError

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


def test_a_fault_of_the_database_does_not_tell_the_log_what_people_typed(session):
    with pytest.raises(DBAPIError) as fault:
        session.execute(text("SELECT :name FROM no_such_table"), {"name": "Ana Ruiz"})
    assert "no_such_table" in str(fault.value)
    assert "Ana Ruiz" not in str(fault.value)


def test_a_refused_row_is_not_repeated_in_the_log(session):
    typed = {"slug": "x", "name": "Ana Ruiz"}
    with pytest.raises(DBAPIError) as fault:
        session.execute(text("INSERT INTO body (slug, name) VALUES (:slug, :name)"), typed)
    said = "".join(traceback.format_exception(fault.value))
    assert "INSERT INTO body" in said
    assert "Ana Ruiz" not in said
