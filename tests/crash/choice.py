"""Which points are tried: a spread of them, more in continuous integration.

CRASH_POINTS=all tries every one, which takes many minutes for each database.
"""

import os
from collections.abc import Sequence

IS_CI = bool(os.environ.get("CI"))
IS_WHOLE = os.environ.get("CRASH_POINTS") == "all"


def chosen(names: Sequence[str], spread: int, in_ci: int) -> list[int]:
    """Return the numbers of points to try, from 1; a row of reads is one point.

    `spread` is how many, and `in_ci` how many in continuous integration.
    """
    points = [
        at
        for at, name in enumerate(names, start=1)
        if name != "SELECT" or at == 1 or names[at - 2] != "SELECT"
    ]
    most = in_ci if IS_CI else spread
    if IS_WHOLE or most >= len(points):
        return points
    return [points[(2 * place + 1) * len(points) // (2 * most)] for place in range(most)]
