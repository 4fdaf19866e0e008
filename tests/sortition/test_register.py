"""Registers: rows, rules, households, snapshot."""

import io
import random
from datetime import date

import pytest

from sortition.errors import InputError
from sortition.register import (
    RULES,
    EligibilityRules,
    RegisterColumns,
    eligible,
    latest_birth,
    read_register,
    snapshot_hash,
)

COLUMNS = RegisterColumns("household", "person", "district", "section", "sex", "born")
HEADER = ["household", "person", "district", "section", "sex", "born"]
ROWS = [
    ["h1", "p1", "Chamberí", "001", "f", "1980-05-01"],
    ["h1", "p2", "Chamberí", "001", "m", "2012-01-01"],
    ["h2", "p3", "Latina", "002", "f", "2010-06-01"],
    ["", "p4", "Latina", "002", "m", "1950-01-01"],
    ["h3", "p5", "Fuera", "009", "f", "1970-01-01"],
    ["h4", "p6", "Latina", "002", "m", ""],
    ["h5", "p7", "Latina", "003", "m", "2010-06-02"],
]
RULES_OF_2026 = EligibilityRules(date(2010, 6, 1), frozenset({"Chamberí", "Latina"}))


def text(rows=ROWS, header=HEADER, separator=","):
    return "\n".join(separator.join(row) for row in [header, *rows]) + "\n"


def read(data=None, columns=COLUMNS):
    return read_register(text() if data is None else data, columns, "register.csv")


def problems(data, columns=COLUMNS):
    with pytest.raises(InputError) as caught:
        list(read(data, columns))
    return caught.value.problems


def test_each_row_is_counted_by_one_rule_and_the_counts_add_up():
    found = eligible(read(), RULES_OF_2026)
    assert found.counts == {
        "blank_household": 1,
        "born_unknown": 1,
        "too_young": 2,
        "other_district": 1,
        "eligible": 2,
    }
    assert sum(found.counts.values()) == found.rows == len(ROWS)
    assert tuple(found.counts) == RULES


def test_a_household_needs_one_eligible_person():
    found = eligible(read(), RULES_OF_2026)
    assert found.households == {"h1": "Chamberí", "h2": "Latina"}
    assert found.strata == {"Chamberí": 1, "Latina": 1}


def test_without_rules_only_a_blank_household_is_refused():
    found = eligible(read(), EligibilityRules(), None)
    assert found.counts["eligible"] == 6
    assert found.strata == {"": 5}


def test_the_section_can_be_the_stratum():
    found = eligible(read(), RULES_OF_2026, "section")
    assert found.strata == {"001": 1, "002": 1}


def test_a_household_in_two_strata_is_an_error_with_its_line():
    rows = [*ROWS, ["h1", "p8", "Latina", "002", "f", "1980-01-01"]]
    with pytest.raises(InputError) as caught:
        eligible(read(text(rows)), RULES_OF_2026)
    (problem,) = caught.value.problems
    assert (problem.code, problem.line, problem.value) == ("two_strata", 9, "Latina")


def test_the_snapshot_does_not_depend_on_how_the_file_is_written():
    shuffled = random.Random(1).sample(ROWS, len(ROWS))
    turned = [row[::-1] for row in shuffled]
    other = text(turned, [own.upper() for own in HEADER[::-1]], ";")
    spanish = text([[*r[:5], "/".join(reversed(r[5].split("-")))] for r in ROWS])
    first = snapshot_hash(read())
    assert snapshot_hash(read(other.encode("cp1252"))) == first
    assert snapshot_hash(read(spanish.encode("utf-8-sig"))) == first
    assert eligible(read(), RULES_OF_2026).snapshot == first


@pytest.mark.parametrize("place", range(6))
def test_the_snapshot_changes_with_every_cell(place):
    rows = [list(row) for row in ROWS]
    rows[2][place] = "2001-01-01"
    assert snapshot_hash(read(text(rows))) != snapshot_hash(read())


def test_the_snapshot_counts_a_row_that_stands_twice():
    assert snapshot_hash(read(text([*ROWS, ROWS[0]]))) != snapshot_hash(read())


def test_every_bad_date_is_named_with_its_line():
    rows = [["h", "p", "d", "s", "f", born] for born in ("1980-02-30", "31/12/1999", "soon")]
    found = [(own.code, own.line, own.column, own.value) for own in problems(text(rows))]
    assert found == [("not_a_date", 2, "born", "1980-02-30"), ("not_a_date", 4, "born", "soon")]


def test_of_very_many_problems_the_rest_is_counted():
    found = problems(text([["h", "p", "d", "s", "f", "x"]] * 250))
    assert len(found) == 201
    assert found[-1].sentence() == "register.csv: and 50 more problems."


def test_columns_that_are_not_there_are_named_at_once():
    columns = RegisterColumns("hogar", "person", "barrio", None, None, "born")
    assert [own.column for own in problems(text(), columns)] == ["hogar", "barrio"]


def test_columns_that_are_not_named_are_not_read():
    columns = RegisterColumns("household", None, "district", None, None, None)
    assert next(read(columns=columns))[:6] == ("h1", "", "Chamberí", "", "", "")


def test_a_stream_is_read_like_bytes():
    assert list(read(io.BytesIO(text().encode()))) == list(read())


@pytest.mark.parametrize(
    ("on", "latest"),
    [
        (date(2026, 6, 1), date(2010, 6, 1)),
        (date(2028, 2, 29), date(2012, 2, 29)),
        (date(2026, 2, 28), date(2010, 2, 28)),
    ],
)
def test_sixteen_years_are_reached_on_the_birthday(on, latest):
    assert latest_birth(16, on) == latest


def test_on_29_february_those_born_on_1_march_are_not_there_yet():
    assert latest_birth(17, date(2028, 2, 29)) == date(2011, 2, 28)
