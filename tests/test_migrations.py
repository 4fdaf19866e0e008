"""Migrations are numbered, reversible, free of models, and say what the models say."""

import re
from importlib import import_module

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from sqlalchemy import create_engine, inspect

from observatory.database import MIGRATIONS, Base, alembic_config
from script.sizes import imports, paths

FILES = sorted((MIGRATIONS / "versions").glob("*.py"))


def tables(url: str) -> set[str]:
    engine = create_engine(url)
    try:
        return set(inspect(engine).get_table_names()) - {"alembic_version"}
    finally:
        engine.dispose()


def test_migrations_are_numbered_in_one_sequence():
    scripts = ScriptDirectory.from_config(alembic_config("sqlite://")).walk_revisions()
    revisions = [script.revision for script in reversed(list(scripts))]
    assert revisions == [f"{number:03}" for number in range(1, len(FILES) + 1)]
    for revision, path in zip(revisions, FILES, strict=True):
        assert re.fullmatch(rf"{revision}_[a-z][a-z0-9_]+", path.stem)


def test_no_migration_imports_a_model():
    for path in FILES:
        assert not imports(path) & {"observatory", "sortition", "config", "wsgi"}, path.name


def test_migrations_go_up_and_down_and_up_again(empty_database_url: str):
    config = alembic_config(empty_database_url)
    command.upgrade(config, "head")
    first = tables(empty_database_url)
    command.downgrade(config, "base")
    assert tables(empty_database_url) == set()
    command.upgrade(config, "head")
    assert tables(empty_database_url) == first


def test_every_migration_can_be_taken_back_alone(empty_database_url: str):
    config = alembic_config(empty_database_url)
    for _ in FILES:
        before = tables(empty_database_url)
        command.upgrade(config, "+1")
        command.downgrade(config, "-1")
        assert tables(empty_database_url) == before
        command.upgrade(config, "+1")


def import_models() -> None:
    for name in ("once", "record"):
        import_module(f"observatory.{name}")
    for path in paths("observatory/*/models*"):
        import_module(f"observatory.{path.parent.name}.models")


def test_the_models_say_what_the_migrated_database_has(app: Flask):
    import_models()
    with app.extensions["database"].connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
