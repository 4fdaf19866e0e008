"""The town whose clerk begins a recruitment, as in the tests of recruitments."""

from tests.recruitment.conftest import body, clerk, made

__all__ = ["body", "clerk", "made"]
