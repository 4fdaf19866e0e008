"""Workbooks as clerks save them: the same rows as CSV, and sentences for what misleads."""

import pytest

from sortition import InputError
from sortition.tables import Table, read_people, read_quotas
from tests.sortition.workbooks import workbook

QUOTAS = [["feature", "value", "min", "max"], ["sex", "f", 1, 2.0], [], ["sex", " m ", 1, 2]]


def refusal_of(data):
    with pytest.raises(InputError) as refusal:
        list(Table(data, "book.xlsx"))
    return [(p.code, p.line, p.value) for p in refusal.value.problems]


def test_quotas_are_read_from_a_workbook_with_their_lines():
    quotas = read_quotas(workbook(QUOTAS), "q.xlsx")
    assert [(q.value, q.minimum, q.maximum) for q in quotas] == [("f", 1, 2), ("m", 1, 2)]
    assert quotas.lines == (2, 4)


def test_whole_numbers_have_no_decimal_point():
    rows = [["unique_id", "postcode", "share"], [17, 28013, 0.5], ["a", 28014, 12345678901]]
    people = read_people(workbook(rows), "p.xlsx")
    assert people.ids == ("17", "a")
    assert [dict(row)["postcode"] for row in people.rows] == ["28013", "28014"]
    assert [dict(row)["share"] for row in people.rows] == ["0.5", "12345678901"]


def test_a_number_beside_texts_with_zeros_in_front_may_have_lost_its_own():
    rows = [["id", "area"], [1, "08001"], [2, 8002], [3, 28013]]
    assert refusal_of(workbook(rows)) == [("lost_zeros", 3, "8002")]


def test_a_postcode_shorter_than_the_others_may_have_lost_its_zero():
    rows = [["id", "Postcode"], [1, 28013], [2, 8002]]
    assert refusal_of(workbook(rows)) == [("lost_zeros", 3, "8002")]


def test_numbers_of_any_length_are_fine_elsewhere():
    rows = [["id", "age"], [1, 9], [2, 100]]
    assert [cells for _, cells in Table(workbook(rows), "p.xlsx")] == [["1", "9"], ["2", "100"]]


def test_a_hidden_sheet_is_named():
    assert refusal_of(workbook(QUOTAS, QUOTAS, hidden=[2])) == [("hidden_sheet", None, "S2")]


def test_of_several_sheets_none_is_guessed():
    assert refusal_of(workbook(QUOTAS, QUOTAS)) == [("many_sheets", None, None)]


def test_empty_sheets_beside_the_one_with_rows_do_not_matter():
    assert len(read_quotas(workbook([], QUOTAS), "q.xlsx")) == 2


def test_merged_cells_are_named_all_at_once():
    found = refusal_of(workbook(QUOTAS, merged=["A2:A4", "AA5:AB5"]))
    assert found == [("merged_cells", 2, "A2:A4"), ("merged_cells", 5, "AA5:AB5")]


def test_a_workbook_without_rows_is_empty():
    assert refusal_of(workbook([])) == [("empty_file", None, None)]


@pytest.mark.parametrize("data", [b"PK\x03\x04rest", b"\xd0\xcf\x11\xe0rest"])
def test_what_only_begins_like_a_workbook_is_refused(data):
    assert refusal_of(data) == [("not_text", None, None)]
