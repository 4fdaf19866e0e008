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

LEAST_DICE = 20


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
    ranked = order_of(orders)
    if leaves.frame.unit == "person":
        ranked = _first_of_household(leaves, ranked)
    strata = leaves.frame.stratum[ranked]
    return {
        cell["stratum"]: _letters(leaves, orders, ranked[strata == place][: _count(cell)])
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


def _first_of_household(leaves: Leaves, ranked: NDArray[np.int64]) -> NDArray[np.int64]:
    """Keep of each household the person who comes first."""
    homes = leaves.frame.homes
    first = np.empty(len(homes), np.int64)
    first[homes.of_row[ranked[::-1]]] = np.arange(len(ranked))[::-1]  # the last written is first
    return ranked[np.sort(first)]


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
