"""Columns that are read as they stand, whatever stands there: for rows that may be damaged.

SQLite keeps any bytes in any column; reading them as text or as a moment would fail.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, String, Text, type_coerce
from sqlalchemy.engine import Dialect
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeDecorator

from observatory.database import Moment

YEARS = range(1900, 9999)  # beyond them a zone's difference leads out of the calendar


class _Bytes(FunctionElement[Any]):
    """A column's bytes on SQLite; itself elsewhere."""

    inherit_cache = True


@compiles(_Bytes)
def _itself(element: _Bytes, compiler: Any, **options: Any) -> str:
    return str(compiler.process(element.clauses, **options))


@compiles(_Bytes, "sqlite")
def _as_bytes(element: _Bytes, compiler: Any, **options: Any) -> str:
    return f"CAST({compiler.process(element.clauses, **options)} AS BLOB)"


def _text(value: Any) -> Any:
    return value.decode("utf-8", "backslashreplace") if isinstance(value, bytes) else value


class StoredName(TypeDecorator[str]):
    """A short text; bytes that are no UTF-8 are read as \\x.. ."""

    impl = String
    cache_ok = True

    def column_expression(self, column: ColumnElement[Any]) -> ColumnElement[Any]:
        """Ask for the bytes, which any database gives."""
        return type_coerce(_Bytes(column), self)

    def process_result_value(self, value: Any, dialect: Dialect) -> str | None:
        """Read what can be read."""
        found: str | None = _text(value)
        return found


class StoredText(StoredName):
    """A long text of this kind."""

    impl = Text
    cache_ok = True


class StoredMoment(Moment):
    """An instant; None for what is none."""

    cache_ok = True

    def column_expression(self, column: ColumnElement[Any]) -> ColumnElement[Any]:
        """Ask for the bytes, which any database gives."""
        return type_coerce(_Bytes(column), self)

    def result_processor(self, dialect: Dialect, coltype: Any) -> Any:
        """Read what can be read."""
        read = super().result_processor(dialect, coltype)

        def process(value: Any) -> datetime | None:
            try:
                found: datetime | None = read(_text(value)) if read else value
            except (ValueError, TypeError):
                return None
            return found if found and found.year in YEARS else None

        return process
