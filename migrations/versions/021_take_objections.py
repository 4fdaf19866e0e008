"""Keep the rules that are locked with the quotas, objections, corrected lists, keys."""

import sqlalchemy as sa
from alembic import op

revision = "021"
down_revision = "020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "objection",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("draw_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decision", sa.String(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["draw_id"], ["draw.id"], name=op.f("fk_objection_draw_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_objection")),
        sa.UniqueConstraint("draw_id", "number", name=op.f("uq_objection_draw_id_number")),
    )
    op.create_index(op.f("ix_objection_draw_id"), "objection", ["draw_id"])
    op.create_table(
        "former_commitment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("draw_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("commitment", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["draw_id"], ["draw.id"], name=op.f("fk_former_commitment_draw_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_former_commitment")),
        sa.UniqueConstraint("draw_id", "number", name=op.f("uq_former_commitment_draw_id_number")),
    )
    op.create_index(op.f("ix_former_commitment_draw_id"), "former_commitment", ["draw_id"])
    days = sa.Column("objection_days", sa.Integer(), server_default="0", nullable=False)
    op.add_column("recruitment", days)
    op.add_column("recruitment", sa.Column("replacements_until", sa.Date(), nullable=True))
    signed = sa.Column("signed_by", sa.String(), server_default="", nullable=False)
    op.add_column("recruitment", signed)
    until = sa.Column("objections_until", sa.DateTime(timezone=True), nullable=True)
    op.add_column("draw", until)
    op.add_column("draw", sa.Column("salt_key", sa.String(), nullable=True))


def downgrade() -> None:
    # Column by column: triggers look at the table, so that it cannot be made anew.
    op.drop_column("draw", "salt_key")
    op.drop_column("draw", "objections_until")
    op.drop_column("recruitment", "signed_by")
    op.drop_column("recruitment", "replacements_until")
    op.drop_column("recruitment", "objection_days")
    op.drop_table("former_commitment")
    op.drop_table("objection")
