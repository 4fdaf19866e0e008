"""Reading the register holder's answer: every problem of every row, or all answers."""

from collections.abc import Iterator
from dataclasses import dataclass

from observatory.recruitment import rules
from sortition.errors import InputError, Problem
from sortition.quotas import fold
from sortition.tables import Table

# The columns by their names in English, Spanish and French.
COLUMNS = {
    "letter": ("letter", "carta", "lettre"),
    "eligible": ("eligible", "apta", "apto", "éligible"),
    "reason": ("reason", "motivo", "motif"),
}


@dataclass(frozen=True)
class Answer:
    """Whether somebody may take part, and why not."""

    letter: int
    is_eligible: bool
    refusal: str | None


def read_answers(data: bytes, file: str, letters: set[int]) -> list[Answer]:
    """Return the answers of a file about the letters that were answered.

    Raises InputError with every problem of every row.
    """
    table = Table(data, file)
    places = {own: _place(table, names) for own, names in COLUMNS.items()}
    missing = [own for own in ("letter", "eligible") if places[own] is None]
    if missing:
        raise InputError([table.missing(own) for own in missing])
    reader, line = _Reader(file, letters), 0
    for line, cells in table:
        row = {own: "" if at is None else cells[at] for own, at in places.items()}
        reader.read(line, row)
    problems = [*reader.problems, *table.problems]
    if not line:
        problems.append(Problem("no_rows", file, table.line))
    if problems:
        raise InputError(sorted(problems, key=lambda problem: problem.line or 0))
    return reader.answers


def _place(table: Table, names: tuple[str, ...]) -> int | None:
    return next((at for name in names if (at := table.at(name)) is not None), None)


class _Reader:
    """Reads row after row and gathers what is wrong."""

    def __init__(self, file: str, letters: set[int]) -> None:
        self.file, self.letters = file, letters
        self.problems: list[Problem] = []
        self.answers: list[Answer] = []
        self.first: dict[int, int] = {}

    def read(self, line: int, row: dict[str, str]) -> None:
        """Read a row: its answer, or what is wrong with it."""
        answer, refusal = fold(row["eligible"]), fold(row["reason"]).replace(" ", "_")
        found = [
            *self._wrong_letter(line, row["letter"]),
            *self._wrong_answer(line, row["eligible"]),
            *self._wrong_reason(line, answer, refusal, row["reason"]),
        ]
        self.problems += found
        if not found:
            self.answers.append(Answer(int(row["letter"]), answer in rules.YES, refusal or None))

    def _wrong_letter(self, line: int, text: str) -> Iterator[Problem]:
        number = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
        if not text:
            yield Problem("blank_name", self.file, line, "letter")
        elif number not in self.letters:
            yield Problem("letter_unanswered", self.file, line, "letter", text)
        elif number in self.first:
            first = {"first_line": self.first[number]}
            yield Problem("letter_twice", self.file, line, "letter", text, first)
        self.first.setdefault(number, line)

    def _wrong_answer(self, line: int, text: str) -> Iterator[Problem]:
        if not text:
            yield Problem("blank_name", self.file, line, "eligible")
        elif fold(text) not in rules.YES | rules.NO:
            yield Problem("not_yes_or_no", self.file, line, "eligible", text)

    def _wrong_reason(self, line: int, answer: str, refusal: str, text: str) -> Iterator[Problem]:
        known = {"known": ", ".join(rules.REFUSALS)}
        if refusal and refusal not in rules.REFUSALS:
            yield Problem("unknown_reason", self.file, line, "reason", text, known)
        elif answer in rules.NO and not refusal:
            yield Problem("no_reason", self.file, line, "reason", None, known)
        elif answer in rules.YES and refusal:
            yield Problem("reason_for_yes", self.file, line, "reason", text)
