"""Create bodies and record."""

import sqlalchemy as sa
from alembic import op

revision = "002"
down_revision = "001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "body",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("city", sa.String(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("parameters", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_body")),
        sa.UniqueConstraint("slug", name=op.f("uq_body_slug")),
    )
    op.create_table(
        "record_entry",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("previous", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_record_entry_body_id")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_record_entry")),
        sa.UniqueConstraint("digest", name=op.f("uq_record_entry_digest")),
    )
    op.create_index(op.f("ix_record_entry_body_id"), "record_entry", ["body_id"], unique=False)
    op.create_table(
        "role",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_role_account_id")),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_role_body_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role")),
        sa.UniqueConstraint(
            "body_id", "account_id", "name", name=op.f("uq_role_body_id_account_id_name")
        ),
    )
    op.create_index(op.f("ix_role_account_id"), "role", ["account_id"], unique=False)
    op.create_index(op.f("ix_role_body_id"), "role", ["body_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_role_body_id"), table_name="role")
    op.drop_index(op.f("ix_role_account_id"), table_name="role")
    op.drop_table("role")
    op.drop_index(op.f("ix_record_entry_body_id"), table_name="record_entry")
    op.drop_table("record_entry")
    op.drop_table("body")
