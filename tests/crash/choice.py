"""Which points are tried: all in continuous integration, and a spread of them everywhere else."""

import os
from collections.abc import Sequence

IS_THOROUGH = bool(os.environ.get("CI"))


def chosen(names: Sequence[str], one_in: int) -> list[int]:
    """Return the numbers of points to try, from 1; a row of reads is one point."""
    all_points = [
        at
        for at, name in enumerate(names, start=1)
        if name != "SELECT" or at == 1 or names[at - 2] != "SELECT"
    ]
    return all_points if IS_THOROUGH else all_points[one_in // 2 :: one_in]
