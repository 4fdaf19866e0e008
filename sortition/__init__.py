"""The mathematics of the lottery: pools, quotas, fair panels; usable without the web."""

from sortition.advice.checking import PoolCheck, check_pool
from sortition.advice.exclusions import Exclusion, find_exclusions
from sortition.advice.relaxing import Proposal, relax
from sortition.alternates import AlternatesAdvice, advise_alternates
from sortition.apportionment import Slack, quotas_from_shares
from sortition.comparison import compare
from sortition.distribution import PanelDistribution
from sortition.errors import InfeasibleError, InputError, Problem, SolverError, SortitionError
from sortition.goldilocks import goldilocks
from sortition.households import with_households
from sortition.legacy import legacy
from sortition.leximin import leximin
from sortition.lottery import Lottery, draw_lottery, panels_needed
from sortition.maximin import maximin
from sortition.nash import nash
from sortition.objectives import OBJECTIVES
from sortition.pool import Pool, Types
from sortition.quotas import Quota, Quotas
from sortition.replacements import Replacements, find_replacements

__all__ = [
    "OBJECTIVES",
    "AlternatesAdvice",
    "Exclusion",
    "InfeasibleError",
    "InputError",
    "Lottery",
    "PanelDistribution",
    "Pool",
    "PoolCheck",
    "Problem",
    "Proposal",
    "Quota",
    "Quotas",
    "Replacements",
    "Slack",
    "SolverError",
    "SortitionError",
    "Types",
    "advise_alternates",
    "check_pool",
    "compare",
    "draw_lottery",
    "find_exclusions",
    "find_replacements",
    "goldilocks",
    "legacy",
    "leximin",
    "maximin",
    "nash",
    "panels_needed",
    "quotas_from_shares",
    "relax",
    "with_households",
]
