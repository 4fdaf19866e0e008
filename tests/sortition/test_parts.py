"""Parts of a register, put together: the same as the whole, wherever it was cut."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sortition import invitation, proofs
from sortition.errors import DrawError, InputError
from sortition.invitation.parts import load_part, make_part, merge_parts, save_part
from sortition.register import (
    EligibilityRules,
    RegisterColumns,
    find_eligible,
    make_frame,
    read_register,
)

KEY = bytes(range(32))
COLUMNS = RegisterColumns("household", "person", "born", "district")
RULES = EligibilityRules(date(2010, 1, 1))
PEOPLE = st.lists(
    st.tuples(st.integers(0, 9), st.sampled_from(["1980-01-01", "2020-01-01", ""])), min_size=2
)


def part(rows, unit="household", rules=RULES, key=KEY):
    data = "\n".join(["household,person,district,born", *(",".join(row) for row in rows)])
    register = read_register(data, COLUMNS, "r.csv")
    found = find_eligible(register, rules)
    frame = make_frame(register, found, ["district"], unit)
    return make_part(COLUMNS.names, register.digests, found, frame, key)


def rows_of(people):
    return [(f"h{h}", f"p{i}", f"d{h % 3}", born) for i, (h, born) in enumerate(people)]


def drawn(own):
    shares = invitation.letters_by_stratum(own.leaves.frame.households_by_stratum, 1)
    commit = proofs.canonical(
        invitation.commit_invitations(
            draw="d", eligibility=own.eligibility, letters=shares, leaves=own.leaves
        )
    )
    return commit, invitation.draw_invitations(commit, own.leaves, bytes(32))


@given(PEOPLE, st.sampled_from(["household", "person"]), st.data())
def test_parts_merged_are_the_whole(people, unit, data):
    rows = rows_of(people)
    where = data.draw(st.lists(st.integers(0, 2), min_size=len(rows), max_size=len(rows)))
    pieces = [[row for row, at in zip(rows, where, strict=True) if at == own] for own in range(3)]
    merged = merge_parts([part(piece, unit) for piece in pieces if piece])
    whole = part(rows, unit)
    assert merged.eligibility.counts == whole.eligibility.counts
    assert merged.eligibility.snapshot == whole.eligibility.snapshot
    assert np.array_equal(merged.leaves.digests, whole.leaves.digests)
    if len(whole.leaves):
        assert drawn(merged) == drawn(whole)


def test_a_saved_part_is_read_back(tmp_path):
    own = part(rows_of([(1, "1980-01-01"), (2, ""), (3, "1990-01-01")]))
    save_part(own, tmp_path / "part")
    again = load_part(tmp_path / "part")
    assert again.eligibility.snapshot == own.eligibility.snapshot
    assert drawn(again) == drawn(own)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"household\nh1\n"])
def test_another_file_is_no_part(tmp_path, content):
    (tmp_path / "part").write_bytes(content)
    with pytest.raises(InputError) as caught:
        load_part(tmp_path / "part")
    assert [own.code for own in caught.value.problems] == ["not_a_part"]


@pytest.mark.parametrize(
    "other", [{"key": bytes(32)}, {"unit": "person"}, {"rules": EligibilityRules()}]
)
def test_parts_of_another_key_or_rule_do_not_fit(other):
    with pytest.raises(DrawError) as caught:
        merge_parts(
            [part(rows_of([(1, "1980-01-01")])), part(rows_of([(2, "1980-01-01")]), **other)]
        )
    assert caught.value.code == "parts_do_not_fit"


def test_the_size_of_a_household_in_two_parts_is_not_known():
    rules = EligibilityRules(largest_household=5)
    one, two = (part([("h1", own, "d", "1980-01-01")], rules=rules) for own in ("p1", "p2"))
    with pytest.raises(DrawError) as caught:
        merge_parts([one, two])
    assert caught.value.code == "parts_do_not_fit"


def test_a_household_in_two_strata_and_a_person_in_two_parts_are_named():
    one = part([("h1", "p1", "north", "1980-01-01")], "person")
    two = part([("h1", "p1", "south", "1980-01-01")], "person")
    with pytest.raises(InputError) as caught:
        merge_parts([one, two])
    assert sorted(own.code for own in caught.value.problems) == [
        "person_in_two_parts",
        "two_strata",
    ]
