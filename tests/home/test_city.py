"""The made-up city: deterministic, of the promised size, with plausible people."""

import hashlib
from itertools import islice

from observatory.home.demo.city import DISTRICTS, age_band, make_register


def test_the_same_seed_makes_the_same_city() -> None:
    first = hashlib.sha256(repr(list(make_register(500))).encode()).hexdigest()
    second = hashlib.sha256(repr(list(make_register(500))).encode()).hexdigest()
    assert first == second
    assert list(make_register(5, seed=1)) != list(make_register(5, seed=2))


def test_the_city_has_sixty_thousand_households_in_all_districts() -> None:
    rows = list(make_register())
    assert len({row[0] for row in rows}) == 60_000
    assert {row[2] for row in rows} == set(DISTRICTS)
    assert len({row[1] for row in rows}) == len(rows)


def test_a_longer_register_begins_like_a_shorter_one() -> None:
    short = list(make_register(100))
    assert list(islice(make_register(200), len(short))) == short


def test_somebody_under_sixteen_has_no_age_band() -> None:
    assert age_band("2010-11-02") is None
    assert age_band("2010-11-01") == "16-29"
    assert age_band("1951-11-01") == "75+"
