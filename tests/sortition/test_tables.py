"""The files clerks have, read as they are."""

import csv
import io
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sortition.errors import InputError
from sortition.quotas import Quota
from sortition.tables import Table, read_people, read_quotas, write_table

INSTANCES = Path(__file__).parents[1] / "data" / "instances"
QUOTAS = "category,name,min,max\nSección,Mujer,1,2\nSección,Año,0,3\n"
EXPECTED = (Quota("Sección", "Mujer", 1, 2), Quota("Sección", "Año", 0, 3))


def problems(reader, data, *args):
    with pytest.raises(InputError) as caught:
        reader(data, "file.csv", *args)
    return caught.value.problems


def codes(reader, data, *args):
    return [(own.code, own.line, own.column, own.value) for own in problems(reader, data, *args)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "latin-1", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_quotas_are_read_in_any_spelling(encoding, separator, end):
    data = QUOTAS.replace(",", separator).replace("\n", end).encode(encoding)
    assert read_quotas(data, "q.csv").quotas == EXPECTED


@pytest.mark.parametrize(
    "header",
    [
        "category,name,min,max", "feature,value,min,max", "category,feature,min,max",
        "Category,NAME,Min,MAX", " Feature , Value ,min,max", '"category","name","min","max"',
        "sep=,\ncategory,name,min,max",
    ],
)  # fmt: skip
def test_quotas_are_read_in_any_layout(header):
    data = QUOTAS.replace("category,name,min,max", header)
    assert read_quotas(data, "q.csv").quotas == EXPECTED


def test_accents_typed_in_two_ways_are_the_same_text():
    data = QUOTAS.replace("ñ", "n\u0303").encode()
    assert read_quotas(data, "q.csv").quotas == EXPECTED


def test_other_columns_and_rows_without_a_feature_are_ignored():
    data = "note,max,min,name,category\nx,2,1,a,f\n,,,,\nsource: census,,,,\n,,,,,far away\n"
    quotas = read_quotas(data, "q.csv")
    assert quotas.quotas == (Quota("f", "a", 1, 2),)
    assert quotas.lines == (2,)


def test_flexible_bounds_are_read_where_both_are_given():
    data = "feature,value,min,max,min_flex,max_flex\nf,a,1,2,0,5\nf,b,1,2,,\n"
    first, second = read_quotas(data, "q.csv").quotas
    assert (first.min_flex, first.max_flex) == (0, 5)
    assert (second.min_flex, second.max_flex) == (None, None)


@pytest.mark.parametrize("folder", sorted(path.name for path in INSTANCES.iterdir()))
def test_the_instances_are_read_and_fit_their_panel(folder):
    file = next(INSTANCES.glob(f"{folder}/[cf]*s.csv"))
    quotas = read_quotas(file.read_bytes(), file.name)
    assert quotas.problems(int(folder.rsplit("_", 1)[1]), file.name) == []


def test_all_problems_of_a_quota_file_are_named_at_once():
    data = (
        "feature,value,min,max,min_flex,max_flex\nf,a,one,2,,\n\nf,,1,,,\nf,b,1,2,0,\n"
        "f,c,1,3,2,2\nf,d,1,2,,,,more\n"
    )
    assert codes(read_quotas, data) == [
        ("not_whole_number", 2, "min", "one"),
        ("blank_name", 4, "value", None),
        ("not_whole_number", 4, "max", ""),
        ("one_flex", 5, "min_flex", "0"),
        ("flex_inside", 6, "min_flex", "2"),
        ("flex_inside", 6, "max_flex", "2"),
        ("long_row", 7, None, None),
    ]


def test_missing_quota_columns_are_named_with_those_that_are_there():
    missing = problems(read_quotas, "sex,lower,max_flex\nf,1,1\n")
    assert [own.code for own in missing] == [
        "no_such_column", "no_such_column", "no_quota_columns", "one_flex",
    ]  # fmt: skip
    assert missing[0].sentence() == (
        "file.csv, line 1, column min: there is no such column; the header has "
        "sex, lower, max_flex."
    )


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty_file"),
        (b"\n;;\n", "empty_file"),
        (b"PK\x03\x04 a workbook", "not_text"),
        (b"a,b\n\x00\x01", "not_text"),
        (b"a,b,A\n1,2,3\n", "duplicate_column"),
        (b'a,b\n1,"2\n3,4\n', "broken_row"),
        (b"a,b\n", "no_rows"),
        (b"a,b\n1,2,3\n", "long_row"),
        (b"\xff\xfea", "broken_row"),
    ],
)
def test_what_is_no_table_is_refused_with_the_reason(data, code):
    assert [own.code for own in problems(read_people, data)] == [code]


def test_a_row_that_is_never_closed_is_named_by_its_first_line():
    assert codes(read_people, 'a,b\n1,"2\n3,4\n')[0][1] == 2


def test_the_line_counts_line_breaks_inside_cells():
    people = read_people('\na,b\n1,"two\nlines"\n\n2,c\n', "p.csv")
    assert people.lines == (3, 6)
    assert people.rows[0] == {"a": "1", "b": "two\nlines"}


@pytest.mark.parametrize("known", ["nationbuilder_id", "UNIQUE_ID", "Unique_Id"])
def test_a_known_id_column_gives_the_ids(known):
    assert read_people(f"name,{known}\nAna,x\nEva,y\n", "p.csv").ids == ("x", "y")


def test_a_named_id_column_comes_before_a_known_one():
    people = read_people("unique_id,Code\n1,x\n2,y\n", "p.csv", "code")
    assert people.ids == ("x", "y")


def test_without_an_id_column_the_row_number_is_the_id():
    assert read_people("sex\nf\n\nm\n", "p.csv").ids == ("1", "2")


def test_an_id_column_that_is_not_there_is_refused():
    assert codes(read_people, "a\n1\n", "code") == [("no_such_column", 1, "code", None)]


def test_blank_and_repeated_ids_are_named_at_once():
    data = "unique_id,sex\nx,f\n,f\nx,m\n"
    assert codes(read_people, data) == [
        ("blank_id", 3, "unique_id", None),
        ("duplicate_id", 4, "unique_id", "x"),
    ]


def test_a_stream_stays_open_for_the_one_who_opened_it():
    stream = io.BytesIO("é\n1\n".encode("cp1252"))
    assert [cells for _, cells in Table(stream, "f.csv")] == [["1"]]
    assert stream.seek(0) == 0


def test_a_byte_that_is_not_utf8_is_found_far_down_the_file():
    data = b"name\n" + b"a\n" * 1_000_000 + "Muñoz\n".encode("cp1252")
    assert list(Table(data, "f.csv"))[-1] == (1_000_002, ["Muñoz"])


def test_a_letter_cut_in_two_by_a_chunk_is_still_utf8():
    data = b"name\n" + b"aaa\n" * (1 << 18)
    data = data[: (1 << 20) - 1] + "ñ\n".encode()
    assert list(Table(data, "f.csv"))[-1][1][0].endswith("ñ")


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "\tx", "\rx"])
def test_no_written_cell_runs_as_a_formula(cell):
    stream = io.StringIO()
    write_table(stream, ["a", "b"], [[cell, -1]])
    rows = list(csv.reader(io.StringIO(stream.getvalue(), newline="")))
    assert rows == [["a", "b"], ["'" + cell.replace("\r", "\n"), "-1"]]


cells = st.text(st.characters(codec="utf-8", exclude_characters="\x00\r"), max_size=8)
cells = cells.map(lambda text: unicodedata.normalize("NFC", f"x{text}").strip())


@given(st.lists(st.tuples(cells, cells), min_size=1, max_size=6))
def test_what_is_written_is_read_back(rows):
    stream = io.StringIO()
    write_table(stream, ["one", "two"], rows)
    assert [tuple(row) for _, row in Table(stream.getvalue(), "t.csv")] == rows


@pytest.mark.parametrize("reader", [read_people, read_quotas])
@given(data=st.binary(max_size=60) | st.text('ab,;\t"\n\r\ufeffé ', max_size=40).map(str.encode))
def test_whatever_the_bytes_the_answer_is_a_table_or_sentences(reader, data):
    found = ()
    try:
        reader(data, "f.csv")
    except InputError as error:
        found = error.problems
    assert all(own.sentence().startswith("f.csv") for own in found)
