"""The tables clerks have, read as they are, with errors that name file, line, column and value.

UTF-8 with or without byte-order mark, UTF-16 with one, else Windows-1252 or Latin-1; comma,
semicolon or tab; headers in any case; workbooks (XLSX) with one sheet.
"""

from sortition.tables.people import People, read_ids, read_people
from sortition.tables.quotas import read_quotas
from sortition.tables.rows import Source, Table
from sortition.tables.shares import read_factors, read_shares
from sortition.tables.writing import write_table

__all__ = [
    "People",
    "Source",
    "Table",
    "read_ids",
    "read_people",
    "read_quotas",
    "read_factors",
    "read_shares",
    "write_table",
]
