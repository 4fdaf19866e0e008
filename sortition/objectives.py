"""All objectives by name; each is f(pool, quotas, size, *, seed, time_limit, progress)."""

from __future__ import annotations

from typing import Protocol

from sortition.clock import Progress
from sortition.distribution import PanelDistribution
from sortition.goldilocks import goldilocks
from sortition.legacy import legacy
from sortition.leximin import leximin
from sortition.maximin import maximin
from sortition.nash import nash
from sortition.pool import Pool
from sortition.quotas import Quotas


class Finder(Protocol):
    """Finds a panel distribution with its proof."""

    def __call__(
        self,
        pool: Pool,
        quotas: Quotas,
        size: int,
        *,
        seed: bytes = b"",
        time_limit: float | None = None,
        progress: Progress | None = None,
    ) -> PanelDistribution:
        """Find the distribution."""


OBJECTIVES: dict[str, Finder] = {
    "leximin": leximin,
    "maximin": maximin,
    "nash": nash,
    "goldilocks": goldilocks,
    "legacy": legacy,
}
