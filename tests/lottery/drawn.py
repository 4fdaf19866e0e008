"""A panel that the dice have named, on the web, with auditors named for it."""

from types import SimpleNamespace
from typing import Any

from observatory.bodies.models import Body
from observatory.database import session
from observatory.lottery import services
from observatory.lottery.models import Draw
from observatory.recruitment.models import Recruitment
from tests import factories

DICE = "137141592653589793238462"
WITNESSES = "Ana Secretary\nLuis Notary"


def throw(recruitment: Recruitment, reason: str = "") -> Draw:
    """Freeze the pool, and throw the dice."""
    draw = services.freeze_draw(recruitment, reason)
    session.commit()
    return services.draw_panel(draw, DICE, DICE, WITNESSES)


def city(people: int = 24, slug: str = "madrid", **body: Any) -> SimpleNamespace:
    """A body with a pool, a clerk, an auditor who is named, and one who is not."""
    made: Body = factories.body(slug, **body)
    recruitment = factories.pooled(made, people)
    named, other = factories.staff(made, "auditor"), factories.staff(made, "auditor")
    named.label, other.label = "Nora Named", "Otto Other"
    clerk = factories.staff(made, "clerk")
    services.name_auditors(recruitment, [named])
    session.commit()
    return SimpleNamespace(
        body=made,
        recruitment=recruitment,
        clerk=clerk,
        auditor=named,
        other=other,
        address=f"/en/{slug}/recruitments/{recruitment.id}",
        public=f"/en/{slug}/draws/{recruitment.id}/1",
    )
