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
    check_register,
    earliest_birth,
    find_eligible,
    guess_columns,
    hash_persons,
    latest_birth,
    make_frame,
    preview_register,
    read_exclusions,
    read_register,
)

COLUMNS = RegisterColumns("household", "person", "born", "district", ("section", "sex"))
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
        read(data, columns)
    return caught.value.problems


def frame(data=None, rules=RULES_OF_2026, strata=("district",), unit="household"):
    register = read(data)
    return make_frame(register, find_eligible(register, rules), strata, unit)


def listed(own):
    """Each unit's key and stratum, in the file's order."""
    strata = [own.strata[place] for place in own.stratum]
    return list(zip([key.decode() for key in own.keys], strata, strict=True))


def test_each_row_is_counted_by_one_rule_and_the_counts_add_up():
    found = find_eligible(read(), RULES_OF_2026)
    assert {rule: count for rule, count in found.counts.items() if count} == {
        "blank_household": 1,
        "born_unknown": 1,
        "too_young": 2,
        "other_district": 1,
        "eligible": 2,
    }
    assert sum(found.counts.values()) == found.rows == len(ROWS)
    assert tuple(found.counts) == RULES


def test_a_household_needs_one_eligible_person():
    assert listed(frame()) == [("h1", "Chamberí"), ("h2", "Latina")]
    assert frame().units_by_stratum == {"Chamberí": 1, "Latina": 1}


def test_without_rules_only_a_blank_household_is_refused():
    found = find_eligible(read(), EligibilityRules())
    assert (found.counts["eligible"], found.households) == (6, 5)
    assert frame(rules=EligibilityRules(), strata=()).units_by_stratum == {"": 5}


def test_strata_cross_columns():
    assert frame(strata=["Section", "district"]).strata == ("001 / Chamberí", "002 / Latina")


def test_a_household_in_two_strata_is_an_error_with_its_line():
    rows = [*ROWS, ["h1", "p8", "Latina", "002", "f", "1980-01-01"]]
    with pytest.raises(InputError) as caught:
        frame(text(rows))
    (problem,) = caught.value.problems
    assert (problem.code, problem.line, problem.value) == ("two_strata", 9, "Latina")
    assert problem.params == {"first": "Chamberí"}


def test_the_snapshot_does_not_depend_on_how_the_file_is_written():
    shuffled = random.Random(1).sample(ROWS, len(ROWS))
    turned = [row[::-1] for row in shuffled]
    other = text(turned, [own.upper() for own in HEADER[::-1]], ";")
    spanish = text([[*r[:5], "/".join(reversed(r[5].split("-")))] for r in ROWS])
    first = read().snapshot
    assert read(other.encode("cp1252")).snapshot == first
    assert read(spanish.encode("utf-8-sig")).snapshot == first


@pytest.mark.parametrize("place", range(6))
def test_the_snapshot_changes_with_every_cell(place):
    rows = [list(row) for row in ROWS]
    rows[2][place] = "2001-01-01"
    assert read(text(rows)).snapshot != read().snapshot


def test_the_snapshot_counts_a_row_that_stands_twice():
    assert read(text([*ROWS, ROWS[0]])).snapshot != read().snapshot


def test_every_bad_date_is_named_with_its_line():
    rows = [["h", "p", "d", "s", "f", born] for born in ("1980-02-30", "31/12/1999", "soon")]
    found = [(own.code, own.line, own.column, own.value) for own in problems(text(rows))]
    assert found == [("not_a_date", 2, "born", "1980-02-30"), ("not_a_date", 4, "born", "soon")]


def test_of_very_many_problems_the_rest_is_counted():
    found = problems(text([["h", "p", "d", "s", "f", "x"]] * 250))
    assert len(found) == 21
    assert found[-1].sentence() == "register.csv, column born: and 230 more problems."


def test_columns_that_are_not_there_are_named_at_once():
    columns = RegisterColumns("Hogar", "person", "born", "barrio")
    assert sorted(own.column for own in problems(text(), columns)) == ["Hogar", "barrio"]


def test_columns_that_are_not_named_are_not_read():
    register = read(columns=RegisterColumns("household"))
    assert (register.persons, register.born, register.coded) == (None, None, {})


def test_a_stream_is_read_like_bytes():
    assert read(io.BytesIO(text().encode())).snapshot == read().snapshot


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


def test_nobody_older_than_ninety_counts_until_the_day_before_the_next_birthday():
    assert earliest_birth(90, date(2026, 6, 1)) == date(1935, 6, 2)


def test_a_dry_run_counts_each_kind_of_problem_and_names_its_first_rows():
    rows = [["h", "p", "d", "s", "f", "x"]] * 30 + [["h", "p", "d", "s", "f", "", "more"]] * 25
    check = check_register(text(rows), COLUMNS, "register.csv")
    assert (check.rows, check.register) == (55, None)
    assert check.findings.counts == {"not_a_date": 30, "long_row": 25}
    assert [own.line for own in check.findings.first("long_row")] == list(range(32, 52))


def test_columns_are_guessed_from_their_names_and_from_dates():
    header = ["Clave hogar", "DNI", "Nombre", "F.Nac.", "Distrito", "Sexo"]
    rows = [["1", "2", "Ana", "03/02/1980", "Centro", "f"], ["1", "3", "Eva", "", "Centro", "f"]]
    assert guess_columns(header, rows) == RegisterColumns(
        "Clave hogar", "DNI", "F.Nac.", "Distrito", ("Sexo",)
    )
    assert guess_columns(["Nombre"]) is None


def test_a_preview_shows_the_first_rows():
    preview = preview_register(text(), "register.csv", 2)
    assert preview.header == tuple(HEADER)
    assert preview.rows == (tuple(ROWS[0]), tuple(ROWS[1]))
    assert preview.guess == COLUMNS


def counts(rules, data=None):
    found = find_eligible(read(data), rules).counts
    return {rule: count for rule, count in found.items() if count}


def test_a_largest_age_refuses_those_who_are_older():
    rules = EligibilityRules(born_on_or_after=earliest_birth(56, date(2026, 6, 1)))
    assert counts(rules) == {"blank_household": 1, "born_unknown": 1, "eligible": 5}
    rules = EligibilityRules(born_on_or_after=earliest_birth(55, date(2026, 6, 1)))
    assert counts(rules)["too_old"] == 1


@pytest.mark.parametrize("key", [None, b"a key of the list"])
def test_listed_persons_are_known_by_their_hash_alone(key):
    listed = hash_persons(["p1", "p5", "stranger"], key)
    text_of = "hash\n" + "\n".join(own.hex() for own in listed.digests)
    again = read_exclusions(text_of, "list.csv", key)
    assert again == listed
    assert counts(EligibilityRules(excluded=again))["excluded"] == 2


def test_an_exclusion_list_of_plain_keys_is_refused():
    with pytest.raises(InputError) as caught:
        read_exclusions("person\np1\n", "list.csv")
    assert [(own.code, own.line) for own in caught.value.problems] == [("not_a_hash", 2)]


def test_institutions_are_listed_or_told_by_their_size():
    assert counts(EligibilityRules(institutions=frozenset({"h2", "none"})))["institution"] == 1
    rules = EligibilityRules(largest_household=1)
    assert counts(rules) == {"blank_household": 1, "institution": 2, "eligible": 4}


def test_only_persons_who_could_be_written_to_make_a_household_large():
    rules = EligibilityRules(born_on_or_before=date(2010, 6, 1), largest_household=1)
    assert "institution" not in counts(rules)


def test_a_rule_needs_the_column_it_is_about():
    register = read(columns=RegisterColumns("household"))
    rules = EligibilityRules(date(2000, 1, 1), frozenset({"x"}), excluded=hash_persons(["p"]))
    with pytest.raises(InputError) as caught:
        find_eligible(register, rules)
    assert [own.column for own in caught.value.problems] == ["born", "district", "person"]


def test_who_was_born_on_29_february_is_sixteen_on_1_march():
    data = text([["h", "p", "d", "s", "f", "2008-02-29"]])
    for on, rule in [(date(2024, 2, 28), "too_young"), (date(2024, 2, 29), "eligible")]:
        assert counts(EligibilityRules(latest_birth(16, on)), data) == {rule: 1}
    for on, rule in [(date(2025, 2, 28), "too_young"), (date(2025, 3, 1), "eligible")]:
        assert counts(EligibilityRules(latest_birth(17, on)), data) == {rule: 1}


def test_persons_are_drawn_only_by_a_key_that_stands_once():
    rows = [*ROWS, ["h9", "p1", "Latina", "002", "f", "1980-01-01"], ["h9", "", *ROWS[0][2:]]]
    with pytest.raises(InputError) as caught:
        frame(text(rows), EligibilityRules(), (), "person")
    found = [(own.code, own.line, own.value) for own in caught.value.problems]
    assert sorted(found) == [("blank_id", 10, None), ("duplicate_id", 9, "p1")]
    assert len(frame(text(), EligibilityRules(), (), "person")) == 6


def test_two_strata_of_one_name_are_refused():
    rows = [["h1", "p", "a / b", "c", "f", ""], ["h2", "p", "a", "b / c", "f", ""]]
    with pytest.raises(InputError) as caught:
        frame(text(rows), EligibilityRules(), ["district", "section"])
    assert [(own.code, own.value) for own in caught.value.problems] == [
        ("ambiguous_stratum", "a / b / c")
    ]
