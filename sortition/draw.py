"""Draw 2, who sits: commit to the pool, commit to the panels, throw the dice, open one panel.

The protocol `observatory-draw-v1`. Codes and hashes are lower-case hex in every signature and
file, and enter a hash as their bytes; files are the bytes of `proofs.canonical`.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sortition import proofs
from sortition.commitment import Former, Objections, commitment
from sortition.dice import SEED_DIGITS, check_dice, number_digits, read_dice
from sortition.errors import DrawError
from sortition.openings import opening, seal, seats_root
from sortition.personal import attr, new_nonce, new_secret, opener, pid
from sortition.signatures import Signer

__all__ = [
    "SEED_DIGITS",
    "Former",
    "Objections",
    "Signer",
    "attr",
    "audit_sample",
    "check_dice",
    "commitment",
    "new_nonce",
    "new_secret",
    "number_digits",
    "opener",
    "opening",
    "order_of",
    "panels_record",
    "pick",
    "pid",
    "read_dice",
    "result",
    "solver_seed",
]

AUDITED = 20  # one member in twenty (5 %) is called by the auditors


def solver_seed(commit: bytes) -> bytes:
    """Return the solver's own seed, decided by `commit.json`: H("solver", SHA256(commit))."""
    return proofs.H("solver", proofs.sha256(commit))


def panels_record(
    commit: bytes,
    panels: Sequence[Sequence[str]],
    key: bytes,
    *,
    openers: Mapping[str, str] | None = None,
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
    openers
        `personal.opener` of each pid, with which people open their own seats; None where they
        are not kept, and then nobody can see their chance in the record.
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
        "roots": [seats_root(opening(key, j, panel)) for j, panel in enumerate(panels)],
        "fractions": sorted(seats[own] for own, _ in rules["pool"]),
        "sealed": None if openers is None else _sealed(commit, rules, panels, openers),
        "minimum": _decimal(minimum),
        "upper_bound": _decimal(upper_bound),
        "gap": _decimal(gap),
    }


def _sealed(
    commit: bytes,
    rules: dict[str, Any],
    panels: Sequence[Sequence[str]],
    openers: Mapping[str, str],
) -> list[list[str]]:
    """Seal for each of the pool, in its order, the panels they sit on."""
    sits = defaultdict(list)
    for j, panel in enumerate(panels):
        for own in panel:
            sits[own].append(j)
    pool, m = (own for own, _ in rules["pool"]), len(panels)
    return [seal(commit, openers[own], own, sits[own], m) for own in pool]


def _decimal(value: float) -> str:
    """Write twelve places; what the solver leaves below zero is its last bit, and zero."""
    return f"{max(value, 0.0):.12f}"


def _check_panels(rules: dict[str, Any], panels: Sequence[Sequence[str]]) -> None:
    pool = {own for own, _ in rules["pool"]}
    size = rules["panel_size"]
    fits = all(len(set(panel)) == len(panel) == size and pool.issuperset(panel) for panel in panels)
    if len(panels) != rules["panels"] or not fits:
        raise DrawError("panels_do_not_fit", panels=rules["panels"], size=size)


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
    if record["commit"] != proofs.sha256(commit).hex() or record["roots"][number] != seats_root(
        seats
    ):
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
