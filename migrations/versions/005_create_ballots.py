"""Create ballots."""

import sqlalchemy as sa
from alembic import op

revision = "005"
down_revision = "004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "ballot",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("quorum", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("slips_root", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_ballot_body_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ballot")),
    )
    op.create_index(op.f("ix_ballot_body_id"), "ballot", ["body_id"], unique=False)
    op.create_table(
        "question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ballot_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("adopted_numerator", sa.Integer(), nullable=False),
        sa.Column("adopted_denominator", sa.Integer(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(["ballot_id"], ["ballot.id"], name=op.f("fk_question_ballot_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question")),
        sa.UniqueConstraint("ballot_id", "position", name=op.f("uq_question_ballot_id_position")),
    )
    op.create_table(
        "sealed_code",
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("ballot_id", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["ballot_id"], ["ballot.id"], name=op.f("fk_sealed_code_ballot_id")
        ),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_sealed_code")),
    )
    op.create_index(op.f("ix_sealed_code_ballot_id"), "sealed_code", ["ballot_id"], unique=False)
    op.create_table(
        "slip",
        sa.Column("leaf", sa.String(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("choice", sa.String(), nullable=True),
        sa.Column("nonce", sa.String(), nullable=True),
        sa.Column("commitment", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["question_id"], ["question.id"], name=op.f("fk_slip_question_id")),
        sa.PrimaryKeyConstraint("leaf", name=op.f("pk_slip")),
    )
    op.create_index(op.f("ix_slip_question_id"), "slip", ["question_id"], unique=False)
    op.create_table(
        "roll_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ballot_id", sa.Integer(), nullable=False),
        sa.Column("seat_id", sa.Integer(), nullable=False),
        sa.Column("is_collected", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["ballot_id"], ["ballot.id"], name=op.f("fk_roll_entry_ballot_id")),
        sa.ForeignKeyConstraint(["seat_id"], ["seat.id"], name=op.f("fk_roll_entry_seat_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roll_entry")),
        sa.UniqueConstraint("ballot_id", "seat_id", name=op.f("uq_roll_entry_ballot_id_seat_id")),
    )


def downgrade() -> None:
    op.drop_table("roll_entry")
    op.drop_index(op.f("ix_slip_question_id"), table_name="slip")
    op.drop_table("slip")
    op.drop_index(op.f("ix_sealed_code_ballot_id"), table_name="sealed_code")
    op.drop_table("sealed_code")
    op.drop_table("question")
    op.drop_index(op.f("ix_ballot_body_id"), table_name="ballot")
    op.drop_table("ballot")
