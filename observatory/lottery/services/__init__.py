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
from observatory.lottery.services.correcting import Correction
from observatory.lottery.services.draws import draw_panel, freeze_draw, repeat_solving
from observatory.lottery.services.objections import (
    accept_objection,
    admit_reply,
    enter_objection,
    refuse_objection,
    refuse_other,
)
from observatory.lottery.services.relaxing import relax_quotas
from observatory.lottery.services.reminding import remind_clerk, remind_clerks
from observatory.lottery.services.solving import solve_draw
from observatory.lottery.services.vacancies import (
    enter_departure,
    enter_ineligible,
    enter_replacement,
    find_next,
    log_call,
    refuse_undrawn,
)

__all__ = [
    "Correction",
    "accept_objection",
    "admit_reply",
    "draw_panel",
    "enter_departure",
    "enter_ineligible",
    "enter_replacement",
    "find_next",
    "enter_objection",
    "freeze_draw",
    "give_calls",
    "give_pack",
    "keep_bundle",
    "log_call",
    "name_auditors",
    "notices",
    "refuse_undrawn",
    "refuse_unnamed",
    "refuse_objection",
    "refuse_other",
    "relax_quotas",
    "remind_clerk",
    "remind_clerks",
    "repeat_solving",
    "report_audit",
    "solve_draw",
]
