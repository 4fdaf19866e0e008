"""What is fixed before the dice: `commit1.json`."""

from collections.abc import Mapping
from typing import Any

from sortition import proofs
from sortition.errors import DrawError
from sortition.invitation.leaves import Leaves
from sortition.register.eligibility import Eligibility
from sortition.register.frame import Frame


def commit_invitations(
    *,
    draw: str,
    eligibility: Eligibility,
    letters: Mapping[str, int],
    leaves: Leaves,
    second_wave: Mapping[str, int] | None = None,
) -> dict[str, Any]:
    """Return the content of `commit1.json`, whose hash is read aloud before the dice.

    Parameters
    ----------
    draw
        The draw's own id.
    eligibility
        The register under the rules.
    letters
        How many letters go to each stratum, N_s.
    second_wave
        How many more go to each stratum if replies are too few, by the same order.
    leaves
        Those of every eligible household or person.

    Raises
    ------
    DrawError
        codes `letters_do_not_fit`, `unknown_stratum`, `too_many_letters`.
    """
    frame = leaves.frame
    households = frame.households_by_stratum
    if sum(households.values()) != eligibility.households:
        raise DrawError("letters_do_not_fit")
    more = second_wave or {}
    together = {own: letters.get(own, 0) + more.get(own, 0) for own in {*letters, *more}}
    _check_letters(together, households)
    return {
        "protocol": proofs.PROTOCOL,
        "file": "commit1",
        "draw": draw,
        "snapshot": eligibility.snapshot,
        "rules": eligibility.rules,
        "rows": eligibility.rows,
        "counts": dict(eligibility.counts),
        "unit": frame.unit,
        "strata": _strata(leaves.frame, letters, second_wave),
        "root": leaves.tree.root.hex(),
    }


def _strata(
    frame: Frame, letters: Mapping[str, int], second_wave: Mapping[str, int] | None
) -> list[dict[str, Any]]:
    units = frame.units_by_stratum
    return [
        {
            "stratum": own,
            "households": count,
            "units": units[own],
            "letters": letters.get(own, 0),
            **({"second_wave": second_wave.get(own, 0)} if second_wave else {}),
        }
        for own, count in frame.households_by_stratum.items()
    ]


def _check_letters(letters: Mapping[str, int], households: Mapping[str, int]) -> None:
    for own, count in letters.items():
        if count and own not in households:
            raise DrawError("unknown_stratum", stratum=own)
        if count > households.get(own, 0):
            raise DrawError("too_many_letters", letters=count, households=households[own])
