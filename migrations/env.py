"""Alembic's entry: the address and the models come from the caller, not from a file."""

from alembic import context
from sqlalchemy import create_engine, pool

from observatory.database import Base, Moment

config = context.config


def render(kind: str, item: object, _: object) -> str | bool:
    """Write our own column type as the plain one, so that migrations import no models."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, Moment) else False


def run() -> None:
    """Run the migrations on one connection, each database in one transaction."""
    made = create_engine(config.attributes["url"], poolclass=pool.NullPool)
    with made.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_as_batch=connection.dialect.name == "sqlite",
            compare_type=True,
            render_item=render,
        )
        with context.begin_transaction():
            context.run_migrations()


run()
