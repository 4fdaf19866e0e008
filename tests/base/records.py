"""Records for tests, and the hand of somebody who may change what only the database guards."""

from typing import Any

from sqlalchemy import text

from observatory import record
from observatory.database import session
from observatory.record import RecordEntry

GUARDS = ("record_entry_unchanged", "record_entry_kept")


def fill(count: int) -> list[RecordEntry]:
    """Enter so many acts, and commit each: its head leaves the database."""
    made = []
    for number in range(count):
        made.append(record.append("closing_moved", {"reason": f"Número {number}", "days": number}))
        session.commit()
    return made


def unguard() -> None:
    """Take away the triggers, as whoever owns the database can."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("ALTER TABLE record_entry DISABLE TRIGGER USER"))
    else:
        for name in GUARDS:
            session.execute(text(f"DROP TRIGGER IF EXISTS {name}"))


def tamper(at: int, /, **values: Any) -> None:
    """Set columns of an entry to other values."""
    unguard()
    columns = ", ".join(f"{name} = :{name}" for name in values)
    statement = f"UPDATE record_entry SET {columns} WHERE number = :at"
    session.execute(text(statement), {**values, "at": at})
    session.commit()
    session.expire_all()


def remove(number: int) -> None:
    """Remove an entry."""
    unguard()
    session.execute(text("DELETE FROM record_entry WHERE number = :at"), {"at": number})
    session.commit()
    session.expire_all()
