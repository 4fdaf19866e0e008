"""A register as a workbook or as Parquet goes the same way, and gives the same hash."""

import io

import polars
import pytest

from observatory.recruitment import queries
from tests.recruitment import cases
from tests.sortition.workbooks import workbook

ROWS = [line.split(",") for line in cases.REGISTER.decode().splitlines()]


def as_workbook() -> bytes:
    return workbook(ROWS)


def as_parquet() -> bytes:
    stream = io.BytesIO()
    columns = {name: [row[at] for row in ROWS[1:]] for at, name in enumerate(ROWS[0])}
    polars.DataFrame(columns).write_parquet(stream)
    return stream.getvalue()


@pytest.mark.parametrize(("name", "made_by"), [("r.xlsx", as_workbook), ("r.parquet", as_parquet)])
def test_a_register_in_another_format_has_the_same_hash(clerk, made, name, made_by):
    room = f"/en/town/recruitments/{made.id}"
    cases.send_register(clerk, room, cases.REGISTER)
    clerk.post(f"{room}/register/take")
    first = queries.find_register(made).digest
    cases.send_register(clerk, room, made_by(), name)
    clerk.post(f"{room}/register/take")
    second = queries.find_register(made)
    assert (second.file_name, second.digest) == (name, first)
    assert second.persons == len(ROWS) - 1
