"""Which points are tried: all in continuous integration, and a spread of them everywhere else."""

import os
from collections.abc import Sequence

IS_THOROUGH = bool(os.environ.get("CI"))


def chosen(names: Sequence[str], spread: int) -> list[int]:
    """Return the numbers of points to try, from 1; a row of reads is one point."""
    points = [
        at
        for at, name in enumerate(names, start=1)
        if name != "SELECT" or at == 1 or names[at - 2] != "SELECT"
    ]
    if IS_THOROUGH:
        return points
    return [points[(2 * place + 1) * len(points) // (2 * spread)] for place in range(spread)]
