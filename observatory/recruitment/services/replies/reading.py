"""Reading a file of replies: every problem of every row, or all replies."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from observatory.recruitment import rules
from observatory.recruitment.services.replies.checking import Checked, Checks
from observatory.recruitment.services.replies.saving import Reply
from sortition.errors import InputError, Problem
from sortition.quotas import Quotas
from sortition.register import iso_date
from sortition.tables import Table

FIXED = ("name", "contact", "channel", "replied_on")


@dataclass(frozen=True)
class Letters:
    """The numbers of the letters that were drawn, and of those that have a reply already.

    A reply bears a day from `first_day` to `last_day`, if they are fixed, and none after `today`.
    """

    drawn: set[int]
    answered: set[int]
    first_day: date | None = None
    last_day: date | None = None
    today: date = date.max


def columns_of(quotas: Quotas) -> tuple[str, ...]:
    """Return the header of a file of replies: letter, the quotas' features, and the rest."""
    return ("letter", *quotas.features, *FIXED, "own")


def read_replies(
    data: bytes, file: str, quotas: Quotas, letters: Letters
) -> list[tuple[int, Reply]]:
    """Return the replies of a file, each with its letter's number.

    Raises InputError with every problem of every row.
    """
    table = Table(data, file)
    missing = [name for name in columns_of(quotas)[:-1] if table.at(name) is None]
    if missing:
        raise InputError([table.missing(name) for name in missing])
    reader = _Reader(file, Checks(quotas), letters)
    replies, line = [], 0
    for line, cells in table:
        replies.append(reader.read(line, _named(table, cells, quotas)))
    problems = [*reader.problems, *table.problems]
    if not line:
        problems.append(Problem("no_rows", file, table.line))
    if problems:
        raise InputError(sorted(problems, key=lambda problem: problem.line or 0))
    return replies


def _named(table: Table, cells: list[str], quotas: Quotas) -> dict[str, str]:
    places = {name: table.at(name) for name in columns_of(quotas)}
    return {name: "" if at is None else cells[at] for name, at in places.items()}


class _Reader:
    """Reads row after row and gathers what is wrong."""

    def __init__(self, file: str, checks: Checks, letters: Letters) -> None:
        self.file, self.checks, self.letters = file, checks, letters
        self.problems: list[Problem] = []
        self.first: dict[int, int] = {}

    def read(self, line: int, row: Mapping[str, str]) -> tuple[int, Reply]:
        """Return a row's letter and reply; what is wrong with it is added to `problems`."""
        self.problems += self._blank(line, row)
        letter = self._letter(line, row["letter"])
        features = {
            name: self._take(line, name, self.checks.value(name, row[name]))
            for name in self.checks.values
        }
        return letter, Reply(
            features,
            name=self._check(line, "name", row["name"]),
            contact=self._check(line, "contact", row["contact"]),
            channel=self._check(line, "channel", row["channel"]),
            replied_on=self._date(line, row["replied_on"]),
            # Only a file may leave the own digits blank: the other channels ask for them.
            own=self._check(line, "own", row["own"] or rules.NO_DIGITS),
        )

    def _blank(self, line: int, row: Mapping[str, str]) -> Iterator[Problem]:
        for name in ("letter", *FIXED):
            if not row[name]:
                yield Problem("blank_name", self.file, line, name)

    def _check(self, line: int, column: str, text: str) -> str:
        # Blank cells have their own problem.
        return self._take(line, column, self.checks.of(column, text)) if text else ""

    def _take(self, line: int, column: str, checked: Checked) -> str:
        if checked.code:
            self._add(checked.code, line, column, checked.value, **checked.params)
        return checked.value

    def _add(self, code: str, line: int, column: str, value: str, **params: object) -> None:
        self.problems.append(Problem(code, self.file, line, column, value or None, params))

    def _letter(self, line: int, text: str) -> int:
        number = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
        if not text:
            pass
        elif number not in self.letters.drawn:
            self._add("unknown_letter", line, "letter", text)
        elif number in self.letters.answered:
            self._add("already_answered", line, "letter", text)
        elif number in self.first:
            self._add("second_reply", line, "letter", text, first_line=self.first[number])
        self.first.setdefault(number, line)
        return number

    def _date(self, line: int, text: str) -> date | None:
        day = iso_date(text)
        if day is None:
            if text:
                self._add("not_a_date", line, "replied_on", text)
            return None
        found = date.fromisoformat(day)
        first, last = self.letters.first_day, self.letters.last_day
        if first and found < first:
            self._add("early_reply", line, "replied_on", text, first=first.isoformat())
        elif last and found > last:
            self._add("late_reply", line, "replied_on", text, last=last.isoformat())
        elif found > self.letters.today:
            self._add("day_to_come", line, "replied_on", text)
        return found
