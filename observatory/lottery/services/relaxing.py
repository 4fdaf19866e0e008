"""Quotas that no panel could meet, made wider in public: the cheapest way out, and its reason."""

from typing import Any

import sortition
from observatory import record
from observatory.database import session
from observatory.errors import N_, RuleBroken
from observatory.lottery import queries
from observatory.recruitment.models import Quota, Recruitment, Relaxation
from observatory.recruitment.queries import list_quotas
from observatory.recruitment.services.quotas import as_content, digest_of
from sortition import proofs
from sortition.advice.relaxing import relax
from sortition.pool import Pool
from sortition.quotas import Quotas, fold

SECONDS_TO_PROPOSE = 30.0


class NothingToRelax(RuleBroken):
    """Locked quotas give way only where an attempt found no panel, and once for it."""

    code = "nothing_to_relax"
    message = N_("Quotas can be made wider only after an attempt that found no panel, and once.")


class ReasonForRelaxing(RuleBroken):
    """Whoever changes what was locked tells the public why."""

    code = "reason_for_relaxing"
    message = N_("Write why the quotas are made wider; everybody reads it.")


def propose(pool: Pool, quotas: Quotas, size: int) -> dict[str, Any] | None:
    """Return the fewest seats to move so that a panel exists, for a page; None if none is found."""
    try:
        found = relax(pool, quotas, size, time_limit=SECONDS_TO_PROPOSE)
    except (sortition.InfeasibleError, sortition.SolverError):
        return None
    moves = [move.as_data() for move in found.moves]
    return {"moves": moves, "seats": found.seats, "at_least": found.at_least} if moves else None


def relax_quotas(recruitment: Recruitment, reason: str) -> Relaxation:
    """Take the wider quotas that were proposed to the last attempt; they supersede the locked ones.

    The pool can then be frozen again; the record has both digests, what moved, and why.
    """
    draw = queries.find_draw(recruitment)
    proposal = queries.find_proposal(recruitment)
    if draw is None or proposal is None:
        raise NothingToRelax
    if not reason.strip():
        raise ReasonForRelaxing
    rows = {_key(row.feature, row.value): row for row in recruitment.quotas}
    for move in proposal["moves"]:
        _widen(rows[_key(move["feature"], move["value"])], move)
    former, quotas = recruitment.quotas_digest or "", list_quotas(recruitment)
    recruitment.quotas_digest = digest_of(quotas)
    relaxation = Relaxation(
        recruitment_id=recruitment.id,
        attempt=draw.attempt,
        reason=reason.strip(),
        moves=proposal["moves"],
        former_digest=former,
        digest=recruitment.quotas_digest,
    )
    session.add(relaxation)
    session.flush()
    _enter(recruitment, relaxation, quotas)
    return relaxation


def _key(feature: str, value: str) -> tuple[str, str]:
    """Return how a quota is found again: the commitment writes names in their normal form."""
    return fold(proofs.nfc(feature)), fold(proofs.nfc(value))


def _widen(row: Quota, move: dict[str, Any]) -> None:
    if (row.minimum, row.maximum) != (move["min"]["old"], move["max"]["old"]):
        raise NothingToRelax
    row.minimum, row.maximum = move["min"]["new"], move["max"]["new"]


def _enter(recruitment: Recruitment, relaxation: Relaxation, quotas: Quotas) -> None:
    content = {
        "recruitment": recruitment.id,
        "attempt": relaxation.attempt,
        "reason": proofs.nfc(relaxation.reason),
        "supersedes": relaxation.former_digest,
        "quotas": as_content(quotas),
        "digest": relaxation.digest,
    }
    record.append("quotas_relaxed", content, recruitment.body_id)
