"""A step of a draw that breaks off anywhere ends once, with the same result, once repeated."""

from typing import Any

import pytest

from tests.crash.choice import chosen
from tests.crash.steps import PANEL, STEPS
from tests.crash.world import World

KILLED = -9
ANSWERS = (200, 302, 303, 409)  # done, or a sentence that says why not
SENTENCE = "Sorry, there is a problem"
FREEZE = next(number for number, own in enumerate(STEPS) if own.name == "freeze the pool")
TO_WORK = 4  # points from the message to the work: the job is marked as begun in between

each_step = pytest.mark.parametrize("step", range(len(STEPS)), ids=[own.name for own in STEPS])
pytestmark = [pytest.mark.database, pytest.mark.timeout(900)]


def break_off(world: World, step: int, harm: str, at: int) -> tuple[int, Any]:
    """Harm a step at a point; return how it ended and what it answered, after its repetition."""
    world.restore(step)
    ended = world.ask("attempt", step=step, harm=harm, at=at)
    met = world.said("repeat", step=step, is_patient=at % 2 == 0)
    assert set(met["before"].values()) <= {200, 404}  # the public page comes with the freeze
    assert set(met["repeated"]) <= set(ANSWERS)
    assert set(met["shown"]) <= set(met["still"]), "a hash that was shown is gone"
    assert met["faults"] == []
    assert met["facts"] == world.facts(step)
    return ended["ended"], ended["said"]


@each_step
def test_a_step_that_is_killed_ends_once_with_the_same_result(world, step, record_property):
    points = chosen(world.points(step), spread=1, in_ci=3, with_saved=True)
    for at in points:
        ended, _ = break_off(world, step, "kill", at)
        assert ended == KILLED
    record_property("killed at", len(points))


@each_step
def test_a_full_disk_gets_a_sentence_and_the_same_result_later(world, step, record_property):
    points = chosen(world.points(step), spread=1, in_ci=1)
    for at in points:
        ended, said = break_off(world, step, "full disk", at)
        assert ended == 0
        assert said["status"] in ANSWERS or SENTENCE in said["text"]
    record_property("disk full at", len(points))


@pytest.mark.postgres
@each_step
def test_a_lost_connection_gets_a_sentence_and_the_same_result(world, step, record_property):
    points = chosen(world.points(step), spread=1, in_ci=1)
    for at in points:
        ended, said = break_off(world, step, "lost connection", at)
        assert ended == 0
        assert said["status"] in ANSWERS or SENTENCE in said["text"]
    record_property("connection lost at", len(points))


def test_a_job_that_kills_its_worker_is_given_up_after_three_times(world):
    taken = world.points(FREEZE).index("after message taken") + 1
    world.restore(FREEZE)
    died = [world.ask("attempt", step=FREEZE, harm="kill", at=taken + TO_WORK)]
    died += [world.ask("die_at_work", at=2 + TO_WORK) for _ in range(2)]
    assert [own["ended"] for own in died] == [KILLED] * 3
    page = world.said("read_later", step=FREEZE, page=f"{PANEL}/draw")
    assert "This work was begun three times" in page
    assert "Start again" in page
    met = world.said("repeat", step=FREEZE, is_patient=False)
    assert met["facts"] == world.facts(FREEZE)
