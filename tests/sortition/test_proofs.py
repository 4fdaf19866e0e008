"""The bytes of the protocol: published vectors, RFC 6962, RFC 8785."""

import hashlib
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sortition import proofs
from sortition.errors import DrawError
from tests.sortition.rfc6962 import LEAVES, ROOTS

ZERO = bytes(32)
texts = st.text(st.characters(exclude_categories=["Cs"])).map(
    lambda text: unicodedata.normalize("NFC", text)
)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | texts,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.from_regex(r"\A[a-z0-9_]{1,8}\Z"), inner, max_size=4)
    ),
    max_leaves=12,
)


def test_a_hash_is_sha256_of_the_parts_each_with_its_length():
    joined = b"".join(
        len(part).to_bytes(8, "big") + part for part in (b"observatory-draw-v1", b"tag", b"a", b"")
    )
    assert proofs.H("tag", "a", b"") == hashlib.sha256(joined).digest()


def test_a_whole_number_enters_a_hash_as_eight_bytes():
    assert proofs.H("t", 258) == proofs.H("t", bytes([0, 0, 0, 0, 0, 0, 1, 2]))


def test_moving_a_letter_from_one_part_to_the_next_changes_the_hash():
    assert proofs.H("t", "ab", "c") != proofs.H("t", "a", "bc")


def test_below_gives_the_published_number():
    assert proofs.below(ZERO, "x", 1000) == 547


def test_shuffle_gives_the_published_order():
    assert proofs.shuffle(ZERO, "s", range(8)) == [0, 6, 7, 2, 4, 5, 3, 1]


@given(st.binary(min_size=32, max_size=32), st.text(max_size=5), st.integers(1, 2**200))
def test_below_stays_below(seed, label, m):
    assert 0 <= proofs.below(seed, label, m) < m


def test_below_is_uniform_enough():
    counts = [0] * 10
    for i in range(5000):
        counts[proofs.below(ZERO, f"u{i}", 10)] += 1
    assert sum((count - 500) ** 2 / 500 for count in counts) < 27.9  # chi-square, 0.1 %


def test_the_order_does_not_depend_on_what_came_first():
    ids = [bytes([i]) for i in range(20)]
    assert proofs.order(ZERO, ids) == proofs.order(ZERO, reversed(ids)) != ids


@given(values)
def test_canonical_json_is_read_back_as_it_was(value):
    assert proofs.read_canonical(proofs.canonical(value)) == value


def test_keys_are_sorted_and_nothing_is_spaced():
    assert proofs.canonical({"b": [1, None], "a": "ñ"}) == '{"a":"ñ","b":[1,null]}'.encode()


@pytest.mark.parametrize(
    "data",
    [
        b'{"a":1,"a":2}', b'{"a": 1}', b'{"b":1,"a":2}', b"1.0", b"1e3", b"NaN", b"-0",
        b"9007199254740992", b'{"A":1}', b'"\\u0041"', '"e\u0301"'.encode(), b'"\\ud800"',
        b"\xff", b"", b"[1]\n", b"[" * 100_000, b"9" * 5000,
    ],
)  # fmt: skip
def test_other_bytes_are_refused(data):
    with pytest.raises(DrawError) as caught:
        proofs.read_canonical(data)
    assert caught.value.code == "json_not_canonical"


@pytest.mark.parametrize("value", [1.5, {"Key": 1}, {1: 2}, "e\u0301", "\ud800", 2**53, b"x"])
def test_what_has_no_canonical_form_is_not_written(value):
    with pytest.raises(DrawError):
        proofs.canonical(value)


def test_the_tree_of_nothing_is_the_hash_of_nothing():
    assert proofs.merkle_root([]) == hashlib.sha256(b"").digest()


@pytest.mark.parametrize("size", range(1, 9))
def test_roots_are_those_of_certificate_transparency(size):
    assert proofs.merkle_root(LEAVES[:size]).hex() == ROOTS[size - 1]


def definition(leaves):
    """MTH of RFC 6962, section 2.1, word for word."""
    if len(leaves) == 1:
        return hashlib.sha256(b"\x00" + leaves[0]).digest()
    k = 1 << (len(leaves) - 1).bit_length() - 1
    return hashlib.sha256(b"\x01" + definition(leaves[:k]) + definition(leaves[k:])).digest()


@given(st.lists(st.binary(max_size=4), min_size=1, max_size=70), st.data())
def test_each_leaf_has_a_proof_and_only_at_its_place(leaves, data):
    tree = proofs.MerkleTree(leaves)
    index = data.draw(st.integers(0, len(leaves) - 1))
    path = tree.proof(index)
    assert tree.root == definition(leaves)
    assert proofs.is_included(leaves[index], index, len(leaves), path, tree.root)
    assert not proofs.is_included(leaves[index] + b"x", index, len(leaves), path, tree.root)
    assert not proofs.is_included(leaves[index], index, len(leaves), [*path, ZERO], tree.root)
    assert not proofs.is_included(leaves[index], len(leaves), len(leaves), path, tree.root)


@given(st.integers(2, 70), st.data())
def test_a_shortened_or_changed_path_proves_nothing(size, data):
    tree = proofs.MerkleTree([bytes([i]) for i in range(size)])
    index = data.draw(st.integers(0, size - 1))
    path = tree.proof(index)
    place = data.draw(st.integers(0, len(path) - 1))
    changed = [*path[:place], ZERO, *path[place + 1 :]]
    assert not proofs.is_included(bytes([index]), index, size, path[:-1], tree.root)
    assert not proofs.is_included(bytes([index]), index, size, changed, tree.root)


def test_there_is_no_proof_for_a_leaf_that_is_not_there():
    with pytest.raises(IndexError):
        proofs.MerkleTree([b"a"]).proof(1)
