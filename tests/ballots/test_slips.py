"""Leaves, commitments and receipts, recomputed with the standard library alone."""

import hashlib
import hmac

from observatory.ballots import slips

CODE = "0123456789ABCDEF"


def test_a_leaf_is_the_hash_of_the_keyed_hash_of_ballot_and_question() -> None:
    inner = hmac.new(CODE.encode(), b"7|2", hashlib.sha256).digest()
    assert slips.leaf(CODE, 7, 2) == hashlib.sha256(inner).hexdigest()


def test_leaves_of_one_code_do_not_repeat_over_questions_and_ballots() -> None:
    leaves = {slips.leaf(CODE, ballot, question) for ballot in (1, 2) for question in (1, 2, 11)}
    assert len(leaves) == 6


def test_a_commitment_binds_the_choice() -> None:
    leaf = slips.leaf(CODE, 1, 1)
    made = {
        slips.commitment(1, 1, leaf, choice, slips.nonce(CODE, 1, 1, "yes"))
        for choice in ("yes", "no")
    }
    assert len(made) == 2


def test_a_commitment_can_be_recomputed_from_what_is_published() -> None:
    leaf, nonce = slips.leaf(CODE, 1, 1), slips.nonce(CODE, 1, 1, "yes")
    numbers = [(1).to_bytes(8, "big")] * 2
    parts = [b"observatory-draw-v1", b"slip", *numbers, bytes.fromhex(leaf), b"yes"]
    data = b"".join(len(p).to_bytes(8, "big") + p for p in [*parts, bytes.fromhex(nonce)])
    assert slips.commitment(1, 1, leaf, "yes", nonce) == hashlib.sha256(data).hexdigest()


def test_a_receipt_reads_like_a_code_and_changes_with_the_vote() -> None:
    first, second = slips.receipt(1, ["00" * 32]), slips.receipt(1, ["01" * 32])
    assert first != second
    assert len(first.replace("-", "")) == 16
