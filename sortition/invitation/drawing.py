"""From dice to letters: in each stratum the first by H("order", seed, leaf)."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sortition import proofs
from sortition.draw import read_dice
from sortition.errors import DrawError
from sortition.hashing import hash_each
from sortition.invitation.leaves import Leaves
from sortition.register.digests import Digests, order_of
from sortition.register.grouping import numbered

LEAST_DICE = 20
_LAST = np.uint64(2**64 - 1)


class Letter(NamedTuple):
    """A household or person who is written to.

    `rank` counts from 1 in the stratum, `order` is the hash it came by, `place` that of the leaf in
    the tree, `person` the person's key where persons are drawn, else "".
    """

    stratum: str
    rank: int
    household: str
    leaf: str
    order: str
    place: int
    person: str = ""


def seed_of(commit: bytes, dice: str) -> bytes:
    """Return H("seed", SHA256(commit1), dice), 32 bytes, of at least 20 dice (see `read_dice`)."""
    return proofs.H("seed", proofs.sha256(commit), read_dice(dice, LEAST_DICE))


def draw_invitations(commit: bytes, leaves: Leaves, seed: bytes) -> dict[str, list[Letter]]:
    """Return the letters of each stratum, ranked: the first N_s by H("order", seed, leaf).

    Those of the second wave, where one was committed to, have the ranks that follow.

    Where persons are drawn, a person below another of the same household is skipped, so that no
    household gets two letters; then chances are not exactly equal.

    Parameters
    ----------
    commit
        The bytes of `commit1.json`.
    leaves
        Those it committed to.
    seed
        That of the dice (`seed_of`), 32 bytes.

    Raises
    ------
    DrawError
        `letters_do_not_fit` where the leaves are not those committed to.
    """
    record = proofs.read_canonical(commit)
    _check(record, leaves)
    orders = order_digests(seed, leaves.digests)
    counts = np.array([_count(cell) for cell in record["strata"]], np.int64)
    ranked = _ranked(leaves, orders, counts)
    strata = leaves.frame.stratum[ranked]
    return {
        cell["stratum"]: _letters(leaves, orders, ranked[strata == place][: counts[place]])
        for place, cell in enumerate(record["strata"])
    }


def _count(cell: Mapping[str, int]) -> int:
    return cell["letters"] + cell.get("second_wave", 0)


def order_digests(seed: bytes, digests: Digests) -> Digests:
    """Return H("order", seed, leaf) of each leaf, shape (n, 32)."""
    start = proofs.length_prefixed(proofs.PROTOCOL, "order", seed) + (32).to_bytes(8, "big")
    return np.frombuffer(hash_each(start, digests, 32), np.uint8).reshape(-1, 32)


def _check(record: Any, leaves: Leaves) -> None:
    committed = {cell["stratum"]: cell["units"] for cell in record["strata"]}
    is_same = committed == leaves.frame.units_by_stratum and record["unit"] == leaves.frame.unit
    if not is_same or leaves.tree.root.hex() != record["root"]:
        raise DrawError("letters_do_not_fit")


def _ranked(
    leaves: Leaves, orders: Digests, counts: NDArray[np.int64], more: int = 64
) -> NDArray[np.int64]:
    """Return who can get a letter, by order: at least so many of each stratum as there are.

    Sorted are only those who come early: twice as many as are wanted and `more`, expected by their
    first eight bytes. Where skipped persons leave too few of them, all are sorted.
    """
    stratum, strata = leaves.frame.stratum, len(leaves.frame.strata)
    units = np.maximum(np.bincount(stratum, minlength=strata), 1)
    share = np.minimum((2 * counts + more) / units, 1.0)
    last = np.where(share < 1, (share * 2**63).astype(np.uint64) * np.uint64(2), _LAST)
    first = orders.view(">u8")[:, 0].astype(np.uint64)
    early = np.flatnonzero(first <= last[stratum])
    for places in (early, np.arange(len(leaves))):
        ranked = places[order_of(orders[places])]
        if leaves.frame.unit == "person":
            ranked = _first_of_household(leaves, ranked)
        if (np.bincount(stratum[ranked], minlength=strata) >= counts).all():
            break
    return ranked


def _first_of_household(leaves: Leaves, ranked: NDArray[np.int64]) -> NDArray[np.int64]:
    """Keep of each household the person who comes first."""
    homes = leaves.frame.homes
    return ranked[np.sort(numbered(homes.of_row[ranked], len(homes)).first)]


def _letters(leaves: Leaves, orders: Digests, places: NDArray[np.int64]) -> list[Letter]:
    frame = leaves.frame
    is_person = frame.unit == "person"
    return [
        Letter(
            frame.strata[frame.stratum[place]],
            rank,
            frame.households[place].decode(),
            leaves.digests[place].tobytes().hex(),
            orders[place].tobytes().hex(),
            place,
            frame.keys[place].decode() if is_person else "",
        )
        for rank, place in enumerate(places.tolist(), start=1)
    ]
