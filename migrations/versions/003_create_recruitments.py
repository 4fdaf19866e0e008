"""Create recruitments."""

import sqlalchemy as sa
from alembic import op

revision = "003"
down_revision = "002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "recruitment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("quotas_locked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("quotas_digest", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_recruitment_body_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recruitment")),
    )
    op.create_index(op.f("ix_recruitment_body_id"), "recruitment", ["body_id"], unique=False)
    op.create_table(
        "draw",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("recruitment_id", sa.Integer(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("job_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("objective", sa.String(), nullable=False),
        sa.Column("panels", sa.Integer(), nullable=False),
        sa.Column("commitment", sa.Text(), nullable=False),
        sa.Column("commitment_digest", sa.String(), nullable=False),
        sa.Column("panels_record", sa.Text(), nullable=True),
        sa.Column("panels_digest", sa.String(), nullable=True),
        sa.Column("lottery", sa.JSON(), nullable=True),
        sa.Column("report", sa.JSON(), nullable=True),
        sa.Column("witnesses", sa.String(), nullable=True),
        sa.Column("dice", sa.String(), nullable=True),
        sa.Column("panel_number", sa.Integer(), nullable=True),
        sa.Column("result", sa.Text(), nullable=True),
        sa.Column("result_digest", sa.String(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("drawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["job_id"], ["job.id"], name=op.f("fk_draw_job_id")),
        sa.ForeignKeyConstraint(
            ["recruitment_id"], ["recruitment.id"], name=op.f("fk_draw_recruitment_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draw")),
        sa.UniqueConstraint(
            "recruitment_id", "attempt", name=op.f("uq_draw_recruitment_id_attempt")
        ),
    )
    op.create_index(op.f("ix_draw_recruitment_id"), "draw", ["recruitment_id"], unique=False)
    op.create_table(
        "invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("recruitment_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("household", sa.String(), nullable=False),
        sa.Column("stratum", sa.String(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("leaf", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["recruitment_id"], ["recruitment.id"], name=op.f("fk_invitation_recruitment_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint(
            "recruitment_id", "household", name=op.f("uq_invitation_recruitment_id_household")
        ),
        sa.UniqueConstraint(
            "recruitment_id", "number", name=op.f("uq_invitation_recruitment_id_number")
        ),
    )
    op.create_table(
        "quota",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("recruitment_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("feature", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("minimum", sa.Integer(), nullable=False),
        sa.Column("maximum", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["recruitment_id"], ["recruitment.id"], name=op.f("fk_quota_recruitment_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quota")),
        sa.UniqueConstraint(
            "recruitment_id", "feature", "value", name=op.f("uq_quota_recruitment_id_feature_value")
        ),
    )
    op.create_table(
        "register_snapshot",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("recruitment_id", sa.Integer(), nullable=False),
        sa.Column("job_id", sa.Integer(), nullable=True),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("path", sa.String(), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("digest", sa.String(), nullable=True),
        sa.Column("persons", sa.Integer(), nullable=True),
        sa.Column("households", sa.Integer(), nullable=True),
        sa.Column("counts", sa.JSON(), nullable=True),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["job_id"], ["job.id"], name=op.f("fk_register_snapshot_job_id")),
        sa.ForeignKeyConstraint(
            ["recruitment_id"], ["recruitment.id"], name=op.f("fk_register_snapshot_recruitment_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_register_snapshot")),
    )
    op.create_index(
        op.f("ix_register_snapshot_recruitment_id"),
        "register_snapshot",
        ["recruitment_id"],
        unique=False,
    )
    op.create_table(
        "invitation_draw",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("recruitment_id", sa.Integer(), nullable=False),
        sa.Column("snapshot_id", sa.Integer(), nullable=False),
        sa.Column("job_id", sa.Integer(), nullable=True),
        sa.Column("letters", sa.Integer(), nullable=False),
        sa.Column("stratum", sa.String(), nullable=True),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("commitment", sa.Text(), nullable=True),
        sa.Column("commitment_digest", sa.String(), nullable=True),
        sa.Column("dice", sa.String(), nullable=True),
        sa.Column("drawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("counts", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(["job_id"], ["job.id"], name=op.f("fk_invitation_draw_job_id")),
        sa.ForeignKeyConstraint(
            ["recruitment_id"], ["recruitment.id"], name=op.f("fk_invitation_draw_recruitment_id")
        ),
        sa.ForeignKeyConstraint(
            ["snapshot_id"], ["register_snapshot.id"], name=op.f("fk_invitation_draw_snapshot_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation_draw")),
        sa.UniqueConstraint("recruitment_id", name=op.f("uq_invitation_draw_recruitment_id")),
    )
    op.create_table(
        "respondent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("recruitment_id", sa.Integer(), nullable=False),
        sa.Column("invitation_id", sa.Integer(), nullable=False),
        sa.Column("features", sa.JSON(), nullable=False),
        sa.Column("is_eligible", sa.Boolean(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("replied_on", sa.Date(), nullable=False),
        sa.Column("secret", sa.String(), nullable=False),
        sa.Column("own", sa.String(), nullable=False),
        sa.Column("nonce", sa.String(), nullable=False),
        sa.Column("pid", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["invitation_id"], ["invitation.id"], name=op.f("fk_respondent_invitation_id")
        ),
        sa.ForeignKeyConstraint(
            ["recruitment_id"], ["recruitment.id"], name=op.f("fk_respondent_recruitment_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_respondent")),
        sa.UniqueConstraint("invitation_id", name=op.f("uq_respondent_invitation_id")),
    )
    op.create_index(
        op.f("ix_respondent_recruitment_id"), "respondent", ["recruitment_id"], unique=False
    )
    op.create_table(
        "contact",
        sa.Column("respondent_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("reach", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["respondent_id"], ["respondent.id"], name=op.f("fk_contact_respondent_id")
        ),
        sa.PrimaryKeyConstraint("respondent_id", name=op.f("pk_contact")),
    )
    op.create_table(
        "place",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("draw_id", sa.Integer(), nullable=False),
        sa.Column("respondent_id", sa.Integer(), nullable=False),
        sa.Column("chances", sa.Integer(), nullable=False),
        sa.Column("is_drawn", sa.Boolean(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["draw_id"], ["draw.id"], name=op.f("fk_place_draw_id")),
        sa.ForeignKeyConstraint(
            ["respondent_id"], ["respondent.id"], name=op.f("fk_place_respondent_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_place")),
        sa.UniqueConstraint(
            "draw_id", "respondent_id", name=op.f("uq_place_draw_id_respondent_id")
        ),
    )
    op.create_index(op.f("ix_place_draw_id"), "place", ["draw_id"], unique=False)
    op.create_index(op.f("ix_place_respondent_id"), "place", ["respondent_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_place_respondent_id"), table_name="place")
    op.drop_index(op.f("ix_place_draw_id"), table_name="place")
    op.drop_table("place")
    op.drop_table("contact")
    op.drop_index(op.f("ix_respondent_recruitment_id"), table_name="respondent")
    op.drop_table("respondent")
    op.drop_table("invitation_draw")
    op.drop_index(op.f("ix_register_snapshot_recruitment_id"), table_name="register_snapshot")
    op.drop_table("register_snapshot")
    op.drop_table("quota")
    op.drop_table("invitation")
    op.drop_index(op.f("ix_draw_recruitment_id"), table_name="draw")
    op.drop_table("draw")
    op.drop_index(op.f("ix_recruitment_body_id"), table_name="recruitment")
    op.drop_table("recruitment")
