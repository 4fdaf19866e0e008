"""What a run of draw 1 reports: counts that add up, hashes, and what it took."""

import sys
from collections.abc import Mapping
from typing import Any

from sortition import proofs
from sortition.invitation.drawing import Letter
from sortition.invitation.parts import Part

UNEQUAL = (
    "Drawn by person: who shares a household with others is skipped where one of them comes "
    "first, so that chances are not exactly equal."
)
EQUAL = "Drawn by household: in a stratum every household has the same chance."


def describe(
    part: Part, content: Mapping[str, Any], drawn: Mapping[str, list[Letter]]
) -> dict[str, Any]:
    """Return what was drawn of what: counts by rule and stratum, hashes, each stratum's cut-off."""
    own = part.eligibility
    strata = [
        {**cell, "cut_off": drawn[cell["stratum"]][cell["letters"] - 1].order}
        if cell["letters"]
        else {**cell, "cut_off": None}
        for cell in content["strata"]
    ]
    return {
        "rows": own.rows,
        "eligible": own.counts["eligible"],
        "households": own.households,
        "letters": sum(cell["letters"] for cell in content["strata"]),
        "unit": content["unit"],
        "chances": EQUAL if content["unit"] == "household" else UNEQUAL,
        "counts": own.counts,
        "strata": strata,
        "rules": own.rules,
        "columns": list(part.columns),
        "snapshot": own.snapshot,
        "root": content["root"],
        "commitment": proofs.sha256(proofs.canonical(content)).hex(),
    }


def peak_memory() -> float | None:
    """Return the most memory that this process held, in megabytes, where the system says."""
    try:
        import resource
    except ImportError:  # Windows does not say
        return None
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(peak / (1 << 20 if sys.platform == "darwin" else 1 << 10), 1)
