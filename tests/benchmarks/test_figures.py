"""Both sides are judged by arithmetic of its own; here it is compared with sums by hand."""

from pathlib import Path

import pytest

from benchmarks import figures, instances
from benchmarks.instances import Instance, Quota
from script import sizes

INSTANCES = sizes.ROOT / "tests" / "data" / "instances"


def instance(*values, size=2):
    quotas = (Quota("Sex", "f", 1, 2), Quota("Sex", "m", 0, 1))
    members = tuple({"Sex": value} for value in values)
    return Instance("hand_2", Path("pool"), Path("quotas"), size, quotas, members)


def test_members_of_a_group_share_its_seats():
    chances = figures.probabilities([0, 0, 1], [[0, 1], [0, 0]], [0.25, 0.75])
    assert chances == pytest.approx([0.875, 0.875, 0.25])


def test_weights_that_do_not_add_up_to_one_are_scaled():
    assert figures.probabilities([0, 1], [[0], [1]], [3.0, 1.0]) == pytest.approx([0.75, 0.25])


@pytest.mark.parametrize(
    ("panel", "is_broken"),
    [
        ([0, 0], False),
        ([0, 1], False),
        ([0], True),  # a seat is empty
        ([0, 0, 1], True),  # a seat too many
        ([1, 1], True),  # at most one m
    ],
)
def test_a_panel_is_counted_against_every_quota(panel, is_broken):
    assert figures.broken_panels([0, 0, 1, 1], [panel], instance("f", "F ", "m", "m")) == is_broken


def test_nobody_sits_twice():
    assert figures.broken_panels([0, 1, 2], [[0, 0], [0, 1]], instance("f", "f", "m")) == 1


def test_members_of_a_group_must_be_alike():
    with pytest.raises(ValueError, match="group 0 are not alike"):
        figures.broken_panels([0, 0], [[0, 0]], instance("f", "m"))


def test_the_geometric_mean_is_taken_over_those_who_can_sit():
    chances = figures.seated([0.5, 0.0, 0.125], {1})
    assert figures.geometric_mean(chances) == pytest.approx(0.25)
    assert figures.geometric_mean([0.5, 0.0]) == 0.0


def test_every_instance_of_the_repository_is_read_the_smallest_first():
    found = instances.find(INSTANCES)
    assert {one.name for one in found} == {path.name for path in INSTANCES.iterdir()}
    assert [len(one.members) for one in found] == sorted(len(one.members) for one in found)
    both = {one.name: (len(one.members), one.size, len(one.quotas)) for one in found}
    assert both["mass_24"] == (70, 24, 15)
    assert both["peer_format_22"] == (150, 22, 20)


def test_the_peer_is_known_to_one_file_only():
    paths = sizes.paths(*sizes.CODE, *sizes.TOOLS)
    users = {sizes.short(path) for path in paths if "sortition_algorithms" in sizes.imports(path)}
    assert users == {"benchmarks/peer.py"}
    assert not any("benchmarks" in sizes.imports(path) for path in sizes.paths(*sizes.CODE))
