"""Keep what changes in a drawn panel and who was called; seat only those who were drawn."""

import sqlalchemy as sa
from alembic import op

revision = "019"
down_revision = "018"
branch_labels = None
depends_on = None

# A seat stands on a place of its own body that the dice drew, or that came next and has a row
# saying so; and whoever left before the panel was seated is not seated.
GIVEN = """
    EXISTS (
        SELECT 1 FROM place
        JOIN draw ON draw.id = place.draw_id
        JOIN recruitment ON recruitment.id = draw.recruitment_id
        WHERE place.id = NEW.place_id AND recruitment.body_id = NEW.body_id
        AND (place.is_drawn OR EXISTS (
            SELECT 1 FROM panel_change
            WHERE panel_change.place_id = place.id AND panel_change.act = 'replaced'
        ))
        AND NOT EXISTS (
            SELECT 1 FROM panel_change
            WHERE panel_change.place_id = place.id AND panel_change.act = 'vacated'
        )
    )
"""
WORDS = "a seat is for somebody who was drawn or comes next"
EVENTS = {"insert": "INSERT", "update": "UPDATE OF place_id, body_id"}


def upgrade() -> None:
    op.create_table(
        "panel_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("draw_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("skipped", sa.JSON(), nullable=False),
        sa.Column("off_by", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_panel_change_account_id")
        ),
        sa.ForeignKeyConstraint(["draw_id"], ["draw.id"], name=op.f("fk_panel_change_draw_id")),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_panel_change_place_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_panel_change")),
        sa.UniqueConstraint("draw_id", "number", name=op.f("uq_panel_change_draw_id_number")),
        sa.UniqueConstraint("place_id", "act", name=op.f("uq_panel_change_place_id_act")),
    )
    op.create_table(
        "contact_call",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("means", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_contact_call_account_id")
        ),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_contact_call_place_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_call")),
    )
    op.create_index(op.f("ix_contact_call_place_id"), "contact_call", ["place_id"], unique=False)
    _guard_seats()


def _guard_seats() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for name, event in EVENTS.items():
            op.execute(
                f"CREATE TRIGGER seat_is_given_{name} BEFORE {event} ON seat WHEN NOT {GIVEN} "
                f"BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"
            )
        return
    op.execute(
        f"CREATE FUNCTION refuse_seat() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF NOT {GIVEN} THEN RAISE EXCEPTION '{WORDS}' USING ERRCODE = 'check_violation'; "
        f"END IF; RETURN NEW; END $$"
    )
    for name, event in EVENTS.items():
        op.execute(
            f"CREATE TRIGGER seat_is_given_{name} BEFORE {event} ON seat "
            f"FOR EACH ROW EXECUTE FUNCTION refuse_seat()"
        )


def downgrade() -> None:
    on_seat = "" if op.get_bind().dialect.name == "sqlite" else " ON seat"
    for name in EVENTS:
        op.execute(f"DROP TRIGGER seat_is_given_{name}{on_seat}")
    if on_seat:
        op.execute("DROP FUNCTION refuse_seat()")
    op.drop_index(op.f("ix_contact_call_place_id"), table_name="contact_call")
    op.drop_table("contact_call")
    op.drop_table("panel_change")
