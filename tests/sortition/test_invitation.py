"""Draw 1: letters, leaves, commitment, order."""

import hashlib
import hmac
import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sortition import invitation, proofs
from sortition.errors import DrawError
from sortition.register import EligibilityRules, RegisterColumns, eligible, read_register

KEY = bytes(32)
DICE = "1234567890 1234567890"
COLUMNS = RegisterColumns(section=None)
RULES = EligibilityRules()


def city(households=120, districts=("Centro", "Retiro", "Latina")):
    rows = ["household,person,district,born"]
    for i in range(households):
        district = districts[i % len(districts) if i % 2 else 0]
        rows += [f"h{i},p{i}{own},{district},1980-01-01" for own in "ab"]
    return eligible(read_register("\n".join(rows), COLUMNS, "r.csv"), RULES)


def committed(found, letters, leaves):
    content = invitation.commit_invitations(
        draw="d1", eligibility=found, rules=RULES, letters=letters, leaves=leaves
    )
    return proofs.canonical(content)


def drawn(letters=30, dice=DICE, key=KEY):
    found = city()
    leaves = invitation.leaves_of(key, found.households)
    shares = invitation.letters_by_stratum(found.strata, letters)
    return invitation.draw_invitations(committed(found, shares, leaves), leaves, dice)


def refused(code, action, *args, **named):
    with pytest.raises(DrawError) as caught:
        action(*args, **named)
    assert caught.value.code == code
    return str(caught.value)


@given(st.dictionaries(st.text(max_size=3), st.integers(0, 50), min_size=1), st.data())
def test_letters_follow_the_households_within_one_letter(households, data):
    total = sum(households.values())
    letters = data.draw(st.integers(0, total))
    shares = invitation.letters_by_stratum(households, letters)
    assert sum(shares.values()) == letters
    for own, count in households.items():
        assert 0 <= shares[own] <= count
        assert abs(shares[own] * total - letters * count) < max(total, 1)


def test_the_largest_remainders_get_the_letters_that_are_left():
    shares = invitation.letters_by_stratum({"b": 10, "a": 10, "c": 13}, 10)
    assert shares == {"a": 3, "b": 3, "c": 4}


def test_equal_remainders_go_by_name():
    assert invitation.letters_by_stratum({"b": 1, "a": 1}, 1) == {"a": 1, "b": 0}


def test_more_letters_than_households_are_refused():
    said = refused("too_many_letters", invitation.letters_by_stratum, {"a": 2}, 3)
    assert said == "3 letters are more than the 2 households."


def test_a_leaf_is_the_keyed_hash_of_the_protocol():
    message = bytes([0] * 7 + [1]) + b"h" + bytes([0] * 7 + [2]) + "ñ".encode()
    assert invitation.leaf(KEY, "h", "ñ") == hmac.new(KEY, message, hashlib.sha256).hexdigest()


def test_a_household_gets_one_letter_only():
    letters = [own for stratum in drawn().values() for own in stratum]
    assert len({own.household for own in letters}) == len(letters) == 30


def test_each_stratum_gets_its_letters_ranked_from_one():
    for stratum, letters in drawn().items():
        assert [own.rank for own in letters] == list(range(1, len(letters) + 1))
        assert {own.stratum for own in letters} == {stratum}
        assert [own.order for own in letters] == sorted(own.order for own in letters)


def test_other_dice_or_another_key_write_to_others():
    first = drawn()
    assert drawn() == first
    assert drawn(dice=DICE[:-1] + "1") != first
    assert drawn(key=b"k" * 32) != first


def test_the_commitment_says_what_was_fixed_and_names_no_household():
    found = city()
    leaves = invitation.leaves_of(KEY, found.households)
    content = committed(found, {"Centro": 2}, leaves)
    record = proofs.read_canonical(content)
    assert record["snapshot"] == found.snapshot
    assert record["counts"]["eligible"] == record["rows"] == 240
    assert [cell["letters"] for cell in record["strata"]] == [2, 0, 0]
    assert b'"h1' not in content


def test_each_leaf_can_be_proved_to_be_in_the_draw():
    leaves = invitation.leaves_of(KEY, city(20).households)
    tree = invitation.leaves_tree(reversed(leaves))
    for place, own in enumerate(leaves):
        path = tree.proof(place)
        assert proofs.is_included(bytes.fromhex(own.leaf), place, 20, path, tree.root)


def test_households_changed_after_the_commitment_are_refused():
    found = city()
    leaves = invitation.leaves_of(KEY, found.households)
    commit = committed(found, {"Centro": 2}, leaves)
    moved = [leaves[0]._replace(stratum="Retiro"), *leaves[1:]]
    for other in (leaves[1:], moved, [leaves[1], *leaves[1:]]):
        refused("letters_do_not_fit", invitation.draw_invitations, commit, other, DICE)


def test_leaves_of_another_register_are_not_committed_to():
    found = city()
    leaves = invitation.leaves_of(KEY, found.households)
    other = replace(found, households=dict(list(found.households.items())[1:]))
    refused("letters_do_not_fit", committed, other, {}, leaves)


@pytest.mark.parametrize(
    ("letters", "code"), [({"Marte": 1}, "unknown_stratum"), ({"Retiro": 99}, "too_many_letters")]
)
def test_letters_that_no_household_can_get_are_refused(letters, code):
    found = city()
    refused(code, committed, found, letters, invitation.leaves_of(KEY, found.households))


def test_fewer_than_twenty_dice_are_refused():
    assert "1 still to throw" in refused("dice_too_few", drawn, dice=DICE[:-1])


def test_a_city_of_60_000_households_is_drawn_from():
    rows = "".join(f"h{i},p{i}{o},D{i % 21},1980-01-01\n" for i in range(60_000) for o in "ab")
    data = io.BytesIO(b"household,person,district,born\n" + rows.encode())
    found = eligible(read_register(data, COLUMNS, "r.csv"), RULES)
    leaves = invitation.leaves_of(KEY, found.households)
    shares = invitation.letters_by_stratum(found.strata, 3000)
    letters = invitation.draw_invitations(committed(found, shares, leaves), leaves, DICE)
    assert sum(map(len, letters.values())) == 3000
