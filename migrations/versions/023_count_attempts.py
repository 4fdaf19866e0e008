"""Count how often a job was begun: one that ends its worker every time is given up."""

import sqlalchemy as sa
from alembic import op

revision = "023"
down_revision = "022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    attempts = sa.Column("attempts", sa.Integer(), server_default="0", nullable=False)
    op.add_column("job", attempts)


def downgrade() -> None:
    op.drop_column("job", "attempts")
