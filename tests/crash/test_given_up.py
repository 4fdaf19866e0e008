"""A job that kills its worker every time is given up, and the clerk is told and begins it anew."""

import pytest

from tests.crash.steps import PANEL, STEPS
from tests.crash.test_broken_off import KILLED

pytestmark = [pytest.mark.database, pytest.mark.timeout(900)]
FREEZE = next(number for number, own in enumerate(STEPS) if own.name == "freeze the pool")
TO_WORK = 4  # points from the message to the work: the job is marked as begun in between


def test_a_job_that_kills_its_worker_is_given_up_after_three_times(world):
    world.restore(FREEZE)
    taken = world.names[FREEZE].index("after message taken") + 1
    died = [world.ask("attempt", step=FREEZE, harm="kill", at=taken + TO_WORK)]
    died += [world.ask("die_at_work", at=2 + TO_WORK) for _ in range(2)]
    assert [own["ended"] for own in died] == [KILLED] * 3
    page = world.said("read_later", step=FREEZE, page=f"{PANEL}/draw")
    assert "This work was begun three times" in page
    assert "Start again" in page
    met = world.said("repeat", step=FREEZE, is_patient=False)
    assert met["facts"] == world.wanted[FREEZE]["facts"]
