"""Reading registers: blocks cut by arrays give what the csv module and hashlib give by hand."""

import csv
import hashlib
import io
import sys
import unicodedata
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sortition.errors import InputError
from sortition.register import (
    RegisterColumns,
    check_register,
    iso_date,
    preview_register,
    read_register,
    text,
)
from sortition.register.coding import plain_days
from tests.sortition.workbooks import workbook

HEADER = ["Household", "note", "Person", "district"]
COLUMNS = RegisterColumns("household", "person", None, "district")
CELLS = st.text(alphabet='ab7 \t"\n,;\u00e9e\u0301\u00a0\u2003\u0645', max_size=5)
ROWS = st.lists(st.lists(CELLS, min_size=4, max_size=4), max_size=12)


@pytest.fixture(autouse=True)
def small_blocks(monkeypatch):
    """Cut files into blocks of some bytes, so that rows, quotes and letters cross their ends."""
    monkeypatch.setattr(text, "BLOCK", 16)


def written(rows, separator=",", quoting=csv.QUOTE_MINIMAL, newline="\n", header=HEADER):
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=separator, quoting=quoting, lineterminator=newline)
    writer.writerows([header, *rows])
    return stream.getvalue()


def used(row):
    return row[0].strip(), row[2].strip(), row[3].strip()


def snapshot(rows):
    """The definition of the snapshot, by hand."""
    clean = [[unicodedata.normalize("NFC", cell).strip() for cell in row] for row in rows]
    kept = ["\x1f".join((row[3], row[0], row[2])) for row in clean if any(used(row))]
    hashes = b"".join(sorted(hashlib.sha256(row.encode()).digest() for row in kept))
    parts = [b"observatory-draw-v1", b"snapshot", b"district\x1fhousehold\x1fperson", hashes]
    return hashlib.sha256(b"".join(len(p).to_bytes(8, "big") + p for p in parts)).hexdigest()


@given(
    ROWS,
    st.sampled_from(",;\t|"),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC]),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.booleans(),
)
def test_any_spelling_of_a_table_gives_the_snapshot_of_its_cells(
    rows, separator, quoting, end, bom
):
    if end == "\r":  # else the csv module writes newlines bare
        quoting = csv.QUOTE_ALL
    data = written(rows, separator, quoting, end).encode("utf-8-sig" if bom else "utf-8")
    check = check_register(data, COLUMNS, "r.csv")
    filled = [row for row in rows if any(used(row))]
    assert check.rows == len(filled)
    if filled:
        assert check.register.snapshot == snapshot(rows)
        assert check.register.households.tolist() == [
            unicodedata.normalize("NFC", row[0]).strip().encode() for row in filled
        ]


@given(st.text(alphabet='ab" ,\n\r\u00e9', max_size=60))
def test_whatever_stands_in_a_file_it_is_read_as_the_csv_module_reads_it(body):
    data = ",".join(HEADER) + "\n" + body
    try:
        rows = list(csv.reader(io.StringIO(data, newline=""), strict=True))[1:]
    except csv.Error:
        with pytest.raises(InputError) as caught:
            read_register(data, COLUMNS, "r.csv")
        assert "broken_row" in {own.code for own in caught.value.problems}
        return
    cells = [[cell.strip() for cell in row] + [""] * (4 - len(row)) for row in rows]
    check = check_register(data, COLUMNS, "r.csv")
    long = sum(any(row[4:]) for row in cells)
    assert check.findings.counts["long_row"] == long
    if check.register:
        assert check.register.snapshot == snapshot([row[:4] for row in cells])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "latin-1", "utf-16"])
def test_every_encoding_gives_the_same_snapshot(encoding):
    rows = [
        ["h1", "x", "p1", "Chamberí"],
        ["h2", "", "p2", "Peñagrande"],
        ["h3", "", "p3", "Usera"],
    ]
    assert read_register(written(rows).encode(encoding), COLUMNS, "r").snapshot == snapshot(rows)


def test_a_line_of_excel_names_any_separator():
    rows = [["h1", "x", "p1", "Centro"]]
    for separator in "^~¦":
        data = f"sep={separator}\n" + written(rows, separator)
        assert read_register(data, COLUMNS, "r.csv").snapshot == snapshot(rows)


def test_each_row_knows_its_line_after_cells_of_several_lines_and_blank_ones():
    data = (
        'household,note,person,district\nh1,"a\nb",p1,x\n\nh2,,p2,x\n\n\nh3,"a\n\nb",p3,x\nh4,,,x'
    )
    assert read_register(data, COLUMNS, "r.csv").lines.tolist() == [2, 5, 8, 11]


def test_short_rows_are_filled_and_further_blank_cells_do_not_count():
    data = "household,note,person,district\nh1\nh2,,p2,x,,\n"
    assert read_register(data, COLUMNS, "r.csv").snapshot == snapshot(
        [["h1", "", "", ""], ["h2", "", "p2", "x"]]
    )


def test_cells_that_cannot_be_kept_are_named():
    data = f"household,note,person,district\nh1,,p\x1f1,{'x' * 201}\n"
    with pytest.raises(InputError) as caught:
        read_register(data, COLUMNS, "r.csv")
    found = [(own.code, own.line, own.column) for own in caught.value.problems]
    assert sorted(found) == [("control_character", 2, "person"), ("long_cell", 2, "district")]


def test_problems_of_all_kinds_are_gathered_from_one_reading():
    data = 'household,born\nh1,soon\nh2,1980-01-01,x\nh3,never\n"h4,1980-01-01\n'
    check = check_register(data, RegisterColumns("household", born="born"), "r.csv")
    assert check.findings.counts == {"not_a_date": 2, "long_row": 1, "broken_row": 1}
    assert check.register is None


def test_two_rows_whose_hashes_begin_alike_are_sorted_whole():
    import numpy as np

    from sortition.register.digests import order_of

    tied = np.zeros((3, 32), np.uint8)
    tied[:, 31] = [3, 1, 2]
    assert order_of(tied).tolist() == [1, 2, 0]


PEOPLE = [
    ["007", "", "p1", "Chamberí"],
    ["0012", "x", "p2", "Peñagrande"],
    ["h 3", "", "", "Usera"],
]
WITH_DATES = RegisterColumns("household", "person", "born", "district")


def dated(rows):
    return written(
        [[*row, day] for row, day in zip(rows, DAYS, strict=True)], header=[*HEADER, "born"]
    )


DAYS = ["1980-05-01", "", "2000-02-29"]


def test_a_workbook_gives_the_snapshot_of_the_same_table_in_csv():
    cells = [[*row, day] for row, day in zip(PEOPLE, DAYS, strict=True)]
    data = workbook([[*HEADER, "born"], *cells])
    from_csv = read_register(dated(PEOPLE), WITH_DATES, "r.csv")
    assert read_register(data, WITH_DATES, "r.xlsx").snapshot == from_csv.snapshot


def test_numbers_of_a_workbook_that_may_have_lost_zeros_are_refused():
    data = workbook([HEADER, ["007", "", "p1", "x"], [12, "", "p2", "x"]])
    with pytest.raises(InputError) as caught:
        read_register(data, COLUMNS, "r.xlsx")
    assert [(own.code, own.line, own.value) for own in caught.value.problems] == [
        ("lost_zeros", 3, "12")
    ]


def parquet(rows, born):
    polars = pytest.importorskip("polars")
    stream = io.BytesIO()
    columns = {name: [row[at] for row in rows] for at, name in enumerate(HEADER)}
    polars.DataFrame({**columns, "born": born}).write_parquet(stream)
    return stream.getvalue()


def test_parquet_gives_the_snapshot_of_the_same_table_in_csv():
    days = [date.fromisoformat(day) if day else None for day in DAYS]
    from_csv = read_register(dated(PEOPLE), WITH_DATES, "r.csv").snapshot
    empty = [["", "", "", ""]]
    assert read_register(parquet(PEOPLE, days), WITH_DATES, "r.parquet").snapshot == from_csv
    blank = parquet([*empty, *PEOPLE], [None, *days])
    assert read_register(blank, WITH_DATES, "r.parquet").lines.tolist() == [2, 3, 4]
    none = [[cell or None for cell in row] for row in PEOPLE]
    assert read_register(parquet(none, DAYS), WITH_DATES, "r.parquet").snapshot == from_csv
    preview = preview_register(io.BytesIO(parquet(PEOPLE, days)), "r.parquet", 2)
    assert (preview.encoding, preview.separator) == (None, None)
    assert preview.rows == tuple((*row, day) for row, day in zip(PEOPLE[:2], DAYS, strict=False))


def test_a_broken_parquet_file_is_refused_in_a_sentence():
    pytest.importorskip("polars")
    with pytest.raises(InputError) as caught:
        read_register(b"PAR1 and no more", COLUMNS, "r.parquet")
    assert [own.code for own in caught.value.problems] == ["broken_parquet"]


def test_without_polars_a_sentence_says_how_to_install_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(InputError) as caught:
        read_register(b"PAR1", COLUMNS, "r.parquet")
    assert "pip install polars" in str(caught.value)


@given(st.text(alphabet="0123456789-/: b", min_size=10, max_size=10))
def test_dates_read_at_once_are_those_that_the_calendar_has(cell):
    _agree(cell)


@given(st.integers(0, 2101), st.integers(0, 13), st.integers(0, 32))
def test_days_that_no_month_has_are_no_dates(year, month, day):
    _agree(f"{year:04}-{month:02}-{day:02}")


def _agree(cell):
    found = plain_days(np.array([b"1999-12-31", b"", cell.encode()], "S10"))
    day = iso_date(cell) if cell[4] == cell[7] == "-" else None
    expected = None if day is None else [19991231, 0, int(day.replace("-", ""))]
    assert (None if found is None else found.tolist()) == expected


def test_notes_below_the_table_are_no_rows():
    data = written([*PEOPLE, ["", "Source: city", "", ""], ["", "", "", ""]])
    assert read_register(data, COLUMNS, "r.csv").snapshot == snapshot(PEOPLE)


def test_a_preview_says_how_a_file_is_written():
    preview = preview_register(written(PEOPLE, ";").encode("cp1252"), "r.csv")
    assert (preview.encoding, preview.separator) == ("cp1252", ";")
