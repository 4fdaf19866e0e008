"""The arithmetic of the plots: from counts to percentages of a drawing's width.

Pure functions; templates/components/plots.html draws what they return. Every number is a
percentage from 0 to 100 of the width or height of the drawing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise

GRADES = 5
# More steps than this cannot be told apart on a screen.
MOST_STEPS = 240


@dataclass(frozen=True)
class Segment:
    """One piece of a bar: which of the counts it shows, where it starts, how wide it is."""

    index: int
    count: int
    x: float
    width: float


@dataclass(frozen=True)
class GradesRow:
    """One criterion's bar; `median_x` is where its median grade is marked, or None."""

    label: str
    counts: tuple[int, ...]
    unknown: int
    median: int | None
    segments: list[Segment] = field(default_factory=list)
    median_x: float | None = None


@dataclass(frozen=True)
class Grades:
    """All rows on one scale; `axis` is where the middle of the middle grade stands."""

    rows: list[GradesRow]
    axis: float


def grades(rows: Iterable[tuple[str, Sequence[int], int, int | None]]) -> Grades:
    """Return diverging bars for rows of (label, five counts, cannot tell, median grade).

    Counts go from the worst to the best grade; the median is a grade from 0 to 4 or None. The
    middle grade straddles the axis (Heiberger and Robbins 2014). Bars show shares of those who
    gave a grade, so rows with different numbers of "I cannot tell" compare.
    """
    given = [(label, tuple(counts), unknown, median) for label, counts, unknown, median in rows]
    lefts, rights = [0.0], [0.0]
    for _, counts, _, _ in given:
        total = sum(counts) or 1
        lefts.append((sum(counts[:2]) + counts[2] / 2) / total)
        rights.append((sum(counts[3:]) + counts[2] / 2) / total)
    left, span = max(lefts), max(lefts) + max(rights) or 1.0
    scale = 100 / span
    drawn = [_grades_row(row, left, scale) for row in given]
    return Grades(drawn, left * scale)


def _grades_row(
    row: tuple[str, tuple[int, ...], int, int | None], left: float, scale: float
) -> GradesRow:
    label, counts, unknown, median = row
    if len(counts) != GRADES:
        raise ValueError(f"{label}: {GRADES} counts expected, not {len(counts)}")
    total = sum(counts)
    if not total:
        return GradesRow(label, counts, unknown, None)
    start = left - (sum(counts[:2]) + counts[2] / 2) / total
    ends = list(accumulate((count / total for count in counts), initial=start))
    segments = [
        Segment(i, count, ends[i] * scale, count / total * scale)
        for i, count in enumerate(counts)
        if count
    ]
    middle = None if median is None else (ends[median] + ends[median + 1]) / 2 * scale
    return GradesRow(label, counts, unknown, median, segments, middle)


@dataclass(frozen=True)
class Tally:
    """Votes as shares of those counted, and the threshold's place (None without one)."""

    bars: list[Segment]
    base: int
    needed: float | None


def tally(counts: Sequence[int], base: int | None = None, threshold: float | None = None) -> Tally:
    """Return one bar each for the counts (for, against, abstain).

    `base` is the number that fills the width (the votes cast unless given); `threshold` is the
    share of the base, from 0 to 1, that the first bar must reach.
    """
    whole = max(base if base is not None else sum(counts), *counts)
    bars = [Segment(i, count, 0.0, 100 * count / (whole or 1)) for i, count in enumerate(counts)]
    return Tally(bars, whole, None if threshold is None else 100 * threshold)


@dataclass(frozen=True)
class Chances:
    """Sorted selection probabilities as a staircase, and two lines across it.

    Steps are (x, width, height); fair, least and most are probabilities.
    """

    steps: list[tuple[float, float, float]]
    fair: float
    least: float
    most: float
    fair_height: float
    least_height: float


def chances(probabilities: Sequence[float], seats: int) -> Chances:
    """Return the sorted probabilities of all members, smallest first, as a staircase.

    The fair line stands at seats / members. Above MOST_STEPS members each step shows the
    smallest probability of its group, so that nobody's chance looks better than it is.
    """
    ordered = sorted(probabilities)
    if not ordered:
        return Chances([], 0.0, 0.0, 0.0, 0.0, 0.0)
    fair, least, most = seats / len(ordered), ordered[0], ordered[-1]
    scale = 100 / (max(most, fair) or 1.0)
    number = min(len(ordered), MOST_STEPS)
    width = 100 / number
    steps = [(i * width, width, ordered[i * len(ordered) // number] * scale) for i in range(number)]
    return Chances(steps, fair, least, most, fair * scale, least * scale)


def chance_groups(
    probabilities: Sequence[float], groups: int = 10
) -> list[tuple[int, int, float, float]]:
    """Return (first rank, last rank, smallest, largest) for groups of the sorted members."""
    ordered = sorted(probabilities)
    edges = [i * len(ordered) // groups for i in range(groups + 1)]
    return [
        (a + 1, b, ordered[a], ordered[b - 1])
        for a, b in zip(edges, edges[1:], strict=False)
        if b > a
    ]


@dataclass(frozen=True)
class QuotaRow:
    """One value of a feature: widths of pool and panel, and the quota's band."""

    label: str
    pool: int
    lower: int
    upper: int
    panel: int | None
    pool_width: float
    quota_x: float
    quota_width: float
    panel_width: float


def quota(rows: Iterable[tuple[str, int, int, int, int | None]], seats: int) -> list[QuotaRow]:
    """Return pool, quota and panel of one feature on one scale.

    Rows are (label, members of the pool, lower, upper, members of the panel or None before the
    draw). The pool's bar is a share of the pool, all others of the seats; the widest fills the
    drawing.
    """
    given = list(rows)
    members = sum(row[1] for row in given) or 1
    shares = [
        (pool / members, lower / seats, min(upper, seats) / seats, (panel or 0) / seats)
        for _, pool, lower, upper, panel in given
    ]
    scale = 100 / (max((value for share in shares for value in share), default=0.0) or 1.0)
    return [
        QuotaRow(*row, a * scale, b * scale, (c - b) * scale, d * scale)
        for row, (a, b, c, d) in zip(given, shares, strict=True)
    ]


@dataclass(frozen=True)
class Bar:
    """One bar of a scale that all bars share, and where its mark stands (None without one)."""

    label: str
    value: float
    mark: float | None
    width: float
    mark_x: float | None


def bars(rows: Iterable[tuple[str, float, float | None]]) -> list[Bar]:
    """Return bars for rows of (label, value, mark or None); the longest fills the drawing."""
    given = list(rows)
    longest = max((max(value, mark or 0) for _, value, mark in given), default=0) or 1
    scale = 100 / longest
    return [
        Bar(label, value, mark, value * scale, None if mark is None else mark * scale)
        for label, value, mark in given
    ]


@dataclass(frozen=True)
class Curve:
    """A curve as straight lines (x1, y1, x2, y2); y counts from the top of the drawing."""

    lines: list[tuple[float, float, float, float]]
    mark_x: float


def curve(points: Sequence[tuple[float, float]], mark: float) -> Curve:
    """Return the curve through points (x, y) with y from 0 to 1, and the place of a mark on x."""
    first, last = points[0][0], points[-1][0]
    scale = 100 / ((last - first) or 1)
    placed = [((x - first) * scale, 100 * (1 - y)) for x, y in points]
    return Curve([(*a, *b) for a, b in pairwise(placed)], (mark - first) * scale)


@dataclass(frozen=True)
class Stacks:
    """Columns of stacked counts: (index of the count, x, y, width, height), and a line across."""

    pieces: list[tuple[int, float, float, float, float]]
    top: int
    line: float | None


def stacks(columns: Sequence[Sequence[int]], gap: float = 0.0, line: int | None = None) -> Stacks:
    """Return columns of equal width, their counts stacked from the ground; the highest fills.

    `gap` is the share of a column's width left free; `line` is a count to mark across, which
    takes part in the scale.
    """
    top = max([sum(counts) for counts in columns] + [line or 0], default=0)
    width, scale = 100 / (len(columns) or 1), 100 / (top or 1)
    pieces = []
    for place, counts in enumerate(columns):
        ends = list(accumulate(counts))
        pieces += [
            (i, (place + gap / 2) * width, 100 - end * scale, width * (1 - gap), count * scale)
            for i, (count, end) in enumerate(zip(counts, ends, strict=True))
            if count
        ]
    return Stacks(pieces, top, None if line is None else 100 - line * scale)


def widths(values: Iterable[float]) -> list[float]:
    """Return each value's share of the largest, as a percentage of the drawing's width."""
    given = list(values)
    largest = max(given, default=0.0) or 1.0
    return [100 * value / largest for value in given]
