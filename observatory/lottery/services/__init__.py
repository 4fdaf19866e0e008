"""What can be done in the draw of the panel, in the order of the work."""

from observatory.lottery.services import notices
from observatory.lottery.services.audits import (
    give_calls,
    give_pack,
    name_auditors,
    refuse_unnamed,
    report_audit,
)
from observatory.lottery.services.bundles import keep_bundle
from observatory.lottery.services.draws import draw_panel, freeze_draw, repeat_solving
from observatory.lottery.services.relaxing import relax_quotas
from observatory.lottery.services.solving import solve_draw

__all__ = [
    "notices",
    "draw_panel",
    "freeze_draw",
    "give_calls",
    "give_pack",
    "keep_bundle",
    "name_auditors",
    "refuse_unnamed",
    "relax_quotas",
    "repeat_solving",
    "report_audit",
    "solve_draw",
]
