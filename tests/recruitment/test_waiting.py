"""Pages while a job is at work, and after one broke off."""

import pytest
from sqlalchemy import delete

from observatory.jobs import Job
from observatory.recruitment import queries
from observatory.recruitment.models import Invitation, RegisterSnapshot
from tests import factories
from tests.recruitment import cases


def job(state: str, stage: str = "") -> Job:
    return factories.save(Job(name="waits", subject=1, state=state, stage=stage, progress=0.4))


def test_a_register_at_work_shows_progress_and_no_form(clerk, made):
    stage = "Reading the register"
    values = {"file_name": "r.csv", "path": "registers/r", "on_date": cases.ON}
    running = job("running", stage)
    factories.save(RegisterSnapshot(recruitment_id=made.id, job_id=running.id, **values))
    room = f"/en/town/recruitments/{made.id}/register"
    shown = clerk.get(room).text
    assert f'data-progress-url="{room}/progress.json"' in shown
    assert 'type="file"' not in shown
    progress = {"state": "running", "stage": stage, "progress": 0.4}
    assert clerk.get(f"{room}/progress.json").json == progress


@pytest.mark.parametrize("has_dice", [False, True])
def test_letters_at_work_show_progress(clerk, made, has_dice):
    draw = cases.with_letters_of(made)
    draw.drawn_at, draw.job_id = None, job("running").id
    if not has_dice:
        draw.dice = draw.commitment = None
    shown = clerk.get(f"/en/town/recruitments/{made.id}/letters").text
    assert ("The letters are being drawn" in shown) == has_dice
    assert 'data-progress-url="' in shown


def test_letters_that_broke_off_start_again_with_the_same_dice(clerk, made, session):
    draw = cases.with_letters_of(made)
    expected = [letter.leaf for letter in queries.list_letters(made)]
    session.execute(delete(Invitation))
    draw.drawn_at, draw.job_id = None, job("failed").id
    room = f"/en/town/recruitments/{made.id}/letters"
    assert "The work stopped early." in clerk.get(room).text
    clerk.post(f"{room}/again")
    assert [letter.leaf for letter in queries.list_letters(made)] == expected


def test_the_clerk_is_told_the_next_step_of_each_recruitment(clerk, made):
    shown = clerk.get("/en/town/tasks").text
    assert f"/en/town/recruitments/{made.id}/quotas" in shown
    assert "First panel" in shown
