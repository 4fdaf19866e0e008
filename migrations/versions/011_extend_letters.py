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
    op.create_table(
        "letter_settings",
        sa.Column("recruitment_id", sa.Integer(), nullable=False),
        sa.Column("sender", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("hours", sa.JSON(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("website", sa.String(), nullable=False),
        sa.Column("help", sa.JSON(), nullable=False),
        sa.Column("window", sa.String(), nullable=False),
        sa.Column("keeps_addresses", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["recruitment_id"], ["recruitment.id"], name=op.f("fk_letter_settings_recruitment_id")
        ),
        sa.PrimaryKeyConstraint("recruitment_id", name=op.f("pk_letter_settings")),
    )
    op.create_table(
        "letter_batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("recruitment_id", sa.Integer(), nullable=False),
        sa.Column("job_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("is_reminder", sa.Boolean(), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("letters", sa.Integer(), nullable=True),
        sa.Column("files", sa.JSON(), nullable=True),
        sa.Column("requested_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("dropped_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["job_id"], ["job.id"], name=op.f("fk_letter_batch_job_id")),
        sa.ForeignKeyConstraint(
            ["recruitment_id"], ["recruitment.id"], name=op.f("fk_letter_batch_recruitment_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_batch")),
    )
    op.create_index(op.f("ix_letter_batch_recruitment_id"), "letter_batch", ["recruitment_id"])
    op.create_table(
        "address",
        sa.Column("invitation_id", sa.Integer(), nullable=False),
        sa.Column("lines", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["invitation_id"], ["invitation.id"], name=op.f("fk_address_invitation_id")
        ),
        sa.PrimaryKeyConstraint("invitation_id", name=op.f("pk_address")),
    )


def downgrade() -> None:
    op.drop_table("address")
    op.drop_index(op.f("ix_letter_batch_recruitment_id"), "letter_batch")
    op.drop_table("letter_batch")
    op.drop_table("letter_settings")
    op.drop_table("code_issue")
    with op.batch_alter_table("invitation") as table:
        table.drop_constraint(op.f("uq_invitation_code_digest"), type_="unique")
        table.drop_column("returned_on")
        table.drop_column("code_digest")
        table.drop_column("code_issue")
