"""Workbooks (XLSX, and what else calamine reads): the one sheet there is, as rows of text."""

import datetime
import re
import zipfile
from collections.abc import Iterator
from typing import Any, BinaryIO

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetVisibleEnum

from sortition.errors import InputError, Problem

SIGNATURES = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
LARGEST = 500_000_000  # bytes when unpacked: a small file can be a bomb
_POSTCODE = re.compile(r"post|zip|^c\.?p\.?$", re.IGNORECASE)


def is_workbook(stream: BinaryIO) -> bool:
    """Whether a stream begins as workbooks do."""
    stream.seek(0)
    start = stream.read(4)
    stream.seek(0)
    return start in SIGNATURES


def sheet_rows(stream: BinaryIO, file: str) -> Iterator[tuple[int, list[str]]]:
    """Give the rows of the only sheet as text, each with its number.

    Whole numbers lose the decimal point that workbooks give them.

    Raises
    ------
    InputError
        For what is no workbook, several sheets or hidden ones with content, merged cells, and
        numbers that may have lost zeros in front.
    """
    sheet = _only_sheet(_open(stream, file), file)
    cells = sheet.to_python(skip_empty_area=False)
    problems = [*_merged(sheet, file), *_lost_zeros(cells, file)]
    if problems:
        raise InputError(problems)
    rows = enumerate(cells, start=1)
    return ((line, [as_text(cell) for cell in row]) for line, row in rows)


def _open(stream: BinaryIO, file: str) -> CalamineWorkbook:
    try:
        if zipfile.is_zipfile(stream):
            stream.seek(0)
            with zipfile.ZipFile(stream) as archive:
                unpacked = sum(entry.file_size for entry in archive.infolist())
            if unpacked > LARGEST:
                raise InputError([Problem("large_workbook", file)])
        stream.seek(0)
        return CalamineWorkbook.from_filelike(stream)
    except (CalamineError, zipfile.BadZipFile, OSError) as error:
        raise InputError([Problem("not_text", file)]) from error


def _only_sheet(book: CalamineWorkbook, file: str) -> CalamineSheet:
    """Take the sheet with content; which of several is meant nobody can know."""
    sheets = [(about, book.get_sheet_by_name(about.name)) for about in book.sheets_metadata]
    filled = [(about, sheet) for about, sheet in sheets if sheet.height]
    hidden = [about.name for about, _ in filled if about.visible != SheetVisibleEnum.Visible]
    if hidden:
        raise InputError(Problem("hidden_sheet", file, value=name) for name in hidden)
    if len(filled) > 1:
        names = ", ".join(about.name for about, _ in filled)
        raise InputError([Problem("many_sheets", file, params={"sheets": names})])
    if not filled:
        raise InputError([Problem("empty_file", file)])
    return filled[0][1]


def _merged(sheet: CalamineSheet, file: str) -> Iterator[Problem]:
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        cells = f"{_letters(left)}{top + 1}:{_letters(right)}{bottom + 1}"
        yield Problem("merged_cells", file, top + 1, None, cells)


def _letters(column: int) -> str:
    """Name a column as workbooks do: 0 is A, 26 is AA."""
    high, low = divmod(column, 26)
    return (_letters(high - 1) if high else "") + chr(ord("A") + low)


def _lost_zeros(cells: list[list[Any]], file: str) -> Iterator[Problem]:
    """Find numbers in columns whose texts, or whose name, say that zeros in front count.

    Only where they differ in length from the others: otherwise nothing is lost.
    """
    for column in zip(*cells, strict=True):
        name = next((cell for cell in column if cell != ""), "")
        texts = [c for c in column if isinstance(c, str) and re.fullmatch(r"0[0-9]+", c.strip())]
        numbers = [(i, as_text(c)) for i, c in enumerate(column, 1) if _is_whole(c)]
        if not texts and not (isinstance(name, str) and _POSTCODE.search(name)):
            continue
        width = max([len(text) for _, text in numbers] + [len(c.strip()) for c in texts], default=0)
        for line, text in numbers:
            if len(text) < width:
                yield Problem("lost_zeros", file, line, str(name), text)


def _is_whole(cell: Any) -> bool:
    return isinstance(cell, (int, float)) and not isinstance(cell, bool) and cell % 1 == 0


def as_text(cell: Any) -> str:
    """Write a cell as a table of text has it: whole numbers without a point, dates by ISO 8601."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if _is_whole(cell):
        return str(int(cell))
    if isinstance(cell, datetime.datetime) and cell.time() == datetime.time():
        return cell.date().isoformat()
    if isinstance(cell, (datetime.date, datetime.time)):
        return cell.isoformat()
    return str(cell)
