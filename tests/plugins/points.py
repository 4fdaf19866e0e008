"""Tells at the end at how many points draws were broken off (tests/crash)."""

from collections import Counter

import pytest

SUFFIX = " at"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    found: Counter[str] = Counter()
    for report in terminalreporter.stats.get("passed", []):
        for name, value in report.user_properties:
            if name.endswith(SUFFIX):
                found[name] += int(value)
    if found:
        told = ", ".join(f"{name} {count} points" for name, count in sorted(found.items()))
        terminalreporter.write_line(f"Draws broken off: {told}")
