"""Writing minutes: what only people know, begun from what the ceremony's page was told."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flask_babel import format_datetime
from sqlalchemy import update

from observatory.database import is_changed, now, session
from observatory.errors import N_, RuleBroken
from observatory.formats import day_of
from observatory.lottery import queries
from observatory.lottery.models import Minutes
from observatory.lottery.services.minutes.ceremonies import Ceremony, find_ceremony_of
from observatory.lottery.services.minutes.document import Document
from observatory.lottery.services.minutes.facts import Act
from observatory.lottery.services.minutes.gathering import gather
from observatory.lottery.services.minutes.wording import compose
from observatory.recruitment.models import Recruitment
from observatory.recruitment.queries import find_invitation_draw

# What people write; the same names in the form, the table and `facts.Act`.
WRITTEN = (
    *("place", "held_on", "began", "ended", "presided_by", "certified_by"),
    *("witnesses", "attended_by", "legal_basis", "incidents"),
)
# What the ceremony's page was told too, so that another word in the minutes is a correction.
COMPARED = (
    *("place", "held_on", "began", "ended", "presided_by", "certified_by"),
    *("witnesses", "legal_basis", "incidents"),
)
Written = dict[str, Any]


class NotYetDrawn(RuleBroken):
    """Minutes say what happened."""

    code = "not_yet_drawn"
    message = N_("The dice have not been thrown yet. Minutes are written after that.")


class MinutesFixed(RuleBroken):
    """Fixed minutes never change."""

    code = "minutes_fixed"
    message = N_("These minutes are fixed. They cannot change. A correction is a new version.")


class ReasonForVersion(RuleBroken):
    """Fixed minutes stay; whoever corrects them tells the public why."""

    code = "reason_for_version"
    message = N_("These minutes are fixed. Write why there is a new version; everybody reads it.")


class EndsBeforeItBegins(RuleBroken):
    """A clock runs forward."""

    code = "ends_before_it_begins"
    message = N_("The act ends before it begins. Look at the times again.")


def moment_of(recruitment: Recruitment, kind: str) -> datetime:
    """Return when the dice of a draw were taken, or raise NotYetDrawn."""
    drawn = queries.find_draw(recruitment) if kind == "panel" else find_invitation_draw(recruitment)
    if drawn is None or drawn.drawn_at is None:
        raise NotYetDrawn
    return drawn.drawn_at


def is_drawn(recruitment: Recruitment, kind: str) -> bool:
    """Tell whether there is something to write minutes of."""
    try:
        moment_of(recruitment, kind)
    except NotYetDrawn:
        return False
    return True


def begin(recruitment: Recruitment, kind: str) -> Written:
    """Return what stands in the form at first: what was written, else what the ceremony knows."""
    moment = moment_of(recruitment, kind)
    versions = queries.list_minutes(recruitment, kind)
    if versions:
        last = versions[-1]
        reason = "" if last.fixed_at else last.reason
        return {**{name: getattr(last, name) for name in WRITTEN}, "reason": reason}
    told = _told(recruitment, kind)
    blank = {**dict.fromkeys(WRITTEN, ""), "held_on": day_of(moment), "reason": ""}
    return {**blank, **{name: value for name, value in told.items() if value}}


def _told(recruitment: Recruitment, kind: str) -> Written:
    """Return what is known without asking: the ceremony's page, else who watched the dice."""
    found = find_ceremony_of(recruitment, kind)
    if found is not None:
        return _of_ceremony(found)
    draw = queries.find_draw(recruitment) if kind == "panel" else None
    return {"witnesses": (draw.witnesses or "") if draw else ""}


def _of_ceremony(found: Ceremony) -> Written:
    return {
        "place": found.place,
        "held_on": day_of(found.began_at) if found.began_at else None,
        "began": _clock(found.began_at),
        "ended": _clock(found.ended_at),
        "presided_by": found.presided_by,
        "certified_by": found.certified_by,
        "witnesses": found.witnesses,
        "legal_basis": found.legal_basis,
        "incidents": found.incidents,
    }


def _clock(moment: datetime | None) -> str:
    return format_datetime(moment, "HH:mm") if moment else ""


def write_minutes(recruitment: Recruitment, kind: str, values: Mapping[str, Any]) -> Minutes:
    """Keep what people wrote; after fixed minutes it is a further version, with its reason."""
    moment_of(recruitment, kind)
    fixed = queries.find_fixed(recruitment, kind)
    reason = (values.get("reason") or "").strip()
    if fixed and not reason:
        raise ReasonForVersion
    began, ended = values["began"], values["ended"]
    if began and ended and ended.zfill(5) < began.zfill(5):
        raise EndsBeforeItBegins
    minutes = queries.find_written(recruitment, kind)
    if minutes:
        take_draft(minutes, written_at=now())
    else:
        version = fixed.version + 1 if fixed else 1
        minutes = Minutes(
            recruitment_id=recruitment.id, kind=kind, version=version, written_at=now()
        )
    for name in WRITTEN:
        value = values[name]
        setattr(minutes, name, tidy(value) if isinstance(value, str) else value)
    draw = queries.find_draw(recruitment) if kind == "panel" else None
    minutes.draw_id, minutes.reason = (draw.id if draw else None), reason if fixed else ""
    session.add(minutes)
    session.flush()
    return minutes


def take_draft(minutes: Minutes, **values: datetime) -> None:
    """Write into minutes that are not fixed: of two at the same moment only one fixes them."""
    free = update(Minutes).where(Minutes.id == minutes.id, Minutes.fixed_at.is_(None))
    if not is_changed(free.values(**values)):
        raise MinutesFixed
    session.refresh(minutes)


def tidy(text: str) -> str:
    """Return a text without blanks around its lines, and without blank lines at its ends."""
    return "\n".join(line.strip() for line in text.strip().splitlines())


def compose_minutes(recruitment: Recruitment, minutes: Minutes, language: str) -> Document:
    """Return minutes in a language, as they are written now."""
    told = _told(recruitment, minutes.kind)
    facts = gather(
        recruitment,
        minutes.kind,
        act_of(recruitment, minutes),
        letters_act=_letters_act(recruitment),
        corrections=_corrections(told, minutes),
        number=minutes.version,
        reason=minutes.reason,
    )
    return compose(facts, language)


def act_of(recruitment: Recruitment, minutes: Minutes) -> Act:
    """Return where, when and before whom, as the minutes say."""
    written = {name: getattr(minutes, name) for name in WRITTEN}
    found = find_ceremony_of(recruitment, minutes.kind)
    return _act(written, found)


def _act(written: Written, found: Ceremony | None) -> Act:
    typists = (found.first_typist, found.second_typist) if found else ()
    lists = {name: _lines(written.get(name)) for name in ("witnesses", "attended_by")}
    return Act(
        **{**written, **lists},
        typed_by=tuple(name for name in typists if name),
        read_aloud_at=found.read_aloud_at if found else None,
    )


def _letters_act(recruitment: Recruitment) -> Act:
    """Return how draw 1 was held: as its own minutes say, else as its ceremony's page was told."""
    fixed = queries.find_fixed(recruitment, "letters")
    if fixed:
        return act_of(recruitment, fixed)
    return _act(_told(recruitment, "letters"), find_ceremony_of(recruitment, "letters"))


def _lines(text: str | None) -> tuple[str, ...]:
    return tuple(line.strip() for line in (text or "").splitlines() if line.strip())


def _corrections(told: Written, minutes: Minutes) -> tuple[tuple[str, str], ...]:
    """Return what the ceremony's page was told otherwise; what it did not know is no correction."""
    found = []
    for name in COMPARED:
        before, said = told.get(name), getattr(minutes, name)
        if before and tidy(str(before)) != tidy(str(said or "")):
            found.append((name, str(before)))
    return tuple(found)
