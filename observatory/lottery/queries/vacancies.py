"""Finding how a drawn panel stands, what changed in it, and who was called."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.orm import contains_eager, joinedload

from observatory import record
from observatory.database import get_one, session
from observatory.jobs import Job
from observatory.lottery.models import Call, Draw, PanelChange, Place
from observatory.lottery.queries.draws import identify_draw, list_places
from observatory.recruitment.models import Respondent
from sortition import proofs
from sortition.commitment import quotas_of
from sortition.quotas import fold
from sortition.vacancies import KINDS, REPLACED, Change, Standing, replacements_record, standing


def list_changes(draw: Draw) -> Sequence[PanelChange]:
    """Return what changed in a drawn panel, the first first."""
    statement = select(PanelChange).where(PanelChange.draw_id == draw.id)
    statement = statement.options(joinedload(PanelChange.place).joinedload(Place.respondent))
    return session.scalars(statement.order_by(PanelChange.number)).all()


def as_change(row: PanelChange) -> Change:
    """Return a change as the engine takes it."""
    return Change(
        row.number,
        row.act,
        row.place.respondent.pid,
        row.on.isoformat(),
        kind=row.kind,
        skipped=tuple(row.skipped),
        off_by=row.off_by,
        reason=row.reason,
    )


def read_result(draw: Draw) -> tuple[list[str], list[str]]:
    """Return the codes of who was drawn, and those of the others in the order of the draw."""
    content = json.loads(draw.result or '{"seats": [], "order": []}')
    return [own for own, _ in content["seats"]], list(content["order"])


def find_standing(draw: Draw) -> Standing:
    """Return how the panel stands now.

    Whoever withdrew a reply counts as gone, also before that is entered as a change.
    """
    panel = standing(read_result(draw)[0], [as_change(one) for one in list_changes(draw)])
    known = {*panel.sits, *panel.gone}
    withdrawn = (one.respondent.pid for one in list_withdrawn_places(draw))
    gone = (*panel.gone, *(own for own in withdrawn if own not in known))
    return Standing(panel.sits, panel.seats, gone)


def list_withdrawn_places(draw: Draw) -> list[Place]:
    """Return the places of those who withdrew their reply after the freeze, by rank."""
    statement = (
        select(Place)
        .join(Respondent, Place.respondent_id == Respondent.id)
        .where(Place.draw_id == draw.id, Respondent.withdrawn_on.is_not(None))
        .options(joinedload(Place.respondent))
        .order_by(Place.rank, Place.id)
    )
    return list(session.scalars(statement))


def map_places(draw: Draw) -> dict[str, Place]:
    """Return everybody's place in a draw by their code."""
    return {place.respondent.pid: place for place in list_places(draw)}


def map_places_of(draw: Draw, codes: Iterable[str]) -> dict[str, Place]:
    """Return the places of a few in a draw by their code; whoever is not in it is left out."""
    statement = (
        select(Place)
        .join(Respondent, Place.respondent_id == Respondent.id)
        .where(Place.draw_id == draw.id, Respondent.pid.in_(codes))
        .options(contains_eager(Place.respondent))
    )
    return {place.respondent.pid: place for place in session.scalars(statement)}


def list_sitting(draw: Draw) -> list[Place]:
    """Return the places of those who sit now: drawn or come since, and not left, by rank."""
    sitting = map_places_of(draw, find_standing(draw).sits).values()
    return sorted(sitting, key=lambda place: (place.rank or 0, place.id))


def may_sit(place: Place) -> bool:
    """Tell whether the dice or the order gave a place a seat, which its person has not left."""
    acts = set(session.scalars(select(PanelChange.act).where(PanelChange.place_id == place.id)))
    return (place.is_drawn or REPLACED in acts) and "vacated" not in acts


def get_place(draw: Draw, place_id: int) -> Place:
    """Return a place of a draw, or raise NotFoundError."""
    place: Place = get_one(select(Place).where(Place.id == place_id, Place.draw_id == draw.id))
    return place


def find_place_of_letter(draw: Draw, number: int) -> Place | None:
    """Return the place of who answered the letter with a number, if that is in the draw."""
    return next((p for p in list_places(draw) if p.respondent.invitation.number == number), None)


def find_change(place: Place) -> PanelChange | None:
    """Return the change by which somebody left, was struck or declined, if there is one."""
    statement = select(PanelChange).where(
        PanelChange.place_id == place.id, PanelChange.act != REPLACED
    )
    return session.scalars(statement).first()


def has_changes(draw: Draw) -> bool:
    """Tell whether anything changed in a drawn panel."""
    return bool(session.scalar(select(exists().where(PanelChange.draw_id == draw.id))))


def list_calls(place: Place) -> Sequence[Call]:
    """Return every try to reach somebody, the first first."""
    statement = select(Call).where(Call.place_id == place.id)
    return session.scalars(statement.order_by(Call.on, Call.id)).all()


def find_cut_off(draw: Draw) -> date | None:
    """Return the last day on which a vacant seat is filled, as committed; None: no such day."""
    until = (json.loads(draw.commitment).get("replacements") or {}).get("until")
    return date.fromisoformat(until) if until else None


def count_left(draw: Draw) -> list[tuple[str, str, int, int, int, int]]:
    """Return (feature, value, at least, at most, who sits, who is left in the order)."""
    panel, place_of = find_standing(draw), map_places(draw)
    gone, sits = set(panel.gone), set(panel.sits)
    order = [own for own in read_result(draw)[1] if own not in gone and own not in sits]
    sitting, left = (_count(place_of, codes) for codes in (panel.sits, order))
    rows = []
    for quota in quotas_of(json.loads(draw.commitment)):
        key = fold(quota.feature), fold(quota.value)
        rows.append(
            (quota.feature, quota.value, quota.minimum, quota.maximum, sitting[key], left[key])
        )
    return rows


def count_seated(draw: Draw) -> list[tuple[str, str, int, int, int, int]]:
    """Return (feature, value, at least, at most, of the drawn panel, of who sits now)."""
    codes, rows = (read_result(draw)[0], find_standing(draw).sits), []
    place_of = map_places_of(draw, {own for panel in codes for own in panel})
    drawn, now = (_count(place_of, own) for own in codes)
    for quota in quotas_of(json.loads(draw.commitment)):
        key = fold(quota.feature), fold(quota.value)
        rows.append(
            (quota.feature, quota.value, quota.minimum, quota.maximum, drawn[key], now[key])
        )
    return rows


def find_latest_job(name: str, subject: int) -> Job | None:
    """Return the job that was asked for last on something, if there is one."""
    statement = select(Job).where(Job.name == name, Job.subject == subject)
    return session.scalars(statement.order_by(Job.id.desc()).limit(1)).one_or_none()


def _count(place_of: dict[str, Place], codes: Sequence[str]) -> Counter[tuple[str, str]]:
    return Counter(
        (fold(feature), fold(str(value)))
        for own in codes
        for feature, value in place_of[own].respondent.features.items()
    )


def list_replacement_entries(draw: Draw) -> list[dict[str, Any]]:
    """Return what the public record says about changes of a panel, in its order."""
    own = identify_draw(draw)
    found = []
    for row in record.list_acts(draw.recruitment.body_id, KINDS):
        if not row.is_whole:
            raise record.RecordDamaged(number=row.number)
        if own.items() <= row.data.items():
            found.append({"entry": row.number, "kind": row.kind, "content": row.data})
    return found


def write_replacements(draw: Draw) -> str:
    """Return replacements.json: what auditors check the changes of a panel by."""
    files = {"commit.json": draw.commitment.encode(), "result.json": (draw.result or "").encode()}
    return proofs.canonical(replacements_record(files, list_replacement_entries(draw))).decode()
