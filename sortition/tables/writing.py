"""Writing tables that spreadsheets open safely."""

import csv
from collections.abc import Iterable, Sequence
from typing import Any, TextIO

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_table(stream: TextIO, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write CSV (comma, line feed) in which no cell can run as a spreadsheet's formula.

    Text that begins with = + - @, a tab or a carriage return gets a leading apostrophe.
    """
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow([_harmless(cell) for cell in header])
    writer.writerows([_harmless(cell) for cell in row] for row in rows)


def _harmless(cell: Any) -> Any:
    if not isinstance(cell, str):
        return cell
    guarded = f"'{cell}" if cell.startswith(_FORMULA) else cell
    return guarded.replace("\r\n", "\n").replace("\r", "\n")  # the writer leaves \r unquoted


def unguarded(cell: str) -> str:
    """Return a cell of our own tables as it was before `write_table` made it harmless."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA) else cell
