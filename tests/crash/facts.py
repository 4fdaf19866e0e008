"""What stands in the database and the folder, without what a clock or a serial number decides."""

from pathlib import Path
from typing import Any

from sqlalchemy import JSON, Integer, Table, select

from observatory import database, storage
from sortition import proofs

# Messages and second clicks: they say how something was asked for, not what was done.
LEFT_OUT = {"job", "sent_form"}
COUNTED = "id"
# Signed with the instant, so never the same twice; that they hold is checked by the inspection.
SIGNED = {"record_entry.signature", "record_entry.nodes"}
# E-mails carry their date; a second copy of one, with its Message-ID, is the price of none lost.
# Half a file with no name waits for the night.
KEPT_ASIDE = (".db", "record-heads", "signing-key", ".eml", storage.UNFINISHED)


def _is_clock(column: Any) -> bool:
    return isinstance(column.type, database.Moment)


def _without_seconds(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_seconds(own) for name, own in value.items() if name != "seconds"}
    return value


def _ranks(tables: list[Table]) -> dict[str, dict[Any, int]]:
    """Number each table's rows anew: a sequence has gaps where something was rolled back."""
    ranks = {}
    for table in tables:
        if COUNTED in table.c and isinstance(table.c.id.type, Integer):
            ids = database.session.scalars(select(table.c.id).order_by(table.c.id))
            ranks[table.name] = {own: rank for rank, own in enumerate(ids, start=1)}
    return ranks


def _target(column: Any, table: Table) -> str | None:
    if column.name == COUNTED and column.primary_key:
        return table.name
    return next((key.column.table.name for key in column.foreign_keys), None)


def _rows(table: Table, ranks: dict[str, dict[Any, int]], chance: set[str]) -> list[Any]:
    rows = []
    for row in database.session.execute(select(table).order_by(*table.primary_key)).mappings():
        found = {}
        for column in table.columns:
            target = _target(column, table)
            if _is_clock(column) or target in LEFT_OUT or f"{table.name}.{column.name}" in chance:
                continue
            value = row[column.name]
            if target in ranks and value is not None:
                value = ranks[target].get(value, value)
            is_json = isinstance(column.type, JSON)
            found[column.name] = repr(_without_seconds(value) if is_json else value)
        rows.append(found)
    return rows


def everything(folder: Path, chance: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return every row and every kept file, so that two states can be compared."""
    tables = [t for t in database.Base.metadata.sorted_tables if t.name not in LEFT_OUT]
    ranks = _ranks(tables)
    found = {table.name: _rows(table, ranks, SIGNED | set(chance)) for table in tables}
    found["files"] = sorted(
        proofs.sha256(path.read_bytes()).hex()
        for path in folder.rglob("*")
        if path.is_file() and not any(part in path.name for part in KEPT_ASIDE)
    )
    return {name: rows for name, rows in found.items() if rows}


def shown() -> list[str]:
    """Return every hash that somebody may have read by now; none may ever be gone.

    That of a list which a corrected one took the place of moves to another table.
    """
    hashes: set[str] = set()
    for table in database.Base.metadata.sorted_tables:
        for column in table.columns:
            if table.name not in LEFT_OUT and column.name.endswith("digest"):
                hashes |= set(database.session.scalars(select(column).where(column.is_not(None))))
    return sorted(hashes)
