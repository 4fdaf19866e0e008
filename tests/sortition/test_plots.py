"""Plots: well-formed, told in words, and true to the numbers."""

import re
from xml.etree import ElementTree

import numpy as np
import pytest

from sortition import Quota
from sortition.advice.checking import ValueCount
from sortition.plots import quotas_and_counts, sorted_chances

SVG = "{http://www.w3.org/2000/svg}"


def drawn(text):
    root = ElementTree.fromstring(text)
    assert root.get("role") == "img"
    assert "style" not in text
    assert "script" not in text
    return root


def test_each_objective_has_a_line_that_never_falls():
    chances = {"leximin": np.array([0.5, 0.25, 0.25]), "a<b": np.array([0.9, 0.05, 0.05])}
    root = drawn(sorted_chances(chances, 1))
    lines = root.findall(f"{SVG}polyline")
    assert len(lines) == 2
    for line in lines:
        heights = [float(point.split(",")[1]) for point in line.get("points").split()]
        assert heights == sorted(heights, reverse=True)
    assert {"leximin", "a<b"} <= {text.text for text in root.findall(f"{SVG}text")}


def test_the_numbers_stand_in_the_description():
    root = drawn(sorted_chances({"nash": np.array([0.2, 0.8])}, 1))
    assert root.find(f"{SVG}desc").text == (
        "Equal chances would be 0.5000. nash from 0.2000 to 0.8000."
    )


def test_equal_chances_are_one_flat_line():
    root = drawn(sorted_chances({"leximin": np.full(400, 0.1)}, 40))
    points = root.find(f"{SVG}polyline").get("points").split()
    assert len(points) == 2
    assert len({point.split(",")[1] for point in points}) == 1


COUNTS = [
    ValueCount(Quota("sex", "f & x", 2, 3), 2, 40),
    ValueCount(Quota("sex", "m", 1, 99), 3, 10),
]


@pytest.mark.parametrize("panel", [(), (3, 2)])
def test_quotas_pool_and_panel_stand_side_by_side(panel):
    text = quotas_and_counts(COUNTS, 5, panel)
    root = drawn(text)
    assert len(root.findall(f"{SVG}circle")) == (3 if panel else 0)  # with the key
    assert "sex f & x: quota 2 to 3, pool 40" in root.find(f"{SVG}desc").text
    widths = [float(w) for w in re.findall(r'width="([0-9.]+)" height="14" fill', text)]
    assert widths[2] == pytest.approx(4 * widths[1], rel=0.01)
