"""A worker that was thought dead and wakes up commits to no list a second time."""

from contextvars import Context

from observatory.database import session as other_session
from observatory.record import RecordEntry
from observatory.recruitment import services
from observatory.recruitment.models import InvitationDraw
from observatory.recruitment.services import invitations
from tests.recruitment import cases


def test_two_workers_enter_one_commitment(app, session, monkeypatch):
    made = cases.recruitment()
    cases.with_register(made)
    monkeypatch.setitem(app.extensions, "run_job", lambda job_id: None)
    draw = services.prepare_invitations(made, 4, "district")
    session.commit()

    def work_meanwhile(stage: str, fraction: float) -> None:
        if stage == invitations.COMMITTING:
            Context().run(finish_first, app, draw_id)

    draw_id = draw.id
    services.commit_letters(draw, work_meanwhile)
    session.commit()
    assert session.query(RecordEntry).filter_by(kind="letters_prepared").count() == 1
    assert draw.commitment


def finish_first(app, draw_id):
    """Do the whole job, as the second worker."""
    with app.app_context():
        services.commit_letters(other_session.get_one(InvitationDraw, draw_id))
        other_session.commit()
