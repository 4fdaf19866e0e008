"""A draw of invented people, to practise a ceremony: its panels tell nothing about a real draw."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from sortition import draw, proofs
from sortition.quotas import Quota, Quotas
from sortition.software import lock_digest, version

COPIES = 10  # invented people for each seat
PANELS = 1000


@dataclass(frozen=True)
class Practice:
    """An invented draw whose panels are fixed.

    Attributes
    ----------
    commit, panels
        The bytes of its `commit.json` and `panels.json`; the first says `rehearsal: true`.
    members
        (m, k) pids of every panel.
    key
        The secret bytes that hide and open them.
    """

    commit: bytes
    panels: bytes
    members: Sequence[Sequence[str]]
    key: bytes

    def result(self, dice: str) -> dict[str, Any]:
        """Return the content of `result.json` for these dice; errors as `draw.result`."""
        return draw.result(self.commit, self.panels, dice, self.members, self.key)


def practise(quotas: Quotas, size: int, seed: bytes) -> Practice:
    """Invent ten people for each of `size` seats, and 1,000 panels of them that meet the quotas.

    Each seat has a profile, and the panels differ in who of its ten people takes it. So every
    panel meets the quotas without a solver, and everybody sits on 100 of 1,000 panels. Quotas of
    a feature that cannot add up to `size` are left out.

    Parameters
    ----------
    quotas
        What the real draw will have to meet; may be empty.
    size
        The seats of a panel, k.
    seed
        Decides everything: the same seed gives the same bytes. Take one that no real draw uses.
    """
    kept, profiles = _profiles(quotas, size, seed)
    pids = [proofs.H("practice", seed, i).hex() for i in range(size * COPIES)]
    nonces = (proofs.H("practice-nonce", seed, i).hex()[:32] for i in range(size * COPIES))
    name = f"rehearsal-{proofs.H('practice-name', seed).hex()[:8]}"
    commit = proofs.canonical(
        draw.commitment(
            draw=name,
            pool=[
                (own, draw.attr(name, nonce, profiles[i // COPIES]))
                for i, (own, nonce) in enumerate(zip(pids, nonces, strict=True))
            ],
            quotas=kept,
            size=size,
            panels=PANELS,
            objective="leximin",
            software=version(),
            lock=lock_digest(),
            rehearsal=True,
        )
    )
    members, key = _panels(pids, size, seed), proofs.H("practice-key", seed)
    chance = 1 / COPIES
    record = draw.panels_record(commit, members, key, minimum=chance, upper_bound=chance, gap=0.0)
    return Practice(commit, proofs.canonical(record), members, key)


def _profiles(quotas: Quotas, size: int, seed: bytes) -> tuple[Quotas, list[dict[str, str]]]:
    """Return the quotas that are met, and the features of each seat."""
    kept: list[Quota] = []
    profiles = [dict[str, str]() for _ in range(size)]
    for feature in quotas.features:
        own = quotas.of(feature)
        if not sum(q.minimum for q in own) <= size <= sum(q.maximum for q in own):
            continue
        kept += own
        values = [q.value for q in own for _ in range(q.minimum)]
        spare = [q.value for q in own for _ in range(q.maximum - q.minimum)]
        values += proofs.shuffle(seed, f"spare/{feature}", spare)[: size - len(values)]
        shuffled = proofs.shuffle(seed, f"seats/{feature}", values)
        for profile, value in zip(profiles, shuffled, strict=True):
            profile[feature] = value
    return Quotas(tuple(kept)), profiles


def _panels(pids: list[str], size: int, seed: bytes) -> list[list[str]]:
    """Return panels in which each seat goes through its ten people equally often."""
    copies = np.tile(np.arange(COPIES), (size, PANELS // COPIES))
    chosen = np.random.default_rng(list(seed)).permuted(copies, axis=1)
    return [
        [pids[seat * COPIES + chosen[seat, panel]] for seat in range(size)]
        for panel in range(PANELS)
    ]
