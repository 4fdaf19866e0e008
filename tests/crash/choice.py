"""Which points are tried: a spread of them, more in continuous integration.

CRASH_POINTS=all tries every one, which takes many minutes for each database.
"""

import os
from collections.abc import Sequence

IS_CI = bool(os.environ.get("CI"))
IS_WHOLE = os.environ.get("CRASH_POINTS") == "all"


def chosen(names: Sequence[str], spread: int, in_ci: int, *, with_saved: bool = False) -> list[int]:
    """Return the numbers of points to try, from 1; a row of reads is one point.

    `spread` is how many, and `in_ci` how many in continuous integration; `with_saved` has the
    point among them where all is saved and nobody was told, so that people do it again.
    """
    points = [
        at
        for at, name in enumerate(names, start=1)
        if name != "SELECT" or at == 1 or names[at - 2] != "SELECT"
    ]
    most = in_ci if IS_CI else spread
    if IS_WHOLE or most >= len(points):
        return points
    saved = [_saved(names)] if with_saved else []
    rest = most - len(saved)
    return saved + [points[(2 * place + 1) * len(points) // (2 * rest)] for place in range(rest)]


def _saved(names: Sequence[str]) -> int:
    """Return the number of the commit of the last entry in the record, or of the last commit."""
    commits = [at for at, name in enumerate(names, start=1) if name == "after commit"]
    last = max(at for at, name in enumerate(names) if "record_entry" in name or at == 0)
    return next((at for at in commits if at > last), commits[-1])
