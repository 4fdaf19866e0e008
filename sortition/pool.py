"""Pool: the members a draw chooses from, and their types (members alike in every feature)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sortition.distinct import distinct_rows
from sortition.errors import InputError, Problem
from sortition.quotas import Quotas, fold


class Types(NamedTuple):
    """Members with the same values are interchangeable: they share a type t.

    Attributes
    ----------
    values
        (T, F) index of each type's value among the quotas of each feature; rows sorted.
    multiplicity
        (T,) how many members have the type, m_t.
    of_member
        (n,) the type of each member.
    """

    values: NDArray[np.int32]
    multiplicity: NDArray[np.int64]
    of_member: NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Pool:
    """n members with their values in the F features that have quotas.

    Attributes
    ----------
    ids
        One for each member, distinct.
    features
        The F features, in the quotas' order.
    values
        (n, F) index into the quotas' values of each feature.
    """

    ids: tuple[str, ...]
    features: tuple[str, ...]
    values: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.ids)

    @classmethod
    def from_rows(
        cls,
        ids: Sequence[str],
        rows: Sequence[Mapping[str, str]],
        quotas: Quotas,
        file: str = "pool",
        lines: Sequence[int] | None = None,
    ) -> Pool:
        """Build a pool from the rows of a file.

        Parameters
        ----------
        ids, rows
            One id and one mapping from column to text for each member; other columns are ignored.
        quotas
            They name the features and values; spellings compare without case.
        file, lines
            How problems name the file and each row's line (by default from line 2 on).

        Raises
        ------
        InputError
            With every unknown or blank value, missing column and duplicate id.
        """
        at = list(lines) if lines is not None else list(range(2, len(rows) + 2))
        problems = list(_duplicate_ids(ids, at, file))
        values = np.zeros((len(rows), len(quotas.features)), dtype=np.int32)
        for f, feature in enumerate(quotas.features):
            index = {fold(quota.value): v for v, quota in enumerate(quotas.of(feature))}
            for r, text in enumerate(_column(feature, rows)):
                value = index.get(fold(text or ""))
                if value is None:
                    problems.append(_unreadable(feature, text, file, at[r]))
                else:
                    values[r, f] = value
        if problems:
            raise InputError(sorted(problems, key=lambda p: p.line or 0))
        return cls(tuple(ids), quotas.features, values)

    def types(self) -> Types:
        """Group the members by their values, in sorted order."""
        found = distinct_rows(self.values)
        return Types(self.values[found.first], found.counts, found.of_row)


def _duplicate_ids(ids: Sequence[str], lines: Sequence[int], file: str) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for identifier, line in zip(ids, lines, strict=True):
        if identifier in first:
            params = {"first_line": first[identifier]}
            yield Problem("duplicate_id", file, line, None, identifier, params)
        first.setdefault(identifier, line)


def _column(feature: str, rows: Sequence[Mapping[str, str]]) -> Iterator[str | None]:
    """Give the texts of one column; None once if the rows have no such column."""
    names = {fold(name): name for name in rows[0]} if rows else {}
    name = names.get(fold(feature))
    if rows and name is None:
        yield None
    elif name is not None:
        yield from (row.get(name) or "" for row in rows)


def _unreadable(feature: str, text: str | None, file: str, line: int) -> Problem:
    params = {"feature": feature}
    if text is None:
        return Problem("missing_column", file, 1, feature, None, params)
    code = "unknown_value" if text.strip() else "blank_value"
    return Problem(code, file, line, feature, text, params)
