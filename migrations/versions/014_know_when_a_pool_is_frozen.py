"""Keep with a recruitment since when its pool is frozen, below the draws that freeze it."""

import sqlalchemy as sa
from alembic import op

revision = "014"
down_revision = "013"
branch_labels = None
depends_on = None

FROZEN = """
UPDATE recruitment SET frozen_at = (
    SELECT created_at FROM draw
    WHERE draw.recruitment_id = recruitment.id AND draw.state <> 'failed'
    AND draw.attempt = (
        SELECT MAX(attempt) FROM draw AS other WHERE other.recruitment_id = recruitment.id
    )
)
"""


def upgrade() -> None:
    with op.batch_alter_table("recruitment") as table:
        table.add_column(sa.Column("frozen_at", sa.DateTime(timezone=True), nullable=True))
    op.execute(FROZEN)


def downgrade() -> None:
    with op.batch_alter_table("recruitment") as table:
        table.drop_column("frozen_at")
