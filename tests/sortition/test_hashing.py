"""Very many hashes at once, beside hashlib and hmac one by one; a whole draw with known results."""

import hashlib
import hmac
from collections import Counter

import numpy as np
import pytest

from sortition import invitation, proofs
from sortition.hashing import AT_ONCE, FEW, hash_each, keyed_each
from sortition.register import (
    EligibilityRules,
    RegisterColumns,
    find_eligible,
    make_frame,
    read_register,
)
from tests.sortition.registers import SEED, keyed, order, shares, tree_hash

SIZES = (0, 1, 2, FEW - 1, FEW, FEW + 1, AT_ONCE, 2 * AT_ONCE + 1)
KEY = bytes(range(32))
COLUMNS = RegisterColumns("household", "person", "born", "district")
KNOWN = {
    "household": (
        "6bd00812397b9723a889d34e357fdf9663cdeb159db46a33f055d801a2363145",
        "6eaa697d19413c415315dac64fbcb3bc0c79f30e9f55cd8e2f01b49db48c8c10",
    ),
    "person": (
        "ab2a8ca7434e87a2fbcda8a43499b05a41447e774aaeb2ae20a083d63918bcdb",
        "7a164f7c15eb31e5bb1b3076e482271c1e3f04d375c50a26a70e32876794a93a",
    ),
}
"""By unit: the root, and SHA-256 of leaf and order of all letters; computed by `by_hand`."""


@pytest.mark.parametrize("start", [b"", b"\x00", bytes(range(88))])
@pytest.mark.parametrize("size", SIZES)
def test_hashes_of_many_are_those_of_each(size, start):
    run = np.random.default_rng(size).bytes(64 * size)
    expected = [
        hashlib.sha256(start + run[at : at + 64]).digest() for at in range(0, 64 * size, 64)
    ]
    assert hash_each(start, run, 64) == b"".join(expected)
    assert hash_each(start, np.frombuffer(run, np.uint8).reshape(-1, 64), 64) == b"".join(expected)


@pytest.mark.parametrize("key", [b"", b"k", bytes(32), b"\xff" * 64, bytes(range(100))])
def test_keyed_hashes_of_many_are_those_of_hmac(key):
    messages = [b"", *(f"{i}ñ".encode() * (i % 9) for i in range(500))]
    expected = [hmac.digest(key, own, "sha256") for own in messages]
    assert keyed_each(key, messages) == b"".join(expected)
    assert [proofs.keyed(key)(own) for own in messages] == expected


@pytest.mark.parametrize("size", [*SIZES[1:-1], 2 * FEW - 1, 3 * FEW + 1])
def test_a_tree_over_many_leaves_is_that_of_the_definition(size):
    leaves = [hashlib.sha256(bytes([i % 256, i // 256])).digest() for i in range(size)]
    tree = proofs.MerkleTree.over(b"".join(leaves))
    assert (tree.size, tree.root) == (size, tree_hash(leaves))
    for place in {0, size // 2, size - 1}:
        path = tree.proof(place)
        assert proofs.is_included(leaves[place], place, size, path, tree.root)


def test_the_tree_over_no_leaves_is_that_of_nothing():
    assert proofs.MerkleTree.over(b"").root == hashlib.sha256(b"").digest()


def town(households=1500):
    """Rows of (household, person, district): one to five persons each, keys of several lengths."""
    return [
        (f"h{i * i % 99_991}", f"p{i:x}{'abcde'[own]}", f"Distrito {i % 7}{'ñáé'[i % 3]}")
        for i in range(households)
        for own in range(1 + i * 7 % 5)
    ]


def prepared(unit):
    lines = ["household,person,district,born", *(f"{h},{p},{d},1980-01-01" for h, p, d in town())]
    register = read_register("\n".join(lines), COLUMNS, "r.csv")
    found = find_eligible(register, EligibilityRules())
    return found, make_frame(register, found, ["district"], unit)


def by_hand(unit, letters=300):
    """The root, and (leaf, order) of each letter by stratum and rank, by hashlib, hmac, sorted."""
    units = {(h if unit == "household" else p): (h, d) for h, p, d in town()}
    leaves = {own: keyed(KEY, own, where) for own, (_, where) in units.items()}
    homes = {h: d for h, _, d in town()}
    found = []
    for stratum, count in sorted(shares(Counter(homes.values()), letters).items()):
        ranked = sorted((order(leaves[own]), own) for own in units if units[own][1] == stratum)
        first = {}
        for place, own in ranked:
            first.setdefault(units[own][0], (leaves[own], place))
        found += list(first.values())[:count]
    return tree_hash(sorted(leaves.values())).hex(), found


def by_machine(unit, letters=300):
    found, frame = prepared(unit)
    leaves = invitation.make_leaves(KEY, frame)
    shared = invitation.letters_by_stratum(frame.households_by_stratum, letters)
    content = invitation.commit_invitations(
        draw="d", eligibility=found, letters=shared, leaves=leaves
    )
    drawn = invitation.draw_invitations(proofs.canonical(content), leaves, bytes.fromhex(SEED))
    pairs = [(own.leaf, own.order) for stratum in sorted(drawn) for own in drawn[stratum]]
    return content["root"], [(bytes.fromhex(leaf), bytes.fromhex(own)) for leaf, own in pairs]


def digest(pairs):
    return hashlib.sha256(b"".join(leaf + place for leaf, place in pairs)).hexdigest()


@pytest.mark.parametrize("unit", KNOWN)
def test_a_draw_of_thousands_is_that_of_plain_arithmetic_and_never_changes(unit):
    root, letters = by_machine(unit)
    assert (root, letters) == by_hand(unit)
    assert (root, digest(letters)) == KNOWN[unit]


@pytest.mark.parametrize("unit", KNOWN)
@pytest.mark.parametrize("letters", [7, 1300, 1500])
def test_few_letters_and_letters_to_all_are_those_of_plain_arithmetic(unit, letters):
    assert by_machine(unit, letters) == by_hand(unit, letters)
