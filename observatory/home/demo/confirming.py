"""The register holder of the made-up city: looks up who answered, and finds a few who may not."""

import io
from random import Random

from observatory.recruitment.models import Recruitment
from observatory.recruitment.queries import list_keys
from observatory.recruitment.rules import REFUSALS
from sortition.tables import write_table

HEADER = ("letter", "household", "eligible", "reason")
MAY_NOT = 0.03


def answers_csv(recruitment: Recruitment, seed: int = 1) -> str:
    """Return the answer about all replies as the file that the page of confirmations takes."""
    random = Random(seed)  # noqa: S311  (a made-up city needs no secrecy)
    out = io.StringIO()
    rows = []
    for letter, household, *_ in list_keys(recruitment, is_all=True):
        chance, place = random.random(), random.random()
        reason = REFUSALS[int(place * len(REFUSALS))] if chance < MAY_NOT else ""
        rows.append((letter, household, "no" if reason else "yes", reason))
    write_table(out, HEADER, rows)
    return out.getvalue()
