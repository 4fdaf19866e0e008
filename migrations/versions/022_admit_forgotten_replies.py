"""Keep which forgotten reply an objection let in, and which clerk was told to go on after it."""

import sqlalchemy as sa
from alembic import op

revision = "022"
down_revision = "021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("objection") as table:
        table.add_column(sa.Column("reply_id", sa.Integer(), nullable=True))
        table.create_foreign_key(op.f("fk_objection_reply_id"), "respondent", ["reply_id"], ["id"])
    op.create_table(
        "objections_reminder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("draw_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("job_id", sa.Integer(), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["draw_id"], ["draw.id"], name=op.f("fk_objections_reminder_draw_id")
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_objections_reminder_account_id")
        ),
        sa.ForeignKeyConstraint(["job_id"], ["job.id"], name=op.f("fk_objections_reminder_job_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_objections_reminder")),
        sa.UniqueConstraint(
            "draw_id",
            "account_id",
            "digest",
            name=op.f("uq_objections_reminder_draw_id_account_id_digest"),
        ),
    )


def downgrade() -> None:
    op.drop_table("objections_reminder")
    with op.batch_alter_table("objection") as table:
        table.drop_constraint(op.f("fk_objection_reply_id"), type_="foreignkey")
        table.drop_column("reply_id")
