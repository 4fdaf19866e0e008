"""Alembic's entry: the address and the models come from the caller, not from a file."""

from alembic import context
from sqlalchemy import create_engine, pool

from observatory.database import Base

config = context.config


def run() -> None:
    """Run the migrations on one connection, each database in one transaction."""
    made = create_engine(config.attributes["url"], poolclass=pool.NullPool)
    with made.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_as_batch=connection.dialect.name == "sqlite",
            compare_type=True,
        )
        with context.begin_transaction():
            context.run_migrations()


run()
