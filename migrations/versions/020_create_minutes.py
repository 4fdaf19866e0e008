"""Keep the minutes of draws: what people wrote, the fixed files, and the signed copies."""

import sqlalchemy as sa
from alembic import op

revision = "020"
down_revision = "019"
branch_labels = None
depends_on = None

TYPED = ("place", "began", "ended", "presided_by", "certified_by")
WRITTEN = ("reason", "witnesses", "attended_by", "legal_basis", "incidents")


def upgrade() -> None:
    op.create_table(
        "minutes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("recruitment_id", sa.Integer(), nullable=False),
        sa.Column("draw_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in TYPED),
        *(sa.Column(name, sa.Text(), nullable=False) for name in WRITTEN),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fixed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("fixed_by", sa.Integer(), nullable=True),
        sa.Column("signed", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["recruitment_id"], ["recruitment.id"], name=op.f("fk_minutes_recruitment_id")
        ),
        sa.ForeignKeyConstraint(["draw_id"], ["draw.id"], name=op.f("fk_minutes_draw_id")),
        sa.ForeignKeyConstraint(["fixed_by"], ["account.id"], name=op.f("fk_minutes_fixed_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minutes")),
        sa.UniqueConstraint(
            "recruitment_id", "kind", "version", name=op.f("uq_minutes_recruitment_id_kind_version")
        ),
    )
    op.create_index(op.f("ix_minutes_recruitment_id"), "minutes", ["recruitment_id"])
    _create_files()
    _create_copies()


def _create_files() -> None:
    op.create_table(
        "minutes_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("minutes_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["minutes_id"], ["minutes.id"], name=op.f("fk_minutes_file_minutes_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minutes_file")),
        sa.UniqueConstraint(
            "minutes_id", "language", "form", name=op.f("uq_minutes_file_minutes_id_language_form")
        ),
    )
    op.create_index(op.f("ix_minutes_file_digest"), "minutes_file", ["digest"])


def _create_copies() -> None:
    op.create_table(
        "signed_copy",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("minutes_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("path", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("signers", sa.Text(), nullable=False),
        sa.Column("added_by", sa.Integer(), nullable=True),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["minutes_id"], ["minutes.id"], name=op.f("fk_signed_copy_minutes_id")
        ),
        sa.ForeignKeyConstraint(["added_by"], ["account.id"], name=op.f("fk_signed_copy_added_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signed_copy")),
        sa.UniqueConstraint("minutes_id", "number", name=op.f("uq_signed_copy_minutes_id_number")),
    )
    op.create_index(op.f("ix_signed_copy_digest"), "signed_copy", ["digest"])


def downgrade() -> None:
    op.drop_table("signed_copy")
    op.drop_table("minutes_file")
    op.drop_table("minutes")
