"""Let a register wait for its columns and rules, and letters be asked for by stratum."""

import sqlalchemy as sa
from alembic import op

revision = "010"
down_revision = "009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("register_snapshot") as table:
        table.add_column(sa.Column("columns", sa.JSON(), nullable=True))
        table.add_column(sa.Column("rules", sa.JSON(), nullable=True))
        table.add_column(sa.Column("findings", sa.JSON(), nullable=True))
        table.add_column(sa.Column("strata", sa.JSON(), nullable=True))
    with op.batch_alter_table("invitation_draw") as table:
        table.add_column(sa.Column("per_stratum", sa.JSON(), nullable=True))
        table.add_column(sa.Column("unit", sa.String(), nullable=False, server_default="household"))

    with op.batch_alter_table("invitation") as table:
        table.add_column(sa.Column("person", sa.String(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("invitation") as table:
        table.drop_column("person")
    with op.batch_alter_table("invitation_draw") as table:
        table.drop_column("unit")
        table.drop_column("per_stratum")
    with op.batch_alter_table("register_snapshot") as table:
        table.drop_column("strata")
        table.drop_column("findings")
        table.drop_column("rules")
        table.drop_column("columns")
