"""Names and addresses for the windows of the envelopes: only where switched on, until deleted."""

from sqlalchemy import delete, insert, select

from observatory import record
from observatory.database import session
from observatory.errors import N_, RuleBroken
from observatory.recruitment import queries
from observatory.recruitment.models import Address, Invitation, Recruitment
from observatory.recruitment.services.letters.printing import ADDRESS_CELLS
from sortition.errors import InputError, Problem
from sortition.quotas import fold
from sortition.tables import Table

# Columns of our own list that are no part of an address.
NOT_LINES = {"number", "letter", "household", "stratum", "rank", "leaf", "order", "person"}
LONGEST = 120


class AddressesOff(RuleBroken):
    """Without the switch no name and no address is kept here."""

    code = "addresses_off"
    message = N_("Addresses are not kept here. Switch that on in the text of the letters first.")


def import_addresses(recruitment: Recruitment, data: bytes, file_name: str) -> int:
    """Keep the address of each drawn household of a file; a former file is replaced.

    Raises InputError with every problem of the file; then nothing is saved.
    """
    settings = queries.find_settings(recruitment)
    if settings is None or not settings.keeps_addresses:
        raise AddressesOff
    reader = _Reader(recruitment, Table(data, file_name))
    rows = reader.read()
    drop_addresses(recruitment)
    session.execute(insert(Address), rows)
    content = {"recruitment": recruitment.id, "addresses": len(rows)}
    record.append("addresses_imported", content, recruitment.body_id)
    return len(rows)


def drop_addresses(recruitment: Recruitment) -> int:
    """Delete all addresses of a recruitment and return how many there were."""
    count = queries.count_addresses(recruitment)
    letters = select(Invitation.id).where(Invitation.recruitment_id == recruitment.id)
    session.execute(delete(Address).where(Address.invitation_id.in_(letters)))
    return count


def delete_addresses(recruitment: Recruitment) -> int:
    """Delete the addresses after printing, and enter that in the record."""
    count = drop_addresses(recruitment)
    if count:
        content = {"recruitment": recruitment.id, "addresses": count}
        record.append("addresses_deleted", content, recruitment.body_id)
    return count


class _Reader:
    """Reads row after row and gathers what is wrong."""

    def __init__(self, recruitment: Recruitment, table: Table) -> None:
        self.table = table
        self.problems: list[Problem] = []
        self.first: dict[int, int] = {}
        self.key = next((own for own in ("letter", "number", "household") if self.at(own)), "")
        if not self.key:
            raise InputError([table.missing("letter")])
        self.letters = {
            fold(str(getattr(row, "household" if self.key == "household" else "number"))): row.id
            for row in queries.list_letter_keys(recruitment)
        }
        self.places = [
            place for place, name in enumerate(table.names) if fold(name) not in NOT_LINES
        ]

    def at(self, name: str) -> bool:
        """Tell whether the file has a column."""
        return self.table.at(name) is not None

    def read(self) -> list[dict[str, object]]:
        """Return the rows of the table `address`."""
        rows = [self._row(line, cells) for line, cells in self.table]
        if not rows:
            self.problems.append(Problem("no_rows", self.table.file, self.table.line))
        self.problems += self.table.problems
        if self.problems:
            raise InputError(sorted(self.problems, key=lambda problem: problem.line or 0))
        return rows

    def _row(self, line: int, cells: list[str]) -> dict[str, object]:
        typed = cells[self.table.at(self.key) or 0]
        key = fold(typed if self.key == "household" else typed.lstrip("0"))
        letter = self.letters.get(key)
        lines = [cells[place] for place in self.places if cells[place]]
        if letter is None:
            self._add("unknown_letter", line, self.key, typed)
        elif letter in self.first:
            self._add("second_address", line, self.key, typed, first_line=self.first[letter])
        if not lines:
            self._add("no_address", line, self.key, typed)
        elif len(lines) > ADDRESS_CELLS or max(map(len, lines)) > LONGEST:
            most = {"most": ADDRESS_CELLS, "longest": LONGEST}
            self._add("long_address", line, self.key, typed, **most)
        self.first.setdefault(letter or 0, line)
        return {"invitation_id": letter, "lines": lines}

    def _add(self, code: str, line: int, column: str, value: str, **params: object) -> None:
        self.problems.append(Problem(code, self.table.file, line, column, value, params))
