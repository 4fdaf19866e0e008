"""Draw 2, who sits: commit to the pool, commit to the panels, throw the dice, open one panel.

The protocol `observatory-draw-v1`. Codes and hashes are lower-case hex in every signature and
file, and enter a hash as their bytes; files are the bytes of `proofs.canonical`.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from sortition import proofs
from sortition.errors import DrawError
from sortition.personal import attr, new_nonce, new_secret, pid
from sortition.quotas import Quota, Quotas

__all__ = [
    "attr",
    "check_dice",
    "commitment",
    "new_nonce",
    "new_secret",
    "order_of",
    "panels_record",
    "pick",
    "pid",
    "read_dice",
    "result",
    "solver_seed",
]

SEED_DIGITS = 21
AUDITED = 20  # one member in twenty (5 %) is called by the auditors


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

    Raises
    ------
    DrawError
        codes `panels_not_for_dice`, `duplicate_pid`.
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
        "attempt": attempt,
        "pool": members,
        "pool_size": len(members),
        "pool_root": proofs.merkle_root(_member(own, bound) for own, bound in members).hex(),
        "quotas": [_quota(quota) for quota in quotas.quotas],
        "panel_size": size,
        "panels": panels,
        "objective": objective,
        "dice": {"number": number_digits(panels), "seed": SEED_DIGITS},
        "software": {"version": software, "lock": lock},
    }


def _member(own: str, bound: str) -> bytes:
    return proofs.H("member", bytes.fromhex(own), bytes.fromhex(bound))


def _quota(quota: Quota) -> dict[str, Any]:
    return {
        "feature": proofs.nfc(quota.feature),
        "value": proofs.nfc(quota.value),
        "min": quota.minimum,
        "max": quota.maximum,
    }


def solver_seed(commit: bytes) -> bytes:
    """Return the solver's own seed, decided by `commit.json`: H("solver", SHA256(commit))."""
    return proofs.H("solver", proofs.sha256(commit))


def panels_record(
    commit: bytes,
    panels: Sequence[Sequence[str]],
    key: bytes,
    *,
    minimum: float,
    upper_bound: float,
    gap: float,
) -> dict[str, Any]:
    """Return the content of `panels.json`, whose hash is read aloud before the dice.

    It names no panel: each is one Merkle root over its salted seats in random order, and the
    selection probabilities are sorted fractions c/m without pids.

    Parameters
    ----------
    commit
        The bytes of `commit.json`.
    panels
        (m, k) pids.
    key
        Secret bytes of this draw, from which the salts come; whoever has it can open every panel.
    minimum, upper_bound, gap
        The proof of the distribution, kept as decimals with twelve places.

    Raises
    ------
    DrawError
        code `panels_do_not_fit`: another number of panels, or a panel that is not k of the pool.
    """
    rules = proofs.read_canonical(commit)
    _check_panels(rules, panels)
    seats = Counter(own for panel in panels for own in panel)
    return {
        "protocol": proofs.PROTOCOL,
        "file": "panels",
        "commit": proofs.sha256(commit).hex(),
        "panels": len(panels),
        "roots": [_root(opening(key, j, panel)) for j, panel in enumerate(panels)],
        "fractions": sorted(seats[own] for own, _ in rules["pool"]),
        "minimum": f"{minimum:.12f}",
        "upper_bound": f"{upper_bound:.12f}",
        "gap": f"{gap:.12f}",
    }


def _check_panels(rules: dict[str, Any], panels: Sequence[Sequence[str]]) -> None:
    pool = {own for own, _ in rules["pool"]}
    size = rules["panel_size"]
    fits = all(len(set(panel)) == len(panel) == size and pool.issuperset(panel) for panel in panels)
    if len(panels) != rules["panels"] or not fits:
        raise DrawError("panels_do_not_fit", panels=rules["panels"], size=size)


def opening(key: bytes, number: int, panel: Iterable[str]) -> list[list[str]]:
    """Return the seats [pid, salt] of panel `number` in the random order of its tree."""
    seats = [
        [own, proofs.H("salt", key, number, bytes.fromhex(own)).hex()] for own in sorted(panel)
    ]
    return proofs.shuffle(proofs.H("seats", key), str(number), seats)


def _root(seats: Iterable[Sequence[str]]) -> str:
    leaves = (proofs.H("seat", bytes.fromhex(salt), bytes.fromhex(own)) for own, salt in seats)
    return proofs.merkle_root(leaves).hex()


def number_digits(panels: int) -> int:
    """Return how many dice name one of `panels` panels: 3 for 1,000, 4 for 10,000."""
    digits = len(str(panels)) - 1
    if panels < 10 or panels != 10**digits:
        raise DrawError("panels_not_for_dice", panels=panels)
    return digits


def check_dice(text: str, panels: int) -> str:
    """Return the digits of a ceremony's ten-sided dice without blanks: 3 + 21 for 1,000 panels.

    Raises
    ------
    DrawError
        codes `dice_not_digits`, `dice_too_few`.
    """
    return read_dice(text, number_digits(panels) + SEED_DIGITS)


def read_dice(text: str, needed: int) -> str:
    """Return the digits of at least `needed` dice, without blanks; errors as `check_dice`."""
    dice = "".join(text.split())
    for position, letter in enumerate(dice, start=1):
        if letter not in "0123456789":
            raise DrawError("dice_not_digits", letter=letter, position=position)
    if len(dice) < needed:
        missing = needed - len(dice)
        raise DrawError("dice_too_few", given=len(dice), needed=needed, missing=missing)
    return dice


def pick(commit: bytes, panels: bytes, dice: str, m: int) -> tuple[int, bytes]:
    """Return the panel's number, which the first dice say, and the seed of all that follows.

    seed = H("seed", SHA256(commit), SHA256(panels), dice), 32 bytes.
    """
    thrown = check_dice(dice, m)
    seed = proofs.H("seed", proofs.sha256(commit), proofs.sha256(panels), thrown)
    return int(thrown[: number_digits(m)]), seed


def order_of(seed: bytes, pids: Iterable[str]) -> list[str]:
    """Return the pids in the order of the draw, for vacancies: sorted by H("order", seed, pid)."""
    return sorted(pids, key=lambda own: proofs.H("order", seed, bytes.fromhex(own)))


def audit_sample(seed: bytes, pids: Sequence[str]) -> list[str]:
    """Return the members whom the auditors call: one in twenty, at least one, by H("audit", ..)."""
    ranked = sorted(pids, key=lambda own: proofs.H("audit", seed, bytes.fromhex(own)))
    return ranked[: -(-len(pids) // AUDITED)]


def result(
    commit: bytes, panels: bytes, dice: str, members: Sequence[Sequence[str]], key: bytes
) -> dict[str, Any]:
    """Return the content of `result.json`: the dice, the opened panel, the order for vacancies.

    Parameters
    ----------
    commit, panels
        The bytes of `commit.json` and `panels.json`.
    dice
        The digits as thrown.
    members
        (m, k) pids of every panel, as they went into `panels_record`.
    key
        The secret bytes of this draw.

    Raises
    ------
    DrawError
        the codes of `check_dice`, and `panel_does_not_open` where the files, the panels and the
        key do not belong together.
    """
    rules, record = proofs.read_canonical(commit), proofs.read_canonical(panels)
    number, seed = pick(commit, panels, dice, rules["panels"])
    seats = opening(key, number, members[number])
    if record["commit"] != proofs.sha256(commit).hex() or record["roots"][number] != _root(seats):
        raise DrawError("panel_does_not_open", number=number)
    pool = [own for own, _ in rules["pool"]]
    return {
        "protocol": proofs.PROTOCOL,
        "file": "result",
        "draw": rules["draw"],
        "attempt": rules["attempt"],
        "commit": proofs.sha256(commit).hex(),
        "panels": proofs.sha256(panels).hex(),
        "dice": check_dice(dice, rules["panels"]),
        "number": number,
        "seats": seats,
        "seed": seed.hex(),
        "order": order_of(seed, set(pool) - set(members[number])),
        "audit": audit_sample(seed, pool),
    }
