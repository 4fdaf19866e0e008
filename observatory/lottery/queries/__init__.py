"""Finding draws, everybody's place in them, and what is proposed to relax."""

from observatory.lottery.queries.audits import (
    describe_audit,
    find_report,
    is_auditor,
    list_audited,
    list_auditors,
    list_candidates,
    list_handovers,
    list_reports,
    list_sample,
)
from observatory.lottery.queries.bundles import find_bundle
from observatory.lottery.queries.draws import (
    compare_quotas,
    count_committed,
    find_draw,
    find_public_draws,
    get_attempt,
    identify_draw,
    is_superseded,
    list_alternates,
    list_attempts,
    list_chances,
    list_drawn,
    list_places,
    meets_quotas,
)
from observatory.lottery.queries.relaxations import find_proposal

__all__ = [
    "compare_quotas",
    "count_committed",
    "describe_audit",
    "find_bundle",
    "find_draw",
    "find_proposal",
    "find_public_draws",
    "find_report",
    "get_attempt",
    "identify_draw",
    "is_auditor",
    "is_superseded",
    "list_alternates",
    "list_attempts",
    "list_audited",
    "list_auditors",
    "list_candidates",
    "list_chances",
    "list_drawn",
    "list_handovers",
    "list_places",
    "list_reports",
    "list_sample",
    "meets_quotas",
]
