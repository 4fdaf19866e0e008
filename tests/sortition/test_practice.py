"""The invented draw of a rehearsal: it goes through the protocol, and opens no real panel."""

from collections import Counter

import pytest

from sortition import proofs
from sortition.openings import seats_root
from sortition.practice import practise
from sortition.quotas import Quota, Quotas

SEED = bytes(32)
QUOTAS = Quotas(
    (
        *(Quota("sex", "woman", 2, 3), Quota("sex", "man", 2, 3)),
        *(Quota("age", "young", 0, 5), Quota("age", "old", 0, 1)),
    )
)


@pytest.fixture(scope="module")
def practice():
    return practise(QUOTAS, 5, SEED)


def test_its_commitment_says_that_it_is_a_rehearsal(practice):
    commit = proofs.read_canonical(practice.commit)
    assert (commit["rehearsal"], commit["panel_size"], commit["pool_size"]) == (True, 5, 50)
    assert commit["draw"].startswith("rehearsal-")


def test_everybody_sits_equally_often_and_no_panel_has_anybody_twice(practice):
    seats = Counter(own for panel in practice.members for own in panel)
    assert set(seats.values()) == {100}
    assert all(len(set(panel)) == 5 for panel in practice.members)


def test_the_dice_open_the_panel_that_was_fixed(practice):
    result = practice.result("493" + "1" * 21)
    fixed = proofs.read_canonical(practice.panels)
    assert {own for own, _ in result["seats"]} == set(practice.members[493])
    assert seats_root(result["seats"]) == fixed["roots"][493]


def test_another_seed_gives_other_people(practice):
    other = practise(QUOTAS, 5, b"1" * 32)
    pools = [{own for panel in one.members for own in panel} for one in (practice, other)]
    assert pools[0].isdisjoint(pools[1])
    assert practise(QUOTAS, 5, SEED) == practice


def test_quotas_that_cannot_add_up_are_left_out():
    odd = Quotas((*QUOTAS, Quota("home", "rented", 9, 9)))
    commit = proofs.read_canonical(practise(odd, 5, SEED).commit)
    assert {row["feature"] for row in commit["quotas"]} == {"sex", "age"}
    assert proofs.read_canonical(practise(Quotas(()), 5, SEED).commit)["quotas"] == []
