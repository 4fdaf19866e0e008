"""Which points are tried: all in continuous integration, and a spread of them everywhere else."""

import os
from collections.abc import Sequence

IS_THOROUGH = bool(os.environ.get("CI"))


def chosen(names: Sequence[str], spread: int, thorough: int | None = None) -> list[int]:
    """Return the numbers of points to try, from 1; a row of reads is one point.

    `spread` is how many, and `thorough` in continuous integration; None is all.
    """
    points = [
        at
        for at, name in enumerate(names, start=1)
        if name != "SELECT" or at == 1 or names[at - 2] != "SELECT"
    ]
    most = thorough if IS_THOROUGH else spread
    if most is None or most >= len(points):
        return points
    return [points[(2 * place + 1) * len(points) // (2 * most)] for place in range(most)]
