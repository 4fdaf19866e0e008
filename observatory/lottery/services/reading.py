"""Reading a file of replies: every problem of every row, or all replies."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from observatory.lottery import rules
from sortition.errors import DrawError, InputError, Problem
from sortition.personal import read_own
from sortition.quotas import Quotas, fold
from sortition.register import iso_date
from sortition.tables import Table

FIXED = ("name", "contact", "channel", "replied_on")


@dataclass(frozen=True)
class Reply:
    """One row of a file of replies, checked."""

    letter: int
    features: dict[str, str]
    name: str
    contact: str
    channel: str
    replied_on: str
    own: str


def columns_of(quotas: Quotas) -> tuple[str, ...]:
    """Return the header of a file of replies: letter, the quotas' features, and the rest."""
    return ("letter", *quotas.features, *FIXED, "own")


def read_replies(
    data: bytes, file: str, quotas: Quotas, letters: set[int], answered: set[int]
) -> list[Reply]:
    """Return the replies of a file.

    `letters` are the numbers that were drawn, `answered` those that have a reply already.
    Raises InputError with every problem of every row.
    """
    table = Table(data, file)
    missing = [name for name in columns_of(quotas)[:-1] if table.at(name) is None]
    if missing:
        raise InputError([table.missing(name) for name in missing])
    reader = _Reader(file, quotas, letters, answered)
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

    def __init__(self, file: str, quotas: Quotas, letters: set[int], answered: set[int]) -> None:
        self.file, self.letters, self.answered = file, letters, answered
        self.problems: list[Problem] = []
        self.first: dict[int, int] = {}
        self.values = {
            feature: {fold(quota.value): quota.value for quota in quotas.of(feature)}
            for feature in quotas.features
        }

    def read(self, line: int, row: Mapping[str, str]) -> Reply:
        """Return a row's reply; what is wrong with it is added to `problems`."""
        self.problems += self._blank(line, row)
        return Reply(
            letter=self._letter(line, row["letter"]),
            features={name: self._value(line, name, row[name]) for name in self.values},
            name=row["name"],
            contact=row["contact"],
            channel=self._channel(line, row["channel"]),
            replied_on=self._date(line, row["replied_on"]),
            own=self._own(line, row["own"]),
        )

    def _blank(self, line: int, row: Mapping[str, str]) -> Iterator[Problem]:
        for name in ("letter", *FIXED):
            if not row[name]:
                yield Problem("blank_name", self.file, line, name)

    def _add(self, code: str, line: int, column: str, value: str, **params: object) -> None:
        if value:  # blank cells have their own problem
            self.problems.append(Problem(code, self.file, line, column, value, params))

    def _letter(self, line: int, text: str) -> int:
        number = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
        if number not in self.letters:
            self._add("unknown_letter", line, "letter", text)
        elif number in self.answered:
            self._add("already_answered", line, "letter", text)
        elif number in self.first:
            self._add("second_reply", line, "letter", text, first_line=self.first[number])
        self.first.setdefault(number, line)
        return number

    def _value(self, line: int, feature: str, text: str) -> str:
        known = self.values[feature].get(fold(text))
        if known is None:
            code = "unknown_value" if text else "blank_value"
            self.problems.append(
                Problem(code, self.file, line, feature, text or None, {"feature": feature})
            )
        return known or ""

    def _channel(self, line: int, text: str) -> str:
        if fold(text) not in rules.CHANNELS:
            self._add("unknown_channel", line, "channel", text, known=", ".join(rules.CHANNELS))
        return fold(text)

    def _date(self, line: int, text: str) -> str:
        day = iso_date(text)
        if day is None:
            self._add("not_a_date", line, "replied_on", text)
        return day or ""

    def _own(self, line: int, text: str) -> str:
        try:
            return read_own(text or rules.NO_DIGITS)
        except DrawError as error:
            self._add(error.code, line, "own", text, **error.params)
            return ""
