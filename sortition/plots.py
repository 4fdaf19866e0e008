"""Plots as SVG text: the sorted chances of objectives; quotas against pool and panel."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from sortition.advice.checking import ValueCount
from sortition.solver import Floats

WIDTH, HEIGHT = 760, 460
LEFT, RIGHT, TOP, BOTTOM = 70, 20, 60, 60
# Told apart without colour too: Okabe and Ito's colours, each with its own dashes.
STROKES = (
    ("#0072b2", ""), ("#d55e00", "8 4"), ("#009e73", "2 4"), ("#cc79a7", "12 4 2 4"),
    ("#000000", "4 2"),
)  # fmt: skip


class Size(NamedTuple):
    """Width and height of a drawing, in pixels at its natural size."""

    width: float
    height: float


def sorted_chances(series: Mapping[str, Floats], size: int) -> str:
    """Draw the selection probabilities of each objective from the smallest to the largest.

    Parameters
    ----------
    series
        (n,) probabilities by the name of their objective.
    size
        Seats, k: the fair line is k / n, the chance if all were equal.
    """
    n = len(next(iter(series.values())))
    top = max(float(p.max()) for p in series.values())
    fair = size / n
    said = "; ".join(f"{name} from {p.min():.4f} to {p.max():.4f}" for name, p in series.items())
    body = [*_axes(n, top), *_fair_line(fair, top)]
    for i, (name, p) in enumerate(series.items()):
        colour, dashes = STROKES[i % len(STROKES)]
        style = f'stroke="{colour}" stroke-width="2" stroke-dasharray="{dashes}"'
        points = " ".join(f"{x:.1f},{y:.1f}" for x, y in _steps(np.sort(p), top))
        body.append(f'<polyline points="{points}" fill="none" {style}/>')
        body += _legend(i, name, style)
    title = "Chances of all members, from the smallest to the largest"
    return _svg(title, f"Equal chances would be {fair:.4f}. {said}.", Size(WIDTH, HEIGHT), body)


def quotas_and_counts(counts: Sequence[ValueCount], size: int, panel: Sequence[int] = ()) -> str:
    """Draw each quota as a bar, the pool in proportion to the panel, and the panel as a dot.

    Parameters
    ----------
    counts
        The quotas in the order of the file, with the pool's counts.
    size
        Seats, k.
    panel
        (V,) the panel's count of each value, if there is a panel.
    """
    first = counts[0].quota.feature
    members = sum(one.count for one in counts if one.quota.feature == first)
    row, left = 24, 260
    height = TOP + row * len(counts) + 40
    most: float = max([1, *(min(one.quota.maximum, size) for one in counts), *panel])
    most = max(most, *(one.count * size / max(members, 1) for one in counts))
    scale = (WIDTH - left - RIGHT) / most
    body = [*_key(left, bool(panel)), f'<path d="M{left} {TOP}V{height - 40}" stroke="#333"/>']
    for i, one in enumerate(counts):
        y, quota = TOP + row * i + row / 2, one.quota
        low, high = quota.minimum, min(quota.maximum, size)
        label = f"{quota.feature}: {quota.value}, {low} to {high}"
        body.append(_text(left - 10, y + 5, label, "end"))
        width = max((high - low) * scale, 2)
        body.append(_bar(left + low * scale, y - 7, width, 14))
        body.append(_tick(left + one.count * size / max(members, 1) * scale, y))
        body += [_dot(left + panel[i] * scale, y)] if panel else []
    said = "; ".join(
        f"{one.quota.feature} {one.quota.value}: quota {one.quota.minimum} to {one.quota.maximum}, "
        f"pool {one.count}" + (f", panel {panel[i]}" if panel else "")
        for i, one in enumerate(counts)
    )
    return _svg("Quotas, pool and panel", f"{said}.", Size(WIDTH, height), body)


def _steps(p: Floats, top: float) -> list[tuple[float, float]]:
    """Give the corners of the staircase of sorted values, without those inside a flat part."""
    ends = [0, *(np.nonzero(np.diff(p) > 1e-12)[0] + 1).tolist(), len(p)]
    corners = []
    for start, end in pairwise(ends):
        y = _y(float(p[start]), top)
        corners += [(_x(start / len(p)), y), (_x(end / len(p)), y)]
    return corners


def _x(share: float) -> float:
    return LEFT + share * (WIDTH - LEFT - RIGHT)


def _y(value: float, top: float) -> float:
    return HEIGHT - BOTTOM - value / top * (HEIGHT - TOP - BOTTOM)


def _axes(n: int, top: float) -> list[str]:
    floor = HEIGHT - BOTTOM
    lines = [
        f'<path d="M{LEFT} {TOP}V{floor}H{WIDTH - RIGHT}" fill="none" stroke="#333"/>',
        _text(_x(0.5), HEIGHT - 15, f"{n} members, from the smallest chance to the largest"),
    ]
    for part in range(5):
        value = top * part / 4
        lines.append(_text(LEFT - 8, _y(value, top) + 5, f"{value:.3f}", "end"))
    return lines


def _fair_line(fair: float, top: float) -> list[str]:
    if fair > top:
        return []
    y = _y(fair, top)
    return [
        f'<path d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}" stroke="#777" stroke-dasharray="1 3"/>',
        _text(WIDTH - RIGHT, y - 6, "equal chances", "end"),
    ]


def _legend(i: int, name: str, style: str) -> list[str]:
    x, y = LEFT + 20 + 135 * i, TOP - 30
    return [f'<path d="M{x} {y}h28" {style}/>', _text(x + 34, y + 5, name, "start")]


def _key(left: float, has_panel: bool) -> list[str]:
    y = TOP - 25
    words = [_bar(left, y - 7, 28, 14), _text(left + 34, y + 5, "quota", "start")]
    words += [_tick(left + 110, y), _text(left + 120, y + 5, "pool, to scale", "start")]
    if has_panel:
        words += [_dot(left + 260, y), _text(left + 270, y + 5, "panel", "start")]
    return words


def _bar(x: float, y: float, width: float, height: float) -> str:
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height}" fill="#9ecae1"/>'


def _tick(x: float, y: float) -> str:
    return f'<path d="M{x:.1f} {y - 9:.1f}v18" stroke="#d55e00" stroke-width="3"/>'


def _dot(x: float, y: float) -> str:
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" fill="#000"/>'


def _text(x: float, y: float, words: str, anchor: str = "middle") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(words)}</text>'


def _svg(title: str, description: str, size: Size, body: Sequence[str]) -> str:
    """Wrap a drawing: its title and the numbers in words come first, for whoever cannot see it."""
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="title desc" '
        f'viewBox="0 0 {size.width} {size.height}" font-family="sans-serif" font-size="14">'
    )
    names = [
        f'<title id="title">{escape(title)}</title>',
        f'<desc id="desc">{escape(description)}</desc>',
        f'<rect width="{size.width}" height="{size.height}" fill="#fff"/>',
    ]
    return "\n".join([head, *names, *body, "</svg>", ""])
