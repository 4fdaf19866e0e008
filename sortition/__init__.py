"""The mathematics of the lottery: pools, quotas, fair panels; usable without the web."""

from sortition.distribution import PanelDistribution
from sortition.errors import InfeasibleError, InputError, Problem, SolverError, SortitionError
from sortition.goldilocks import goldilocks
from sortition.legacy import legacy
from sortition.leximin import leximin
from sortition.lottery import Lottery, draw_lottery, panels_needed
from sortition.maximin import maximin
from sortition.nash import nash
from sortition.objectives import OBJECTIVES
from sortition.pool import Pool, Types
from sortition.quotas import Quota, Quotas

__all__ = [
    "OBJECTIVES",
    "InfeasibleError",
    "InputError",
    "Lottery",
    "PanelDistribution",
    "Pool",
    "Problem",
    "Quota",
    "Quotas",
    "SolverError",
    "SortitionError",
    "Types",
    "draw_lottery",
    "goldilocks",
    "legacy",
    "leximin",
    "maximin",
    "nash",
    "panels_needed",
]
