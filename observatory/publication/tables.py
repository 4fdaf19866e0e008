"""Published figures as CSV files, with documented columns."""

import io
from typing import Any

from sortition.tables import write_table

GRADES_HEADER = (
    "criterion",
    *(f"grade_{number}" for number in range(1, 6)),  # counts, from the worst to the best
    "cannot_tell",
    "median",
    "consensus_thousandths",
)


def grades_csv(statement: dict[str, Any]) -> str:
    """Return one row for each criterion: see GRADES_HEADER."""
    criteria = statement["criteria"]["criteria"] if statement["criteria"] else []
    out = io.StringIO()
    write_table(
        out,
        GRADES_HEADER,
        (
            [one["key"], *one["counts"], one["cannot_tell"], one["median"], one["consensus"]]
            for one in criteria
        ),
    )
    return out.getvalue()
