"""Solving a frozen draw: the fairest chances, the panels that give them, and their commitment.

A pure function of commit.json and the salt key: done twice, it gives the same bytes.
"""

import json
import time
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

import sortition
from observatory import record
from observatory.database import now, session
from observatory.errors import N_, RuleBroken
from observatory.lottery import queries
from observatory.lottery.models import Draw, Place
from observatory.lottery.services.fixed import refuse_changed
from observatory.lottery.services.relaxing import propose
from observatory.recruitment.models import Respondent
from observatory.recruitment.queries import draw_name, list_respondents
from sortition import draw as protocol
from sortition import proofs
from sortition.clock import Clock
from sortition.commitment import quotas_of
from sortition.optimum.ladder import fractional_leximin
from sortition.panels import panel_rows
from sortition.pool import Pool
from sortition.quotas import Quotas

Report = Callable[[str, float], None]
SECONDS_TO_CHOOSE = 5.0


class PoolChanged(RuleBroken):
    """What was frozen is no longer what is stored."""

    code = "pool_changed"
    message = N_("The pool is not the one that was frozen. Freeze it again and write why.")


class ObjectionsOpen(RuleBroken):
    """The panels are computed after the minute up to which objections are taken."""

    code = "objections_open"
    message = N_("Objections are taken until %(moment)s. The panels are computed after that.")


class ObjectionsUndecided(RuleBroken):
    """Every objection gets its decision before chance speaks."""

    code = "objections_undecided"
    message = N_("Objections that wait for a decision: %(waiting)s. Decide them first.")


def panels_for(pool: Sequence[Respondent], quotas: Quotas, size: int) -> int:
    """Return how many panels the dice will choose among, 1,000 or 10,000.

    It is committed to before the chances are known, so it rests on their relaxation to fractions
    of people, which has no smaller positive chance worth more dice.
    """
    try:
        rows = panel_rows(_pool(pool, quotas), quotas, size)
        levels = fractional_leximin(rows, Clock(SECONDS_TO_CHOOSE)).levels
    except (sortition.InfeasibleError, sortition.SolverError):
        return 1_000
    return sortition.panels_needed(levels)


def _pool(people: Sequence[Respondent], quotas: Quotas) -> Pool:
    return Pool.from_rows([one.pid for one in people], [one.features for one in people], quotas)


def salt_key(draw: Draw) -> bytes:
    """Return the secret bytes of a draw, with which its panels are hidden and opened.

    They are random and lie beside the panels, which the database holds in clear anyway: derived
    from the server's secret they would hide nothing more, and be lost with it.
    """
    return bytes.fromhex(draw.salt_key or "")


def refuse_early(draw: Draw) -> None:
    """Raise ObjectionsOpen or ObjectionsUndecided; what counts is the moment in the commitment."""
    text = json.loads(draw.commitment)["objections"]["until"]
    if text is None:
        return
    until = datetime.strptime(text, "%Y-%m-%dT%H:%MZ").replace(tzinfo=UTC)
    if now() < until:
        raise ObjectionsOpen(moment=until)
    if waiting := queries.count_undecided(draw):
        raise ObjectionsUndecided(waiting=waiting)


def solve_draw(draw: Draw, report: Report) -> None:
    """Compute and commit to the panels of a frozen draw; a solved draw is left as it is."""
    if draw.state != "frozen" or queries.is_superseded(draw):
        return
    refuse_changed(draw, "commit")
    refuse_early(draw)
    commit = draw.commitment.encode()
    people = _committed_people(draw, proofs.read_canonical(commit))
    members = [(one.id, one.pid) for one in people]  # reports commit, which forgets loaded rows
    openers = _openers(draw, people)
    try:
        panels, figures = _compute(commit, people, report)
    except sortition.InfeasibleError as error:
        rules = proofs.read_canonical(commit)
        quotas = quotas_of(rules)
        _fail(draw, error, propose(_pool(people, quotas), quotas, rules["panel_size"]))
    else:
        _keep(draw, members, openers, panels, figures)


def _committed_people(draw: Draw, committed: dict[str, Any]) -> list[Respondent]:
    """Return the people whom the commitment names, whatever the pool is now."""
    stored = {one.pid: one for one in list_respondents(draw.recruitment)}
    people = [stored.get(own) for own, _ in committed["pool"]]
    for one, (_, bound) in zip(people, committed["pool"], strict=True):
        if one is None or bound != protocol.attr(committed["draw"], one.nonce, one.features):
            raise PoolChanged
    return [one for one in people if one is not None]


def _openers(draw: Draw, people: Sequence[Respondent]) -> dict[str, str]:
    """Return what opens each person's own seats, which only their secret gives."""
    name = draw_name(draw.recruitment)
    return {one.pid: protocol.opener(name, one.secret, one.own) for one in people}


def _compute(
    commit: bytes, people: list[Respondent], report: Report
) -> tuple[list[list[int]], dict[str, Any]]:
    """Return the panels as positions in the pool, and the figures that tell how fair they are."""
    rules, seed = proofs.read_canonical(commit), protocol.solver_seed(commit)
    quotas, size, times = quotas_of(rules), rules["panel_size"], [time.monotonic()]
    pool = _pool(people, quotas)
    found = sortition.leximin(pool, quotas, size, seed=seed, progress=report)
    times.append(time.monotonic())
    lottery = sortition.draw_lottery(
        found, pool, quotas, size, panels=rules["panels"], seed=seed, progress=report
    )
    times.append(time.monotonic())
    return lottery.panels.tolist(), _figures(found, lottery, times)


def _figures(
    found: sortition.PanelDistribution, lottery: sortition.Lottery, times: list[float]
) -> dict[str, Any]:
    names = ("objective", "status", "minimum", "upper_bound", "gap", "geometric_mean", "gini")
    start, middle, end = times
    return {
        **{name: getattr(found, name) for name in names},
        "excluded": list(found.excluded),
        "members": len(found.probabilities),
        "types": len(found.types.multiplicity),
        "worst_deviation": lottery.worst_deviation,
        "seconds": {
            "chances": round(middle - start, 3),
            "panels": round(end - middle, 3),
            "total": round(end - start, 3),
        },
    }


def _keep(
    draw: Draw,
    members: list[tuple[int, str]],
    openers: dict[str, str],
    panels: list[list[int]],
    figures: dict[str, Any],
) -> None:
    pids = [[members[index][1] for index in panel] for panel in panels]
    proof = {name: figures[name] for name in ("minimum", "upper_bound", "gap")}
    content = protocol.panels_record(
        draw.commitment.encode(), pids, salt_key(draw), openers=openers, **proof
    )
    draw.panels_record = proofs.canonical(content).decode()
    draw.panels_digest = proofs.sha256(draw.panels_record.encode()).hex()
    draw.lottery = [[members[index][0] for index in panel] for panel in panels]
    draw.report, draw.state = figures, "solved"
    seats = Counter(index for panel in panels for index in panel)
    session.add_all(
        Place(draw_id=draw.id, respondent_id=respondent_id, chances=seats[index])
        for index, (respondent_id, _) in enumerate(members)
    )
    session.flush()
    content = {
        **queries.identify_draw(draw),
        "commit": draw.commitment_digest,
        "panels": draw.panels_digest,
    }
    record.append("panels_fixed", content, draw.recruitment.body_id)


def _fail(draw: Draw, error: sortition.InfeasibleError, proposal: dict[str, Any] | None) -> None:
    """Keep what conflicts and what to widen; the record says that the attempt ended, no counts."""
    draw.state, draw.recruitment.frozen_at = "failed", None
    draw.report = {
        "problems": [
            {"code": one.code, "value": one.value, "params": one.params} for one in error.problems
        ],
        "proposal": proposal,
    }
    session.flush()
    content = {**queries.identify_draw(draw), "commit": draw.commitment_digest}
    record.append("draw_failed", content, draw.recruitment.body_id)
