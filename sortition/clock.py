"""What every search shares: when it must stop, how it reports, where its chance comes from."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable

import numpy as np

Progress = Callable[[str, float], None]


class Clock:
    """The wall-clock limit of a search; it decides only whether to stop, never what to try."""

    def __init__(self, time_limit: float | None = None) -> None:
        self._end = None if time_limit is None else time.monotonic() + time_limit

    def left(self) -> float | None:
        """Seconds left; None if there is no limit."""
        return None if self._end is None else max(0.0, self._end - time.monotonic())

    def is_over(self) -> bool:
        """Whether the limit is reached."""
        return self._end is not None and time.monotonic() >= self._end


def generator(seed: bytes, label: str) -> np.random.Generator:
    """Derive a generator for one use from the seed: PCG64 of SHA-256(seed, label)."""
    digest = hashlib.sha256(seed + b"\0" + label.encode()).digest()
    return np.random.Generator(np.random.PCG64(int.from_bytes(digest, "big")))


def silent(stage: str, fraction: float) -> None:
    """Report progress to nobody."""
