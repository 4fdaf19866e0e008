"""`commit.json`: everything of draw 2 that is fixed before the panels are computed."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sortition import proofs
from sortition.dice import SEED_DIGITS, number_digits
from sortition.errors import DrawError
from sortition.quotas import Quota, Quotas
from sortition.signatures import Signer, list_signers

PRESET = "dice"  # where chance comes from: ten-sided dice, thrown in public
REPLACEMENT_RULE = "first_fitting"  # `replacements.find_replacements`, down the draw's order


@dataclass(frozen=True)
class Objections:
    """How long everybody can object to the pool before its panels are computed.

    Attributes
    ----------
    days
        As the rules say, at least one.
    until
        The moment until which objections are taken, to the full minute.
    """

    days: int
    until: datetime

    @classmethod
    def after(cls, days: int, frozen_at: datetime) -> "Objections | None":
        """Return the period of so many days from the freeze on; None where there is none."""
        if not days:
            return None
        begun = frozen_at.astimezone(UTC).replace(second=0, microsecond=0) + timedelta(minutes=1)
        return cls(days, begun + timedelta(days=days))

    def as_data(self) -> dict[str, Any]:
        """Return the period as `commit.json` has it: UTC, 2026-12-31T23:59Z."""
        return {"days": self.days, "until": f"{self.until.astimezone(UTC):%Y-%m-%dT%H:%MZ}"}


@dataclass(frozen=True)
class Former:
    """A commitment that a later one took the place of, and the public reason why.

    A correction after objections keeps the number of the attempt; a further attempt has the next.
    """

    attempt: int
    commit: str
    reason: str


def commitment(
    *,
    draw: str,
    pool: Iterable[tuple[str, str]],
    quotas: Quotas,
    size: int,
    panels: int,
    objective: str,
    software: str,
    lock: str | None = None,
    attempt: int = 1,
    former: Iterable[Former] = (),
    signers: Iterable[Signer] = (),
    rehearsal: bool = False,
    objections: Objections | None = None,
    replacements_until: date | None = None,
) -> dict[str, Any]:
    """Return the content of `commit.json`: everything fixed before the panels are computed.

    Parameters
    ----------
    draw, attempt
        The draw's own id, and which attempt this is, from 1.
    pool
        (pid, attr) of each member, in any order.
    quotas, size, objective
        What each panel meets, its seats k, and what the distribution maximises.
    panels
        How many panels the dice choose among, m: a power of ten.
    software, lock
        The version, and the SHA-256 of the file that pins every package.
    former
        Every commitment of this draw before this one, the first first.
    signers
        The operator, then the witnesses, with their public keys; by default nobody has a key,
        which the file then says.
    rehearsal
        Whether the draw only practises, so that nobody is seated by it.
    objections
        The time in which objections are taken; None where nobody can object.
    replacements_until
        The last day on which a vacant seat is filled; None where no day ends it.

    Raises
    ------
    DrawError
        codes `panels_not_for_dice`, `duplicate_pid`, `attempts_do_not_fit`, `bad_signers`.
    """
    number_digits(panels)
    members = sorted([own, bound] for own, bound in pool)
    twice = [own for own, times in Counter(own for own, _ in members).items() if times > 1]
    if twice:
        raise DrawError("duplicate_pid", pid=twice[0])
    return {
        "protocol": proofs.PROTOCOL,
        "file": "commit",
        "draw": draw,
        "rehearsal": rehearsal,
        "attempt": attempt,
        "former": _former(attempt, former),
        "pool": members,
        "pool_size": len(members),
        "pool_root": proofs.merkle_root(_member(own, bound) for own, bound in members).hex(),
        "quotas": [_quota(quota) for quota in quotas.quotas],
        "panel_size": size,
        "panels": panels,
        "objective": objective,
        "objections": objections.as_data() if objections else {"days": 0, "until": None},
        "replacements": {
            "rule": REPLACEMENT_RULE,
            "until": replacements_until.isoformat() if replacements_until else None,
        },
        "preset": PRESET,
        "dice": {"number": number_digits(panels), "seed": SEED_DIGITS},
        "software": {"version": software, "lock": lock},
        "signers": list_signers(signers),
    }


def _former(attempt: int, former: Iterable[Former]) -> list[dict[str, Any]]:
    """List what came before; the attempts count up from 1 and never leave one out."""
    listed = [asdict(one) | {"reason": proofs.nfc(one.reason)} for one in former]
    attempts = [0, *(one["attempt"] for one in listed), attempt]
    steps = [later - earlier for earlier, later in zip(attempts, attempts[1:], strict=False)]
    if steps[0] != 1 or not set(steps) <= {0, 1} or not all(one["reason"] for one in listed):
        raise DrawError("attempts_do_not_fit", attempt=attempt)
    return listed


def _member(own: str, bound: str) -> bytes:
    return proofs.H("member", bytes.fromhex(own), bytes.fromhex(bound))


def _quota(quota: Quota) -> dict[str, Any]:
    return {
        "feature": proofs.nfc(quota.feature),
        "value": proofs.nfc(quota.value),
        "min": quota.minimum,
        "max": quota.maximum,
    }


def quotas_of(commit: Mapping[str, Any]) -> Quotas:
    """Return the quotas that the content of a `commit.json` names."""
    rows = commit["quotas"]
    return Quotas(
        tuple(Quota(row["feature"], row["value"], row["min"], row["max"]) for row in rows)
    )
