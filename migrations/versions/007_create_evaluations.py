"""Create evaluations."""

import sqlalchemy as sa
from alembic import op

revision = "007"
down_revision = "006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "evaluation",
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("criteria_set", sa.String(), nullable=False),
        sa.Column("criteria_version", sa.String(), nullable=False),
        sa.Column("ballot_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["ballot_id"], ["ballot.id"], name=op.f("fk_evaluation_ballot_id")),
        sa.ForeignKeyConstraint(["file_id"], ["file.id"], name=op.f("fk_evaluation_file_id")),
        sa.PrimaryKeyConstraint("file_id", name=op.f("pk_evaluation")),
        sa.UniqueConstraint("ballot_id", name=op.f("uq_evaluation_ballot_id")),
    )
    op.create_table(
        "statement",
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("process", sa.Text(), nullable=False),
        sa.Column("not_established", sa.Text(), nullable=False),
        sa.Column("drafted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["file_id"], ["file.id"], name=op.f("fk_statement_file_id")),
        sa.PrimaryKeyConstraint("file_id", name=op.f("pk_statement")),
    )
    op.create_table(
        "finding",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("evidence_id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["evidence_id"], ["evidence.id"], name=op.f("fk_finding_evidence_id")
        ),
        sa.ForeignKeyConstraint(["file_id"], ["file.id"], name=op.f("fk_finding_file_id")),
        sa.ForeignKeyConstraint(
            ["question_id"], ["question.id"], name=op.f("fk_finding_question_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding")),
        sa.UniqueConstraint("file_id", "number", name=op.f("uq_finding_file_id_number")),
        sa.UniqueConstraint("question_id", name=op.f("uq_finding_question_id")),
    )
    op.create_index(op.f("ix_finding_file_id"), "finding", ["file_id"], unique=False)
    op.create_table(
        "recommendation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["file_id"], ["file.id"], name=op.f("fk_recommendation_file_id")),
        sa.ForeignKeyConstraint(
            ["question_id"], ["question.id"], name=op.f("fk_recommendation_question_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recommendation")),
        sa.UniqueConstraint("file_id", "number", name=op.f("uq_recommendation_file_id_number")),
        sa.UniqueConstraint("question_id", name=op.f("uq_recommendation_question_id")),
    )
    op.create_index(op.f("ix_recommendation_file_id"), "recommendation", ["file_id"], unique=False)
    op.create_table(
        "grade",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("seat_id", sa.Integer(), nullable=False),
        sa.Column("criterion", sa.String(), nullable=False),
        sa.Column("grade", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["file_id"], ["file.id"], name=op.f("fk_grade_file_id")),
        sa.ForeignKeyConstraint(["seat_id"], ["seat.id"], name=op.f("fk_grade_seat_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grade")),
        sa.UniqueConstraint(
            "file_id", "seat_id", "criterion", name=op.f("uq_grade_file_id_seat_id_criterion")
        ),
    )
    op.create_index(op.f("ix_grade_file_id"), "grade", ["file_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_grade_file_id"), table_name="grade")
    op.drop_table("grade")
    op.drop_index(op.f("ix_recommendation_file_id"), table_name="recommendation")
    op.drop_table("recommendation")
    op.drop_index(op.f("ix_finding_file_id"), table_name="finding")
    op.drop_table("finding")
    op.drop_table("statement")
    op.drop_table("evaluation")
