"""Committing to a pool: `commit.json` with all its rules, and again after a correction."""

import itertools
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from observatory import keys
from observatory.bodies.models import Body
from observatory.database import now, session
from observatory.errors import N_, RuleBroken
from observatory.lottery import queries
from observatory.lottery.models import Draw
from observatory.lottery.services.solving import panels_for
from observatory.recruitment.models import Recruitment, Respondent
from observatory.recruitment.queries import draw_name, list_pool, list_quotas
from observatory.version import lock_digest, version
from sortition import draw as protocol
from sortition import proofs


class PoolTooSmall(RuleBroken):
    """A panel cannot have more members than the pool."""

    code = "pool_too_small"
    message = N_("The pool has %(members)s people. The panel needs at least %(seats)s.")


def commit_pool(draw: Draw) -> int:
    """Write `commit.json` for the pool as it is now, open it to objections; return its size."""
    recruitment = draw.recruitment
    pool = list_pool(recruitment)
    if len(pool) < recruitment.seats:
        raise PoolTooSmall(members=len(pool), seats=recruitment.seats)
    period = protocol.Objections.after(recruitment.objection_days, now())
    draw.objections_until = period.until if period else None
    draw.panels = panels_for(pool, list_quotas(recruitment), recruitment.seats)
    draw.commitment = proofs.canonical(_commitment(draw, pool, period)).decode()
    draw.commitment_digest = proofs.sha256(draw.commitment.encode()).hex()
    return len(pool)


def _commitment(
    draw: Draw, pool: Sequence[Respondent], objections: protocol.Objections | None
) -> dict[str, object]:
    recruitment = draw.recruitment
    name = draw_name(recruitment)
    return protocol.commitment(
        draw=name,
        attempt=draw.attempt,
        former=list(_former(draw)),
        pool=_entries(name, pool),
        quotas=list_quotas(recruitment),
        size=recruitment.seats,
        panels=draw.panels,
        objective=draw.objective,
        software=version(),
        lock=lock_digest(),
        signers=[signer_of(recruitment)],
        objections=objections,
        replacements_until=recruitment.replacements_until,
    )


def list_entries(recruitment: Recruitment) -> list[tuple[str, str]]:
    """Return the pool as `commit.json` would have it now: each pid, and what binds the features."""
    return _entries(draw_name(recruitment), list_pool(recruitment))


def _entries(name: str, pool: Sequence[Respondent]) -> list[tuple[str, str]]:
    return [(one.pid, protocol.attr(name, one.nonce, one.features)) for one in pool]


def signer_of(recruitment: Recruitment) -> protocol.Signer:
    """Return who signs for the observatory, with the key of this server."""
    body = session.get_one(Body, recruitment.body_id)
    return protocol.Signer("operator", recruitment.signed_by or body.name, keys.public_key())


def _former(draw: Draw) -> Iterator[protocol.Former]:
    """Name every commitment that this one takes the place of, with the reason why."""
    attempts = [one for one in queries.list_attempts(draw.recruitment) if one is not draw]
    for one, later in itertools.pairwise([*attempts, draw]):
        yield from _corrected(one)
        yield protocol.Former(one.attempt, one.commitment_digest, later.reason or "")
    yield from _corrected(draw)


def _corrected(draw: Draw) -> Iterator[protocol.Former]:
    """Name the commitments of one attempt that corrections took the place of."""
    if draw.id is not None:
        for former in queries.list_former(draw):
            yield protocol.Former(draw.attempt, former.digest, former.reason)


def shown_moment(moment: datetime | None) -> str:
    """Return a moment as `commit.json` and the record write it: UTC, to the minute."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%MZ}" if moment else ""
