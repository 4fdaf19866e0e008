"""Sign the record's entries, keep the nodes of their tree, and refuse changes and removals.

Entries that are there already are signed by `flask database upgrade` once it has run: the key
lies in a file.
"""

import sqlalchemy as sa
from alembic import op

revision = "016"
down_revision = "015"
branch_labels = None
depends_on = None

SENTENCE = "The record is append-only"
# An entry without a signature still gets it; nothing else of it is ever written again.
SQLITE = (
    f"""CREATE TRIGGER record_entry_unchanged BEFORE UPDATE ON record_entry
    WHEN OLD.signature IS NOT NULL BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END""",
    f"""CREATE TRIGGER record_entry_kept BEFORE DELETE ON record_entry
    BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END""",
)
POSTGRESQL = (
    f"""CREATE FUNCTION refuse_record_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '{SENTENCE}' USING ERRCODE = 'integrity_constraint_violation'; END $$""",
    """CREATE TRIGGER record_entry_unchanged BEFORE UPDATE ON record_entry FOR EACH ROW
    WHEN (OLD.signature IS NOT NULL) EXECUTE FUNCTION refuse_record_change()""",
    """CREATE TRIGGER record_entry_kept BEFORE DELETE ON record_entry FOR EACH ROW
    EXECUTE FUNCTION refuse_record_change()""",
    """CREATE TRIGGER record_entry_not_emptied BEFORE TRUNCATE ON record_entry
    EXECUTE FUNCTION refuse_record_change()""",
)


def is_postgresql() -> bool:
    return op.get_bind().dialect.name == "postgresql"


def upgrade() -> None:
    op.add_column("record_entry", sa.Column("signature", sa.String(), nullable=True))
    op.add_column("record_entry", sa.Column("nodes", sa.Text(), nullable=True))
    for statement in POSTGRESQL if is_postgresql() else SQLITE:
        op.execute(statement)


def downgrade() -> None:
    if is_postgresql():
        op.execute("DROP FUNCTION refuse_record_change() CASCADE")
    else:
        op.execute("DROP TRIGGER record_entry_unchanged")
        op.execute("DROP TRIGGER record_entry_kept")
    with op.batch_alter_table("record_entry") as table:
        table.drop_column("nodes")
        table.drop_column("signature")
