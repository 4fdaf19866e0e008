"""The key of draw 1: handed to the register holder after the draw, then deleted here."""

from observatory import record
from observatory.database import session
from observatory.errors import N_, RuleBroken
from observatory.recruitment.models import InvitationDraw, Recruitment


class KeyNotReady(RuleBroken):
    """The key is needed here until the letters are drawn."""

    code = "key_not_ready"
    message = N_("The key can be handed over when the letters are drawn.")


class KeyHandedOver(RuleBroken):
    """What is deleted cannot be given again."""

    code = "key_handed_over"
    message = N_("The key is not kept here any more. The register holder has it.")


def read_key(draw: InvitationDraw) -> str:
    """Return the key as 64 hex digits, for the register holder; it stays until it is deleted."""
    if not draw.drawn_at:
        raise KeyNotReady
    if not draw.key:
        raise KeyHandedOver
    return draw.key


def delete_key(draw: InvitationDraw) -> None:
    """Delete the key here, once the register holder has it, and enter that in the record."""
    read_key(draw)
    draw.key = ""
    recruitment = session.get_one(Recruitment, draw.recruitment_id)
    content = {"recruitment": recruitment.id, "commitment": draw.commitment_digest}
    record.append("letters_key_handed_over", content, recruitment.body_id)
