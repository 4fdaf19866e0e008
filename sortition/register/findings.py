"""What is wrong in a register: each kind of problem is counted, and its first rows are named."""

from collections import Counter
from collections.abc import Iterable

from sortition.errors import InputError, Problem

SHOWN = 20
"""So many rows of each kind of problem are named; of the others only the number."""


class Findings:
    """The problems of a register, kept small however many they are.

    Attributes
    ----------
    counts
        How many problems of each kind there are, by code.
    """

    def __init__(self, shown: int = SHOWN) -> None:
        self.counts: Counter[str] = Counter()
        self._first: dict[str, list[Problem]] = {}
        self._shown = shown

    def __len__(self) -> int:
        return sum(self.counts.values())

    def add(self, problem: Problem) -> None:
        """Take in a problem."""
        self.counts[problem.code] += 1
        if self.room(problem.code) > 0:
            self._first.setdefault(problem.code, []).append(problem)

    def extend(self, problems: Iterable[Problem]) -> None:
        """Take in several problems."""
        for problem in problems:
            self.add(problem)

    def count(self, code: str, more: int) -> None:
        """Count problems of a kind whose first rows were taken in before."""
        self.counts[code] += more

    def room(self, code: str) -> int:
        """Say how many more rows of a kind will be named."""
        return self._shown - len(self._first.get(code, ()))

    def first(self, code: str) -> tuple[Problem, ...]:
        """Return the first rows of one kind of problem, by line."""
        return tuple(sorted(self._first.get(code, ()), key=lambda problem: problem.line or 0))

    def problems(self) -> list[Problem]:
        """Return the first rows of each kind by line, each kind with the number of the others."""
        found: list[Problem] = []
        for code, count in self.counts.items():
            first = self.first(code)
            found += first
            if count > len(first):
                rest = {"count": count - len(first)}
                found.append(
                    Problem("more_problems", first[0].file, column=first[0].column, params=rest)
                )
        return found

    def refuse(self) -> None:
        """Refuse the register where anything was found.

        Raises
        ------
        InputError
            With the first rows of each kind of problem, and the numbers of the others.
        """
        if self.counts:
            raise InputError(self.problems())
