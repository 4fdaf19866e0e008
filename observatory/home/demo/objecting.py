"""A second recruitment of the demonstration: its list is open to objections, and was corrected.

The minute until which objections are taken stands in signed files, so days that have not passed
cannot be made to: the first recruitment gave none, and this one waits for its panels.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from observatory.bodies.models import Body
from observatory.database import session
from observatory.home.demo.recruiting import gather, write_register
from observatory.home.demo.telling import confirm_addresses, tell
from observatory.home.demo.texts import AGE_OBJECTION, LATE_OBJECTION
from observatory.lottery import services
from observatory.lottery.models import Draw
from observatory.lottery.services.correcting import Correction
from observatory.recruitment.queries import list_pool
from observatory.recruitment.rules import OBJECTION_DAYS
from observatory.recruitment.services import (
    DrawRules,
    create_recruitment,
    lock_quotas,
    set_quotas,
)
from sortition.quotas import Quota, Quotas

PERSONS, LETTERS, SEATS = 9_000, 2_000, 12  # the beginning of the register is enough
QUOTAS = Quotas(
    (
        Quota("sexo", "mujer", 6, 7),
        Quota("sexo", "hombre", 5, 6),
        Quota("edad", "16-29", 2, 3),
        Quota("edad", "30-44", 2, 4),
        Quota("edad", "45-59", 2, 4),
        Quota("edad", "60-74", 2, 3),
        Quota("edad", "75+", 1, 2),
    )
)


def recruit_again(body: Body, register: Path, say: Callable[[str], Any]) -> None:
    """Lead a recruitment to a frozen pool with objections: one refused, one that corrected it."""
    recruitment = create_recruitment(body, "Renovación de doce plazas", SEATS)
    set_quotas(recruitment, QUOTAS)
    lock_quotas(recruitment, DrawRules(OBJECTION_DAYS))
    write_register(register, PERSONS)
    gather(recruitment, register, LETTERS)
    confirm_addresses(body, recruitment)
    draw = services.freeze_draw(recruitment)
    tell(draw, "pool")
    object_to(draw)
    tell(draw, "pool")
    say("  a second pool frozen, open to objections and corrected once")


def object_to(draw: Draw) -> None:
    """Enter two objections and decide them; the second makes a list that supersedes the first."""
    late = services.enter_objection(draw, "resident", LATE_OBJECTION.text)
    age = services.enter_objection(draw, "pool", AGE_OBJECTION.text)
    services.refuse_objection(late, LATE_OBJECTION.reason)
    person = next(one for one in list_pool(draw.recruitment) if one.features["edad"] == "45-59")
    right = Correction("features", str(person.invitation.number), {"edad": "60-74"})
    services.accept_objection(age, AGE_OBJECTION.reason, right)
    session.commit()
