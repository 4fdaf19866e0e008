"""Gathering the facts of a draw, from its files and the database, once."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from observatory.bodies.models import Body
from observatory.database import session
from observatory.lottery import queries
from observatory.lottery.models import Draw
from observatory.lottery.services.minutes.facts import (
    Act,
    Cell,
    Facts,
    Former,
    Letters,
    Panel,
    QuotaRow,
    Relaxed,
    Replies,
)
from observatory.lottery.services.minutes.repeating import invite_command
from observatory.recruitment import queries as letters_queries
from observatory.recruitment import rules
from observatory.recruitment.models import InvitationDraw, Recruitment, RegisterSnapshot
from observatory.version import lock_digest, version

MARK = 16  # of a code's 64 hex digits; result.json has them all
FOLLOWERS = 3  # for each seat, as many as Madrid drew in 2019


def gather(
    recruitment: Recruitment,
    kind: str,
    act: Act,
    *,
    letters_act: Act | None = None,
    corrections: tuple[tuple[str, str], ...] = (),
    number: int = 1,
    reason: str = "",
) -> Facts:
    """Return what the minutes of a draw tell; `number` is their version, `reason` why a new one."""
    body = session.get_one(Body, recruitment.body_id)
    drawn = queries.find_draw(recruitment) if kind == "panel" else None
    commit = json.loads(drawn.commitment) if drawn else {}
    software = commit.get("software") or {"version": version(), "lock": lock_digest()}
    return Facts(
        kind=kind,
        body=body.name,
        city=body.city,
        slug=body.slug,
        recruitment_id=recruitment.id,
        recruitment=recruitment.title,
        draw=letters_queries.draw_name(recruitment),
        seats=recruitment.seats,
        is_rehearsal=bool(commit.get("rehearsal")),
        act=act,
        corrections=corrections,
        version=number,
        reason=reason,
        letters=_letters(recruitment, kind, letters_act or act),
        replies=_replies(recruitment, drawn) if drawn else None,
        quotas=_quotas(recruitment, commit),
        quotas_locked_at=recruitment.quotas_locked_at,
        quotas_digest=recruitment.quotas_digest or "",
        relaxed=_relaxed(recruitment),
        panel=_panel(drawn, commit) if drawn else None,
        software=software["version"],
        lock=software["lock"] or "",
    )


def _letters(recruitment: Recruitment, kind: str, act: Act) -> Letters | None:
    found = letters_queries.find_invitation_draw(recruitment)
    if found is None or not found.commitment or found.drawn_at is None:
        return None
    commit = json.loads(found.commitment)
    snapshot = session.get_one(RegisterSnapshot, found.snapshot_id)
    return Letters(
        on_date=snapshot.on_date,
        snapshot=commit["snapshot"],
        rows=commit["rows"],
        counts=commit["counts"],
        rules=commit["rules"],
        households=sum(cell["households"] for cell in commit["strata"]),
        unit=commit["unit"],
        stratum=found.stratum or "",
        letters=sum((found.counts or {}).values()),
        cells=_cells(recruitment, found, commit, kind),
        commit=found.commitment_digest or "",
        root=commit["root"],
        dice=found.dice or "",
        command=invite_command(found, snapshot, commit["draw"]),
        drawn_at=found.drawn_at,
        act=act,
    )


def _cells(
    recruitment: Recruitment, found: InvitationDraw, commit: Mapping[str, Any], kind: str
) -> tuple[Cell, ...]:
    strata = [cell["stratum"] for cell in commit["strata"]]
    replies: Mapping[str, int | None] = {}
    if kind == "panel":
        counted = queries.replies_by_stratum(recruitment)
        every = {stratum: counted.get(stratum, 0) for stratum in strata}
        replies = rules.veil(every) if len(strata) > 1 else every  # all replies are a public sum
    drawn = found.counts or {}
    return tuple(
        Cell(
            cell["stratum"],
            cell["households"],
            drawn.get(cell["stratum"], 0),
            replies.get(cell["stratum"]),
        )
        for cell in commit["strata"]
    )


def _replies(recruitment: Recruitment, draw: Draw) -> Replies:
    said = letters_queries.count_confirmations(recruitment)
    return Replies(
        total=letters_queries.count_replies(recruitment),
        refused=rules.veil_refusals(said.refused),
        not_eligible=said.not_eligible,
        withdrawn=said.withdrawn,
        waiting=draw.unconfirmed,
        waiting_reason=draw.unconfirmed_reason or "",
    )


def _quotas(recruitment: Recruitment, commit: Mapping[str, Any]) -> tuple[QuotaRow, ...]:
    """Return the quotas that were committed to; before that, those that were locked."""
    if commit:
        return tuple(
            QuotaRow(one["feature"], one["value"], one["min"], one["max"])
            for one in commit["quotas"]
        )
    listed = letters_queries.list_quotas(recruitment)
    return tuple(QuotaRow(one.feature, one.value, one.minimum, one.maximum) for one in listed)


def _relaxed(recruitment: Recruitment) -> tuple[Relaxed, ...]:
    found = letters_queries.list_relaxations(recruitment)
    return tuple(Relaxed(one.relaxed_at, one.reason, one.former_digest) for one in found)


def _panel(draw: Draw, commit: Mapping[str, Any]) -> Panel:
    panels, result = json.loads(draw.panels_record or "{}"), json.loads(draw.result or "{}")
    objections = commit.get("objections") or {}
    closes, until = objections.get("until"), (commit.get("replacements") or {}).get("until")
    order = result["order"][: FOLLOWERS * commit["panel_size"]]
    return Panel(
        attempt=draw.attempt,
        former=tuple(Former(**one) for one in commit["former"]),
        pool=commit["pool_size"],
        objective=commit["objective"],
        panels=commit["panels"],
        minimum=panels["minimum"],
        upper_bound=panels["upper_bound"],
        commit=draw.commitment_digest,
        panels_digest=draw.panels_digest or "",
        result=draw.result_digest or "",
        dice=result["dice"],
        number=draw.panel_name,
        drawn_at=draw.drawn_at or draw.created_at,
        drawn=tuple(sorted(own[:MARK] for own, _ in result["seats"])),
        order=tuple(own[:MARK] for own in order),
        meets_quotas=queries.meets_quotas(draw),
        objection_days=objections.get("days", 0),
        objections_until=datetime.fromisoformat(closes) if closes else None,
        replacements_until=date.fromisoformat(until) if until else None,
    )
