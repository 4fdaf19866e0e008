"""Create seats."""

import sqlalchemy as sa
from alembic import op

revision = "004"
down_revision = "003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "seat",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("seated_on", sa.Date(), nullable=False),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_seat_account_id")),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_seat_body_id")),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_seat_place_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seat")),
        sa.UniqueConstraint("account_id", name=op.f("uq_seat_account_id")),
        sa.UniqueConstraint("body_id", "number", name=op.f("uq_seat_body_id_number")),
        sa.UniqueConstraint("place_id", name=op.f("uq_seat_place_id")),
    )
    op.create_index(op.f("ix_seat_body_id"), "seat", ["body_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_seat_body_id"), table_name="seat")
    op.drop_table("seat")
