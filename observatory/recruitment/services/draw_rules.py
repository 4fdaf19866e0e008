"""The rules of the draw that are fixed and published with the quotas, before any letter."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from observatory import keys
from observatory.bodies.models import Body
from observatory.database import session
from observatory.recruitment.models import Recruitment
from observatory.recruitment.rules import OBJECTIVE, PANELS
from sortition import proofs
from sortition.commitment import PRESET, REPLACEMENT_RULE
from sortition.dice import SEED_DIGITS
from sortition.signatures import Signer


@dataclass(frozen=True)
class DrawRules:
    """What the clerk decides beside the quotas.

    `objection_days` may be 0; `replacements_until` is the last day on which a vacant seat is
    filled; `signed_by` is the observatory's own name without it.
    """

    objection_days: int = 0
    replacements_until: date | None = None
    signed_by: str = ""


def fix_rules(recruitment: Recruitment, rules: DrawRules) -> None:
    """Keep the rules with the recruitment; they lock with its quotas."""
    recruitment.objection_days = rules.objection_days
    recruitment.replacements_until = rules.replacements_until
    recruitment.signed_by = proofs.nfc(" ".join(rules.signed_by.split()))


def signer_of(recruitment: Recruitment) -> Signer:
    """Return who signs for the observatory, with the key of this server."""
    body = session.get_one(Body, recruitment.body_id)
    return Signer("operator", recruitment.signed_by or body.name, keys.public_key())


def rules_as_content(recruitment: Recruitment) -> dict[str, Any]:
    """Return the rules as they enter the record."""
    until = recruitment.replacements_until
    return {
        "preset": PRESET,
        "objective": OBJECTIVE,
        "panels": list(PANELS),
        "seed_digits": SEED_DIGITS,
        "objection_days": recruitment.objection_days,
        "replacements": {
            "rule": REPLACEMENT_RULE,
            "until": until.isoformat() if until else None,
        },
        "signers": [signer_of(recruitment).as_data()],
    }
