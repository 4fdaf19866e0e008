"""Small XLSX files, written by hand so that no reader shares the writer's mistakes."""

import io
import zipfile
from xml.sax.saxutils import escape

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def workbook(*sheets, hidden=(), merged=()):
    """Write sheets, each a list of rows of text and numbers, into one workbook."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("[Content_Types].xml", _types(len(sheets)))
        archive.writestr("_rels/.rels", _relations([("officeDocument", "xl/workbook.xml")]))
        parts = [("worksheet", f"worksheets/sheet{i}.xml") for i in range(1, len(sheets) + 1)]
        archive.writestr("xl/_rels/workbook.xml.rels", _relations(parts))
        archive.writestr("xl/workbook.xml", _book(len(sheets), hidden))
        for i, rows in enumerate(sheets, start=1):
            archive.writestr(f"xl/worksheets/sheet{i}.xml", _sheet(rows, merged))
    return stream.getvalue()


def _types(count):
    parts = [("/xl/workbook.xml", "sheet.main")]
    parts += [(f"/xl/worksheets/sheet{i}.xml", "worksheet") for i in range(1, count + 1)]
    own = "".join(
        f'<Override PartName="{name}" ContentType="{TYPES}.{kind}+xml"/>' for name, kind in parts
    )
    rels = "application/vnd.openxmlformats-package.relationships+xml"
    known = f'<Default Extension="rels" ContentType="{rels}"/>'
    return f'<Types xmlns="{PACKAGE}/content-types">{known}{own}</Types>'


def _relations(parts):
    own = "".join(
        f'<Relationship Id="rId{i}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for i, (kind, target) in enumerate(parts, start=1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{own}</Relationships>'


def _book(count, hidden):
    sheets = "".join(
        f'<sheet name="S{i}" sheetId="{i}" r:id="rId{i}"'
        + (' state="hidden"/>' if i in hidden else "/>")
        for i in range(1, count + 1)
    )
    return f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{sheets}</sheets></workbook>'


def _sheet(rows, merged):
    body = "".join(f'<row r="{r}">{_cells(r, row)}</row>' for r, row in enumerate(rows, start=1))
    ranges = "".join(f'<mergeCell ref="{cells}"/>' for cells in merged)
    merges = f"<mergeCells>{ranges}</mergeCells>" if merged else ""
    return f'<worksheet xmlns="{MAIN}"><sheetData>{body}</sheetData>{merges}</worksheet>'


def _cells(r, row):
    return "".join(_cell(f"{chr(65 + c)}{r}", cell) for c, cell in enumerate(row))


def _cell(place, cell):
    if isinstance(cell, str):
        return f'<c r="{place}" t="inlineStr"><is><t>{escape(cell)}</t></is></c>'
    return f'<c r="{place}"><v>{cell}</v></c>'
