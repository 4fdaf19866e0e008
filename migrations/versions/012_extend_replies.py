"""Create questions, and let replies close, be withdrawn and be confirmed."""

import sqlalchemy as sa
from alembic import op

revision = "012"
down_revision = "011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "reply_question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("recruitment_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("feature", sa.String(), nullable=False),
        sa.Column("texts", sa.JSON(), nullable=False),
        sa.Column("hints", sa.JSON(), nullable=False),
        sa.Column("labels", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["recruitment_id"], ["recruitment.id"], name=op.f("fk_reply_question_recruitment_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reply_question")),
        sa.UniqueConstraint(
            "recruitment_id", "feature", name=op.f("uq_reply_question_recruitment_id_feature")
        ),
    )
    with op.batch_alter_table("recruitment") as table:
        table.add_column(sa.Column("replies_open_at", sa.DateTime(timezone=True), nullable=True))
        table.add_column(sa.Column("replies_close_at", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("respondent") as table:
        table.add_column(sa.Column("withdrawn_on", sa.Date(), nullable=True))
        table.add_column(sa.Column("confirmed_on", sa.Date(), nullable=True))
        table.add_column(sa.Column("printed_on", sa.Date(), nullable=True))
        table.add_column(
            sa.Column("is_helped", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    with op.batch_alter_table("contact") as table:
        table.add_column(sa.Column("reach_confirmed_on", sa.Date(), nullable=True))
        table.add_column(sa.Column("language", sa.String(), nullable=False, server_default=""))


def downgrade() -> None:
    with op.batch_alter_table("contact") as table:
        table.drop_column("language")
        table.drop_column("reach_confirmed_on")
    with op.batch_alter_table("respondent") as table:
        table.drop_column("is_helped")
        table.drop_column("printed_on")
        table.drop_column("confirmed_on")
        table.drop_column("withdrawn_on")
    with op.batch_alter_table("recruitment") as table:
        table.drop_column("replies_close_at")
        table.drop_column("replies_open_at")
    op.drop_table("reply_question")
