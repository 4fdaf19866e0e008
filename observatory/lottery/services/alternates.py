"""How many alternates to hold: who leaves is simulated, and counted how far down the order goes."""

from collections.abc import Callable
from typing import Any

import numpy as np

from observatory.jobs import Job, request_job
from observatory.lottery import queries
from observatory.lottery.models import Draw
from observatory.lottery.services.vacancies import refuse_undrawn
from sortition import proofs
from sortition.alternates import advise_alternates
from sortition.commitment import quotas_of
from sortition.pool import Pool

ADVICE = "lottery.advise_alternates"
USUAL = 10.0  # of 100 people cannot come
TRIALS = 200


def request_advice(draw: Draw, percent: float = USUAL) -> Job:
    """Have the advice computed anew, unless that is under way; `percent` of people cannot come."""
    refuse_undrawn(draw)
    job = queries.find_latest_job(ADVICE, draw.id)
    if job and job.is_open:
        return job
    job = request_job(ADVICE, draw.id)
    job.detail = {"percent": percent}
    return job


def advise(
    draw: Draw, report: Callable[[str, float], None], percent: float = USUAL
) -> dict[str, Any]:
    """Return how many alternates do in 95 of 100 trials, and how many are left.

    `percent` is the chance of each person, alternates too, not to come. Not even all alternates
    do where `enough` is None.
    """
    panel, order = queries.find_standing(draw), queries.read_result(draw)[1]
    left = [own for own in order if own not in {*panel.gone, *panel.sits}]
    quotas = quotas_of(proofs.read_canonical(draw.commitment.encode()))
    people = queries.map_places(draw)
    rows = [people[own].respondent.features for own in people]
    pool = Pool.from_rows(list(people), rows, quotas)
    found = advise_alternates(
        pool,
        quotas,
        panel.seats,
        panel=panel.sits,
        order=left,
        dropout=np.full(len(pool), percent / 100),
        trials=TRIALS,
        seed=proofs.sha256((draw.result or "").encode()),
        progress=report,
    )
    changes = len(queries.list_changes(draw))
    return {
        "enough": found.enough(),
        "left": len(left),
        "changes": changes,
        "percent": percent,
    }
