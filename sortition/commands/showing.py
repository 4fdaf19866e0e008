"""Quotas and moves as the commands show and save them."""

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from sortition.errors import InputError
from sortition.quotas import Quotas
from sortition.reading import system_problem
from sortition.tables import write_table

Rows = list[list[Any]]


def as_rows(quotas: Quotas) -> tuple[list[str], Rows]:
    """Give quotas as the rows of a quota file, with the flex where any has one."""
    header = ["feature", "value", "min", "max"]
    rows = [[q.feature, q.value, q.minimum, q.maximum] for q in quotas]
    if any(quota.min_flex is not None for quota in quotas):
        header += ["min_flex", "max_flex"]
        rows = [
            [*row, *("" if flex is None else flex for flex in (quota.min_flex, quota.max_flex))]
            for row, quota in zip(rows, quotas, strict=True)
        ]
    return header, rows


def as_objects(quotas: Quotas) -> list[dict[str, Any]]:
    """Give quotas as JSON has them, by the names of the columns."""
    header, rows = as_rows(quotas)
    return [dict(zip(header, row, strict=True)) for row in rows]


def save_table(path: Path, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write a table as CSV; a file that cannot be written is an InputError."""
    stream = io.StringIO()
    write_table(stream, header, rows)
    save_text(path, stream.getvalue())


def save_text(path: Path, text: str) -> None:
    """Write a text; a file that cannot be written is an InputError."""
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise InputError([system_problem("cannot_write_file", path, error)]) from error


def as_csv(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> list[str]:
    """Give a table as lines of CSV."""
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows([header, *rows])
    return stream.getvalue().splitlines()


def in_columns(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> list[str]:
    """Align a table for reading: numbers to the right, text to the left."""
    cells = [list(header), *([str(cell) for cell in row] for row in rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    is_text = [any(ch.isalpha() for row in cells[1:] for ch in row[c]) for c in range(len(header))]
    return [
        "  ".join(
            cell.ljust(width) if text else cell.rjust(width)
            for cell, width, text in zip(row, widths, is_text, strict=True)
        ).rstrip()
        for row in cells
    ]
