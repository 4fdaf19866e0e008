"""Check characters: no single slip and no swap of two characters passes."""

import random
from itertools import combinations

import pytest

from observatory import codes

SOURCE = random.Random(0)  # the same codes in every process: they name the tests
CODES = [codes.with_check("".join(SOURCE.choices(codes.ALPHABET, k=11))) for _ in range(20)]


def passes(typed: str) -> bool:
    return codes.check_character(typed[:-1]) == typed[-1]


def test_a_code_is_read_back_however_it_is_typed():
    for code in CODES:
        assert codes.read_checked(codes.show(code).lower()) == code


@pytest.mark.parametrize("code", CODES)
def test_every_single_wrong_character_is_caught(code):
    slips = [
        code[:place] + other + code[place + 1 :]
        for place in range(12)
        for other in codes.ALPHABET
        if other != code[place]
    ]
    assert len(slips) == 12 * 31
    assert not any(map(passes, slips))


@pytest.mark.parametrize("code", CODES)
def test_every_swap_of_two_characters_is_caught(code):
    for a, b in combinations(range(12), 2):
        swapped = list(code)
        swapped[a], swapped[b] = code[b], code[a]
        assert swapped == list(code) or not passes("".join(swapped))


def test_of_invented_codes_one_in_thirty_two_passes():
    source = random.Random(1)
    invented = ["".join(source.choices(codes.ALPHABET, k=12)) for _ in range(32_000)]
    assert sum(map(passes, invented)) == pytest.approx(1000, rel=0.1)


@pytest.mark.parametrize("typed", ["", "ABCD-EFGH-JKM", CODES[0] + "0", "&&&&"])
def test_a_code_of_another_length_is_not_read(typed):
    with pytest.raises(codes.Mistyped):
        codes.read_checked(typed)
