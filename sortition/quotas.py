"""Quotas: how many seats each value of each feature must and may take."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from sortition.errors import Problem


def fold(text: str) -> str:
    """Bring a feature or value to the form in which two spellings are compared.

    Notes
    -----
    Case and the white space around and inside the words do not count.
    """
    return " ".join(text.split()).casefold()


@dataclass(frozen=True)
class Quota:
    """Between `minimum` and `maximum` panel members have `value` in `feature`.

    `min_flex` and `max_flex` bound a relaxation; they are advice and never used in a draw.
    """

    feature: str
    value: str
    minimum: int
    maximum: int
    min_flex: int | None = None
    max_flex: int | None = None


@dataclass(frozen=True)
class Quotas:
    """All quotas of a recruitment, in the order of the file.

    Parameters
    ----------
    quotas
        One for each value of each feature.
    lines
        The line of the file each quota stands on; empty means one a line from line 2.
    """

    quotas: tuple[Quota, ...]
    lines: tuple[int, ...] = ()

    def __iter__(self) -> Iterator[Quota]:
        return iter(self.quotas)

    def __len__(self) -> int:
        return len(self.quotas)

    @cached_property
    def features(self) -> tuple[str, ...]:
        """The features in the order and spelling of their first appearance."""
        first: dict[str, str] = {}
        for quota in self.quotas:
            first.setdefault(fold(quota.feature), quota.feature)
        return tuple(first.values())

    def of(self, feature: str) -> tuple[Quota, ...]:
        """Give the quotas of one feature, in file order."""
        return tuple(quota for quota in self.quotas if fold(quota.feature) == fold(feature))

    def line(self, index: int) -> int:
        """Give the file line of the quota at `index`."""
        return self.lines[index] if self.lines else index + 2

    def problems(self, size: int, file: str = "quotas") -> list[Problem]:
        """List everything that makes these quotas unusable for a panel of `size` seats.

        Parameters
        ----------
        size
            The number of seats, k.
        file
            The name by which the problems call the file.
        """
        if not self.quotas:
            return [Problem("no_quotas", file)]
        if size < 1:
            return [Problem("bad_size", file, value=str(size))]
        found = [*self._duplicates(file), *self._bad_bounds(file)]
        return found + [p for feature in self.features for p in self._bad_sums(feature, size, file)]

    def _duplicates(self, file: str) -> Iterator[Problem]:
        first: dict[tuple[str, str], int] = {}
        for index, quota in enumerate(self.quotas):
            key = fold(quota.feature), fold(quota.value)
            if key in first:
                params = {"feature": quota.feature, "first_line": self.line(first[key])}
                yield Problem(
                    "duplicate_quota", file, self.line(index), "value", quota.value, params
                )
            first.setdefault(key, index)

    def _bad_bounds(self, file: str) -> Iterator[Problem]:
        for index, quota in enumerate(self.quotas):
            line, params = self.line(index), {"minimum": quota.minimum, "maximum": quota.maximum}
            for column, bound in (("min", quota.minimum), ("max", quota.maximum)):
                if bound < 0:
                    yield Problem("negative_quota", file, line, column, str(bound), params)
            if quota.minimum > quota.maximum:
                yield Problem("minimum_above_maximum", file, line, "min", quota.value, params)

    def _bad_sums(self, feature: str, size: int, file: str) -> Iterator[Problem]:
        minima = sum(quota.minimum for quota in self.of(feature))
        maxima = sum(quota.maximum for quota in self.of(feature))
        if minima > size:
            params = {"feature": feature, "total": minima, "size": size}
            yield Problem("sum_of_minima", file, None, "min", feature, params)
        if maxima < size:
            params = {"feature": feature, "total": maxima, "size": size}
            yield Problem("sum_of_maxima", file, None, "max", feature, params)
