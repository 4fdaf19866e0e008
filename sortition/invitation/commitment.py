"""What is fixed before the dice: `commit1.json`."""

from collections.abc import Mapping
from typing import Any

from sortition import proofs
from sortition.errors import DrawError
from sortition.invitation.leaves import Leaves
from sortition.register.eligibility import Eligibility, EligibilityRules


def commit_invitations(
    *,
    draw: str,
    eligibility: Eligibility,
    rules: EligibilityRules,
    letters: Mapping[str, int],
    leaves: Leaves,
) -> dict[str, Any]:
    """Return the content of `commit1.json`, whose hash is read aloud before the dice.

    Parameters
    ----------
    draw
        The draw's own id.
    eligibility, rules
        The register under the rules.
    letters
        How many letters go to each stratum, N_s.
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
    _check_letters(letters, households)
    units = frame.units_by_stratum
    return {
        "protocol": proofs.PROTOCOL,
        "file": "commit1",
        "draw": draw,
        "snapshot": eligibility.snapshot,
        "rules": rules.as_data(),
        "rows": eligibility.rows,
        "counts": dict(eligibility.counts),
        "unit": frame.unit,
        "strata": [
            {
                "stratum": own,
                "households": count,
                "units": units[own],
                "letters": letters.get(own, 0),
            }
            for own, count in households.items()
        ],
        "root": leaves.tree.root.hex(),
    }


def _check_letters(letters: Mapping[str, int], households: Mapping[str, int]) -> None:
    for own, count in letters.items():
        if count and own not in households:
            raise DrawError("unknown_stratum", stratum=own)
        if count > households.get(own, 0):
            raise DrawError("too_many_letters", letters=count, households=households[own])
