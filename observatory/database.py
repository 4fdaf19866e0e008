"""The database: typed models' base, one session for each request, migrations by command.

The SQLAlchemy session is the unit of work: services flush, views commit.
"""

import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import click
from alembic import command
from alembic.config import Config as AlembicConfig
from flask import Flask, current_app
from flask.cli import AppGroup
from flask.globals import app_ctx
from sqlalchemy import (
    JSON,
    CursorResult,
    DateTime,
    Delete,
    Engine,
    Executable,
    MetaData,
    Update,
    create_engine,
    event,
)
from sqlalchemy.engine import Dialect, ExceptionContext
from sqlalchemy.orm import DeclarativeBase, Session, scoped_session, sessionmaker
from sqlalchemy.types import TypeDecorator

from observatory.errors import NotFoundError

MIGRATIONS = Path(__file__).resolve().parent.parent / "migrations"
NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Moment(TypeDecorator[datetime]):
    """An instant, always aware and in UTC, on databases that keep no zone too."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse an instant without a zone: it would mean another instant elsewhere."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs its time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the instant back in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """Every model's base."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {datetime: Moment, dict[str, Any]: JSON, list[Any]: JSON}


def now() -> datetime:
    """Return the present instant in UTC."""
    return datetime.now(UTC)


class _BoundSession(Session):
    def get_bind(self, *args: Any, **kwargs: Any) -> Engine:
        return engine()


def _scope() -> int:
    return id(app_ctx._get_current_object())  # type: ignore[attr-defined]


session = scoped_session(sessionmaker(class_=_BoundSession), scopefunc=_scope)


def engine() -> Engine:
    """Return the current application's engine."""
    return current_app.extensions["database"]


def get_one(statement: Executable, **parameters: Any) -> Any:
    """Return the one row of a select, or raise NotFoundError, shown as page 404."""
    found = session.scalars(statement, parameters).one_or_none()
    if found is None:
        raise NotFoundError
    return found


def is_changed(statement: Update | Delete) -> bool:
    """Change rows in one step, so that of two requests at once only one finds them as asked.

    Objects of the session that show these rows must be refreshed.
    """
    result = session.execute(statement, execution_options={"synchronize_session": False})
    return bool(cast("CursorResult[Any]", result).rowcount)


def _prepare_sqlite(connection: Any, _: Any) -> None:
    if not isinstance(connection, sqlite3.Connection):
        return
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",  # ballots and draws survive a power cut
        "foreign_keys=ON",
        "busy_timeout=10000",
        "secure_delete=ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _drop_detail(context: ExceptionContext) -> None:
    """Take the row that PostgreSQL repeats out of a fault's text, which goes to the log."""
    for error in (context.original_exception, context.sqlalchemy_exception):
        if error is not None and error.args:
            error.args = (str(error.args[0]).partition("\nDETAIL:")[0], *error.args[1:])


def alembic_config(url: str) -> AlembicConfig:
    """Return Alembic's settings for a database address; there is no alembic.ini."""
    config = AlembicConfig()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["url"] = url
    return config


def _driver_url(url: str) -> str:
    """Return the address with psycopg 3 named, since a bare postgresql:// means psycopg2."""
    for prefix in ("postgres://", "postgresql://"):
        if url.startswith(prefix):
            return "postgresql+psycopg://" + url.removeprefix(prefix)
    return url


def init_app(app: Flask) -> None:
    """Make the engine, close sessions after each request, and add the commands."""
    url = app.config["DATABASE_URL"] = _driver_url(app.config["DATABASE_URL"])
    # A server may have closed a connection since; a file is asked nothing before each request.
    # What people typed is no part of a fault's text: it goes to the log.
    made = create_engine(url, pool_pre_ping=not url.startswith("sqlite"), hide_parameters=True)
    event.listen(made, "connect", _prepare_sqlite)
    event.listen(made, "handle_error", _drop_detail)
    app.extensions["database"] = made
    app.teardown_appcontext(lambda _: session.remove())
    app.cli.add_command(commands)


commands = AppGroup("database", help="Bring the database to a version.")
UPGRADED: list[Callable[[], object]] = []


def upgraded(function: Callable[[], Any]) -> Callable[[], Any]:
    """Register what is done once the database is at its newest version; it may come again."""
    UPGRADED.append(function)
    return function


@commands.command("upgrade")
@click.argument("revision", default="head")
def upgrade(revision: str) -> None:
    """Migrate up to REVISION (the newest without it)."""
    command.upgrade(alembic_config(current_app.config["DATABASE_URL"]), revision)
    if revision == "head":
        for function in UPGRADED:
            function()
        session.commit()


@commands.command("downgrade")
@click.argument("revision")
def downgrade(revision: str) -> None:
    """Migrate down to REVISION ("base" for none)."""
    command.downgrade(alembic_config(current_app.config["DATABASE_URL"]), revision)
