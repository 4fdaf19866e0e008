"""Keep each ceremony step by step: who was there, what was read aloud, what was typed."""

import sqlalchemy as sa
from alembic import op

revision = "015"
down_revision = "014"
branch_labels = None
depends_on = None

OF = ("recruitment", "draw", "invitation_draw")


def upgrade() -> None:
    op.create_table(
        "ceremony",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("recruitment_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("draw_id", sa.Integer(), nullable=True),
        sa.Column("invitation_draw_id", sa.Integer(), nullable=True),
        sa.Column("is_rehearsal", sa.Boolean(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("presided_by", sa.String(), nullable=False),
        sa.Column("certified_by", sa.String(), nullable=False),
        sa.Column("witnesses", sa.Text(), nullable=False),
        sa.Column("legal_basis", sa.Text(), nullable=False),
        sa.Column("first_typist", sa.String(), nullable=False),
        sa.Column("second_typist", sa.String(), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_aloud_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("first_dice", sa.String(), nullable=True),
        sa.Column("second_dice", sa.String(), nullable=True),
        sa.Column("incidents", sa.Text(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        *(
            sa.ForeignKeyConstraint(
                [f"{name}_id"], [f"{name}.id"], name=op.f(f"fk_ceremony_{name}_id")
            )
            for name in OF
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ceremony")),
        sa.UniqueConstraint("draw_id", name=op.f("uq_ceremony_draw_id")),
        sa.UniqueConstraint("invitation_draw_id", name=op.f("uq_ceremony_invitation_draw_id")),
    )
    op.create_index(op.f("ix_ceremony_recruitment_id"), "ceremony", ["recruitment_id"])


def downgrade() -> None:
    op.drop_table("ceremony")
