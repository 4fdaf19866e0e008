"""What the ceremony's page was told of a draw, if it was held there."""

from observatory.lottery.queries import find_draw
from observatory.recruitment.models import Ceremony, Recruitment
from observatory.recruitment.queries import find_ceremony, find_invitation_draw


def find_ceremony_of(recruitment: Recruitment, kind: str) -> Ceremony | None:
    """Return the ceremony of draw 1 ("letters") or of the latest attempt of draw 2 ("panel")."""
    if kind == "panel":
        draw = find_draw(recruitment)
        return find_ceremony(draw_id=draw.id) if draw else None
    letters = find_invitation_draw(recruitment)
    return find_ceremony(invitation_draw_id=letters.id) if letters else None
