"""A step of a draw that breaks off anywhere ends once, with the same result, once repeated."""

from typing import Any

import pytest

from tests.crash.choice import chosen
from tests.crash.steps import STEPS
from tests.crash.world import World

KILLED = -9
ANSWERS = (200, 302, 303, 409)  # done, or a sentence that says why not
SENTENCE = "Sorry, there is a problem"

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
    assert met["facts"] == world.wanted[step]["facts"]
    return ended["ended"], ended["said"]


@each_step
def test_a_step_that_is_killed_ends_once_with_the_same_result(world, step, record_property):
    points = chosen(world.names[step], spread=1, in_ci=3, with_saved=True)
    for at in points:
        ended, _ = break_off(world, step, "kill", at)
        assert ended == KILLED
    record_property("killed at", len(points))


@each_step
def test_a_full_disk_gets_a_sentence_and_the_same_result_later(world, step, record_property):
    points = chosen(world.names[step], spread=1, in_ci=1)
    for at in points:
        ended, said = break_off(world, step, "full disk", at)
        assert ended == 0
        assert said["status"] in ANSWERS or SENTENCE in said["text"]
    record_property("disk full at", len(points))


@pytest.mark.postgres
@each_step
def test_a_lost_connection_gets_a_sentence_and_the_same_result(world, step, record_property):
    points = chosen(world.names[step], spread=1, in_ci=1)
    for at in points:
        ended, said = break_off(world, step, "lost connection", at)
        assert ended == 0
        assert said["status"] in ANSWERS or SENTENCE in said["text"]
    record_property("connection lost at", len(points))
