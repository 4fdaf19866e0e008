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
    op.create_table(
        "code_issue",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("invitation_id", sa.Integer(), nullable=False),
        sa.Column("issue", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_code_issue_account_id")
        ),
        sa.ForeignKeyConstraint(
            ["invitation_id"], ["invitation.id"], name=op.f("fk_code_issue_invitation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_code_issue")),
        sa.UniqueConstraint(
            "invitation_id", "issue", name=op.f("uq_code_issue_invitation_id_issue")
        ),
    )


def downgrade() -> None:
    op.drop_table("code_issue")
    with op.batch_alter_table("invitation") as table:
        table.drop_constraint(op.f("uq_invitation_code_digest"), type_="unique")
        table.drop_column("returned_on")
        table.drop_column("code_digest")
        table.drop_column("code_issue")
