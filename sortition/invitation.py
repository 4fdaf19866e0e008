"""Draw 1, who is written to: one keyed hash for each household, then dice decide the order.

The protocol `observatory-draw-v1`; hashes are lower-case hex in every signature and file.
"""

import hashlib
import hmac
import secrets
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from sortition import proofs
from sortition.draw import read_dice
from sortition.errors import DrawError
from sortition.register import Eligibility, EligibilityRules

LEAST_DICE = 20


class Leaf(NamedTuple):
    """A household in the draw: its keyed hash, its stratum and its key in the register."""

    leaf: str
    stratum: str
    household: str


class Letter(NamedTuple):
    """A household that is written to: `rank` from 1 in its stratum, `order` the hash it came by."""

    stratum: str
    rank: int
    household: str
    leaf: str
    order: str


def new_key() -> bytes:
    """Make the key K of a draw, which the register holder keeps (32 random bytes)."""
    return secrets.token_bytes(32)


def letters_by_stratum(households: Mapping[str, int], letters: int) -> dict[str, int]:
    """Share out the letters by largest remainder of the eligible households.

    Parameters
    ----------
    households
        How many each stratum has, H_s.
    letters
        How many are sent in all, N; equal remainders go by the stratum's name.

    Raises
    ------
    DrawError
        code `too_many_letters`, where N is above the sum of H_s.
    """
    total = sum(households.values())
    if letters > total:
        raise DrawError("too_many_letters", letters=letters, households=total)
    whole = {own: letters * count // total for own, count in households.items() if count}
    rest = sorted(whole, key=lambda own: (-(letters * households[own] % total), own))
    one_more = set(rest[: letters - sum(whole.values())])
    return {own: whole.get(own, 0) + (own in one_more) for own in sorted(households)}


def leaf(key: bytes, household: str, stratum: str) -> str:
    """Return HMAC-SHA256(K, household and stratum, each with its length), as 64 hex digits."""
    return hmac.new(key, proofs.length_prefixed(household, stratum), hashlib.sha256).hexdigest()


def leaves_of(key: bytes, households: Mapping[str, str]) -> list[Leaf]:
    """Return the leaf of every household (key to stratum), sorted, so that places tell nothing."""
    return sorted(
        Leaf(leaf(key, own, stratum), stratum, own) for own, stratum in households.items()
    )


def commit_invitations(
    *,
    draw: str,
    eligibility: Eligibility,
    rules: EligibilityRules,
    letters: Mapping[str, int],
    leaves: Sequence[Leaf],
    unit: str = "household",
) -> dict[str, Any]:
    """Return the content of `commit1.json`, whose hash is read aloud before the dice.

    Parameters
    ----------
    draw, unit
        The draw's own id, and what is drawn.
    eligibility, rules
        The register under the rules.
    letters
        How many households of each stratum are written to, N_s.
    leaves
        Those of every eligible household (`leaves_of`).

    Raises
    ------
    DrawError
        codes `letters_do_not_fit`, `unknown_stratum`, `too_many_letters`.
    """
    strata = eligibility.strata
    if Counter(own.stratum for own in leaves) != Counter(strata):
        raise DrawError("letters_do_not_fit")
    _check_letters(letters, strata)
    born, districts = rules.born_on_or_before, rules.districts
    return {
        "protocol": proofs.PROTOCOL,
        "file": "commit1",
        "draw": draw,
        "snapshot": eligibility.snapshot,
        "rules": {
            "born_on_or_before": born.isoformat() if born else None,
            "districts": sorted(districts) if districts is not None else None,
        },
        "rows": eligibility.rows,
        "counts": dict(eligibility.counts),
        "unit": unit,
        "strata": [
            {"stratum": own, "households": count, "letters": letters.get(own, 0)}
            for own, count in strata.items()
        ],
        "root": leaves_tree(leaves).root.hex(),
    }


def _check_letters(letters: Mapping[str, int], strata: Mapping[str, int]) -> None:
    for own, count in letters.items():
        if count and own not in strata:
            raise DrawError("unknown_stratum", stratum=own)
        if count > strata.get(own, 0):
            raise DrawError("too_many_letters", letters=count, households=strata[own])


def leaves_tree(leaves: Iterable[Leaf]) -> proofs.MerkleTree:
    """Return the tree over all leaves, sorted; `proof` of a letter's place goes into the letter."""
    return proofs.MerkleTree(bytes.fromhex(own.leaf) for own in sorted(leaves))


def seed_of(commit: bytes, dice: str) -> bytes:
    """Return H("seed", SHA256(commit1), dice), 32 bytes, of at least 20 dice (see `read_dice`)."""
    return proofs.H("seed", proofs.sha256(commit), read_dice(dice, LEAST_DICE))


def draw_invitations(commit: bytes, leaves: Sequence[Leaf], dice: str) -> dict[str, list[Letter]]:
    """Return the letters of each stratum, ranked: the first N_s by H("order", seed, leaf).

    Parameters
    ----------
    commit
        The bytes of `commit1.json`.
    leaves
        Those it committed to.
    dice
        At least 20 digits.

    Raises
    ------
    DrawError
        `letters_do_not_fit` where the leaves are not those committed to; errors of `read_dice`.
    """
    seed = seed_of(commit, dice)
    record = proofs.read_canonical(commit)
    strata = {cell["stratum"]: cell["households"] for cell in record["strata"]}
    found = Counter(own.stratum for own in leaves)
    if found != strata or leaves_tree(leaves).root.hex() != record["root"]:
        raise DrawError("letters_do_not_fit")
    ranked: dict[str, list[tuple[str, Leaf]]] = {}
    for own in leaves:
        order = proofs.H("order", seed, bytes.fromhex(own.leaf)).hex()
        ranked.setdefault(own.stratum, []).append((order, own))
    return {
        cell["stratum"]: _first(ranked[cell["stratum"]], cell["letters"])
        for cell in record["strata"]
    }


def _first(ranked: list[tuple[str, Leaf]], letters: int) -> list[Letter]:
    return [
        Letter(own.stratum, rank, own.household, own.leaf, order)
        for rank, (order, own) in enumerate(sorted(ranked)[:letters], start=1)
    ]
