"""Vacancies: who left, who comes next by the order of the draw, and who took a seat.

The choice depends on the frozen pool, the result and the changes before it, and on nothing else.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from observatory import record
from observatory.database import session
from observatory.errors import N_, RuleBroken
from observatory.formats import day_of, today
from observatory.lottery import queries, rules
from observatory.lottery.models import Call, Draw, PanelChange, Place
from sortition import proofs
from sortition.commitment import quotas_of
from sortition.errors import SolverError
from sortition.nearest import Choice, choose_next
from sortition.pool import Pool
from sortition.vacancies import (
    DECLINED,
    KINDS,
    REPLACED,
    STRUCK,
    VACATED,
    Standing,
    skipped_before,
)

SECONDS = 30.0
ENTRY_OF = {act: kind for kind, act in KINDS.items()}


class NobodyDrawn(RuleBroken):
    """Seats become vacant only after the dice."""

    code = "nobody_drawn"
    message = N_("The dice have not been thrown yet. Nobody has a seat to leave.")


class AlreadyGone(RuleBroken):
    """Who left, declined or was struck does not come back."""

    code = "already_gone"
    message = N_("This was entered before, for %(day)s. Nothing more needs to be done.")


class NotNext(RuleBroken):
    """The order of the draw says who comes next, and nobody else does."""

    code = "not_next"
    message = N_("This person does not come next. Only the order of the draw says who does.")


class WrongKind(RuleBroken):
    """Not every reason fits everybody."""

    code = "wrong_kind"
    message = N_("This reason does not fit. Choose another one.")


class WrongDay(RuleBroken):
    """What happened lies between the draw and today."""

    code = "wrong_day"
    message = N_("The day must lie between the draw and today.")


class TooFewTries(RuleBroken):
    """Nobody loses a seat over one unanswered call."""

    code = "too_few_tries"
    message = N_("First log %(least)s tries in a row that reached nobody.")


class TooSoon(RuleBroken):
    """Somebody who is away for some days keeps the seat."""

    code = "too_soon"
    message = N_("Wait until %(day)s: somebody may be away for some days.")


class ReplacementsOver(RuleBroken):
    """The rules of the draw name the last day."""

    code = "replacements_over"
    message = N_("Vacant seats were filled until %(day)s. After that day they stay empty.")


class ExceptionNeedsReason(RuleBroken):
    """Quotas were locked in public."""

    code = "exception_needs_reason"
    message = N_("Nobody who is left keeps every quota. Write why the seat is filled all the same.")


class SearchTooLong(RuleBroken):
    """Who comes next was not found in time."""

    code = "search_too_long"
    message = N_("The computer did not find in time who comes next. Call the administrator.")


def refuse_undrawn(draw: Draw | None) -> Draw:
    """Return a draw whose panel is known, or refuse."""
    if draw is None or not draw.result:
        raise NobodyDrawn
    return draw


def find_next(draw: Draw) -> Choice:
    """Return who comes next for all seats that are vacant now; nobody where none is."""
    panel = queries.find_standing(draw)
    if not panel.vacant:
        return Choice((), ())
    return _choose(draw, panel)


def _choose(draw: Draw, panel: Standing) -> Choice:
    """Choose from the pool as it was committed to, by the committed quotas."""
    commit = proofs.read_canonical(draw.commitment.encode())
    quotas, people = quotas_of(commit), queries.map_places(draw)
    rows = [place.respondent.features for place in people.values()]
    pool, order = Pool.from_rows(list(people), rows, quotas), queries.read_result(draw)[1]
    try:
        return choose_next(
            pool,
            quotas,
            panel.seats,
            stays=panel.sits,
            order=order,
            barred=panel.gone,
            time_limit=SECONDS,
        )
    except SolverError as error:
        raise SearchTooLong from error


def enter_departure(
    draw: Draw, place: Place, kind: str, on: date, account_id: int | None = None
) -> PanelChange:
    """Enter that somebody left a seat, or did not take the one offered to them."""
    book = _open(draw, place, account_id)
    sits = place.respondent.pid in queries.find_standing(draw).sits
    if not sits and place.respondent.pid not in find_next(draw).chosen:
        raise NotNext
    if kind not in (rules.LEAVING if sits else rules.PASSING):
        raise WrongKind
    _refuse_day(draw, on)
    if kind == "unreachable":
        _refuse_early(place)
    if sits:
        return book.enter(place, VACATED, on, kind=kind)
    book.strike_withdrawn()
    return book.enter(place, STRUCK if kind in rules.STRIKING else DECLINED, on, kind=kind)


def enter_ineligible(
    draw: Draw, place: Place, on: date, reason: str = "", account_id: int | None = None
) -> PanelChange:
    """Strike somebody who may not take part; a seat they have becomes vacant.

    Without a reason the register holder said so; with one a decision did, and everybody reads it.
    """
    book = _open(draw, place, account_id)
    _refuse_day(draw, on)
    sits = place.respondent.pid in queries.find_standing(draw).sits
    act = VACATED if sits else STRUCK
    return book.enter(place, act, on, kind="ineligible", reason=reason.strip())


def enter_replacement(
    draw: Draw, place: Place, reason: str = "", account_id: int | None = None
) -> PanelChange:
    """Enter that somebody who comes next takes a vacant seat."""
    book, own = _open(draw, place, account_id), place.respondent.pid
    refuse_late(draw)
    choice = find_next(draw)
    if own not in choice.chosen:
        raise NotNext
    if choice.off_by and not reason.strip():
        raise ExceptionNeedsReason
    book.strike_withdrawn()
    return book.enter(
        place,
        REPLACED,
        today(),
        skipped=list(skipped_before(choice, queries.read_result(draw)[1], own)),
        off_by=choice.off_by,
        reason=reason.strip() if choice.off_by else "",
    )


def refuse_late(draw: Draw) -> None:
    """Refuse to fill a seat after the last day that the rules of the draw name."""
    until = queries.find_cut_off(draw)
    if until and today() > until:
        raise ReplacementsOver(day=until)


def log_call(
    draw: Draw,
    place: Place,
    on: date,
    *,
    means: str,
    outcome: str,
    account_id: int | None = None,
) -> Call:
    """Note one try to reach somebody who sits or comes next."""
    _open(draw, place, account_id)
    own = place.respondent.pid
    if own not in queries.find_standing(draw).sits and own not in find_next(draw).chosen:
        raise NotNext
    _refuse_day(draw, on)
    call = Call(place_id=place.id, on=on, means=means, outcome=outcome, account_id=account_id)
    session.add(call)
    session.flush()
    return call


def _open(draw: Draw, place: Place, account_id: int | None) -> "_Book":
    """Take the next number before anything else is read; refuse who is gone already."""
    refuse_undrawn(draw)
    book = _Book(draw, account_id, len(queries.list_changes(draw)) + 1)
    if change := queries.find_change(place):
        raise AlreadyGone(day=change.on)
    return book


@dataclass
class _Book:
    """Where the changes of a draw are entered.

    Whoever entered one since the number was taken has the number: then nothing is saved here.
    """

    draw: Draw
    account_id: int | None
    number: int

    def enter(self, place: Place, act: str, on: date, **more: Any) -> PanelChange:
        """Save a change, and append it to the public record."""
        change = PanelChange(
            draw_id=self.draw.id,
            number=self.number,
            place=place,
            act=act,
            on=on,
            account_id=self.account_id,
            **more,
        )
        session.add(change)
        session.flush()
        self.number += 1
        told = queries.as_change(change).as_data()
        content = {**queries.identify_draw(self.draw), **told}
        record.append(ENTRY_OF[act], content, self.draw.recruitment.body_id)
        return change

    def strike_withdrawn(self) -> None:
        """Enter who withdrew a reply, before a choice that passes them over is entered."""
        sits = set(queries.find_standing(self.draw).sits)
        for place in queries.list_withdrawn_places(self.draw):
            if not queries.find_change(place) and place.respondent.pid not in sits:
                on = place.respondent.withdrawn_on or today()
                self.enter(place, STRUCK, on, kind="withdrew")


def _refuse_day(draw: Draw, on: date) -> None:
    if draw.drawn_at is None or not day_of(draw.drawn_at) <= on <= today():
        raise WrongDay


def _refuse_early(place: Place) -> None:
    tries = [(call.on, call.outcome) for call in queries.list_calls(place)]
    day = rules.unreachable_from(tries)
    if day is None:
        raise TooFewTries(least=rules.LEAST_CALLS)
    if today() < day:
        raise TooSoon(day=day)
