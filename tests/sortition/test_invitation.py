"""Draw 1: letters, leaves, commitment, order."""

import hashlib
import hmac
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sortition import invitation, proofs
from sortition.errors import DrawError, InputError
from sortition.register import (
    EligibilityRules,
    RegisterColumns,
    find_eligible,
    make_frame,
    read_register,
)

KEY = bytes(32)
DICE = "1234567890 1234567890"
COLUMNS = RegisterColumns("household", "person", "born", "district")
RULES = EligibilityRules()


def city(households=120, districts=("Centro", "Retiro", "Latina"), unit="household"):
    rows = ["household,person,district,born"]
    for i in range(households):
        district = districts[i % len(districts) if i % 2 else 0]
        rows += [f"h{i},p{i}{own},{district},1980-01-01" for own in "ab"[: 1 + i % 2]]
    return prepared("\n".join(rows), unit)


def prepared(data, unit="household", strata=("district",)):
    register = read_register(data, COLUMNS, "r.csv")
    found = find_eligible(register, RULES)
    return found, make_frame(register, found, strata, unit)


def committed(found, letters, leaves):
    content = invitation.commit_invitations(
        draw="d1", eligibility=found, letters=letters, leaves=leaves
    )
    return proofs.canonical(content)


def drawn_from(found, frame, letters=30, dice=DICE, key=KEY):
    leaves = invitation.make_leaves(key, frame)
    shares = invitation.letters_by_stratum(frame.households_by_stratum, letters)
    commit = committed(found, shares, leaves)
    seed = invitation.seed_of(commit, dice)
    return commit, leaves, invitation.draw_invitations(commit, leaves, seed)


def drawn(letters=30, dice=DICE, key=KEY):
    return drawn_from(*city(), letters, dice, key)[2]


def hashed(tag, *parts):
    """H of the protocol, by hand."""
    whole = b"".join(len(p).to_bytes(8, "big") + p for p in (b"observatory-draw-v1", tag, *parts))
    return hashlib.sha256(whole).digest()


def keyed(unit_key, stratum):
    message = b"".join(len(p).to_bytes(8, "big") + p for p in (unit_key.encode(), stratum.encode()))
    return hmac.new(KEY, message, hashlib.sha256).digest()


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


def test_the_letters_are_those_of_plain_arithmetic():
    found, frame = city()
    commit, _, letters = drawn_from(found, frame)
    seed = hashed(b"seed", hashlib.sha256(commit).digest(), DICE.replace(" ", "").encode())
    for stratum, own in letters.items():
        at = frame.strata.index(stratum)
        units = zip(frame.keys, frame.stratum, strict=True)
        homes = [key.decode() for key, place in units if place == at]
        ranked = sorted(homes, key=lambda home: hashed(b"order", seed, keyed(home, stratum)))
        assert [letter.household for letter in own] == ranked[: len(own)]
        assert [letter.leaf for letter in own] == [keyed(h, stratum).hex() for h in ranked][
            : len(own)
        ]


def test_of_a_household_only_the_person_who_comes_first_gets_a_letter():
    found, frame = city(unit="person")
    commit, _, letters = drawn_from(found, frame)
    seed = invitation.seed_of(commit, DICE)
    for stratum, own in letters.items():
        at = frame.strata.index(stratum)
        units = [
            (k.decode(), h)
            for k, h, s in zip(frame.keys, frame.households, frame.stratum, strict=True)
            if s == at
        ]
        ranked = sorted(units, key=lambda unit: hashed(b"order", seed, keyed(unit[0], stratum)))
        firsts = list({home: person for person, home in reversed(ranked)}.values())[::-1]
        assert {letter.person for letter in own} <= set(firsts)
        expected = [person for person, _ in ranked if person in firsts][: len(own)]
        assert [letter.person for letter in own] == expected


def test_by_person_the_commitment_counts_persons_and_households():
    found, frame = city(unit="person")
    record = proofs.read_canonical(drawn_from(found, frame)[0])
    assert record["unit"] == "person"
    assert sum(cell["units"] for cell in record["strata"]) == 180
    assert sum(cell["households"] for cell in record["strata"]) == 120


def test_the_commitment_says_what_was_fixed_and_names_no_household():
    found, frame = city()
    content = committed(found, {"Centro": 2}, invitation.make_leaves(KEY, frame))
    record = proofs.read_canonical(content)
    assert record["snapshot"] == found.snapshot
    assert record["counts"]["eligible"] == record["rows"] == 180
    assert [cell["letters"] for cell in record["strata"]] == [2, 0, 0]
    assert b'"h1' not in content


def test_each_letter_is_proved_to_have_been_in_the_list():
    commit, leaves, letters = drawn_from(*city(20), 20)
    for letter in (own for stratum in letters.values() for own in stratum):
        proof = invitation.prove_letter(leaves, letter)
        assert invitation.verify_letter(commit, proof)
        assert not invitation.verify_letter(commit, proof._replace(leaf="00" * 32))
        assert not invitation.verify_letter(commit, proof._replace(place=(proof.place + 1) % 20))


def test_a_city_changed_after_the_commitment_is_refused():
    commit = drawn_from(*city())[0]
    for other in (city(119), city(districts=("Centro", "Latina", "Retiro")), city(unit="person")):
        leaves = invitation.make_leaves(KEY, other[1])
        refused("letters_do_not_fit", invitation.draw_invitations, commit, leaves, bytes(32))


def test_leaves_of_another_register_are_not_committed_to():
    refused(
        "letters_do_not_fit", committed, city()[0], {}, invitation.make_leaves(KEY, city(99)[1])
    )


@pytest.mark.parametrize(
    ("letters", "code"), [({"Marte": 1}, "unknown_stratum"), ({"Retiro": 99}, "too_many_letters")]
)
def test_letters_that_no_household_can_get_are_refused(letters, code):
    found, frame = city()
    refused(code, committed, found, letters, invitation.make_leaves(KEY, frame))


def test_fewer_than_twenty_dice_are_refused():
    assert "1 still to throw" in refused("dice_too_few", drawn, dice=DICE[:-1])


def test_the_letters_of_each_stratum_can_come_from_a_file():
    data = "Stratum;Letters\nCentro;12\nRetiro;0\n"
    assert invitation.read_letters_by_stratum(data, "l.csv") == {"Centro": 12, "Retiro": 0}
    with pytest.raises(InputError) as caught:
        invitation.read_letters_by_stratum(data + "Centro;many\n", "l.csv")
    assert [own.code for own in caught.value.problems] == ["stratum_twice", "not_whole_number"]


def test_a_city_of_60_000_households_is_drawn_from():
    rows = "".join(f"h{i},p{i}{o},D{i % 21},1980-01-01\n" for i in range(60_000) for o in "ab")
    data = io.BytesIO(b"household,person,district,born\n" + rows.encode())
    letters = drawn_from(*prepared(data), 3000)[2]
    assert sum(map(len, letters.values())) == 3000
