"""What can be done in the draw of the panel, in the order of the work."""

from observatory.lottery.services.draws import draw_panel, freeze_draw, repeat_solving
from observatory.lottery.services.relaxing import relax_quotas
from observatory.lottery.services.solving import solve_draw

__all__ = [
    "draw_panel",
    "freeze_draw",
    "relax_quotas",
    "repeat_solving",
    "solve_draw",
]
