"""Keep why somebody may not take part, why a pool is frozen early, relaxed quotas, sent forms."""

import sqlalchemy as sa
from alembic import op

revision = "013"
down_revision = "012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "relaxation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("recruitment_id", sa.Integer(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("moves", sa.JSON(), nullable=False),
        sa.Column("former_digest", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("relaxed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["recruitment_id"], ["recruitment.id"], name=op.f("fk_relaxation_recruitment_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_relaxation")),
        sa.UniqueConstraint(
            "recruitment_id", "attempt", name=op.f("uq_relaxation_recruitment_id_attempt")
        ),
    )
    op.create_table(
        "sent_form",
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("location", sa.String(), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_sent_form")),
    )
    with op.batch_alter_table("respondent") as table:
        table.add_column(sa.Column("refusal", sa.String(), nullable=True))
    with op.batch_alter_table("draw") as table:
        table.add_column(sa.Column("unconfirmed", sa.Integer(), server_default="0", nullable=False))
        table.add_column(sa.Column("unconfirmed_reason", sa.Text(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("draw") as table:
        table.drop_column("unconfirmed_reason")
        table.drop_column("unconfirmed")
    with op.batch_alter_table("respondent") as table:
        table.drop_column("refusal")
    op.drop_table("sent_form")
    op.drop_table("relaxation")
