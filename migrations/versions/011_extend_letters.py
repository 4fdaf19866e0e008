"""Give letters a code, and note when they come back."""

import sqlalchemy as sa
from alembic import op

revision = "011"
down_revision = "010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("invitation") as table:
        table.add_column(sa.Column("code_issue", sa.Integer(), nullable=False, server_default="0"))
        table.add_column(sa.Column("code_digest", sa.String(), nullable=True))
        table.add_column(sa.Column("returned_on", sa.Date(), nullable=True))
        table.create_unique_constraint(op.f("uq_invitation_code_digest"), ["code_digest"])


def downgrade() -> None:
    with op.batch_alter_table("invitation") as table:
        table.drop_constraint(op.f("uq_invitation_code_digest"), type_="unique")
        table.drop_column("returned_on")
        table.drop_column("code_digest")
        table.drop_column("code_issue")
