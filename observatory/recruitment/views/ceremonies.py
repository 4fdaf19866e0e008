"""The frame of every ceremony: one step a page, for a projector; what differs is in its `Act`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from observatory.database import session
from observatory.pages import FormPage, form_page
from observatory.recruitment import queries
from observatory.recruitment.forms.ceremonies import (
    DiceForm,
    IncidentForm,
    PeopleForm,
    ReadingForm,
)
from observatory.recruitment.models import Ceremony, Recruitment
from observatory.recruitment.services import ceremonies, dice

STEPS = "any(people, fixed, dice, open, again, incident, result, end)"
# Which of the four steps of the list a page belongs to.
PLACES = {"people": 1, "fixed": 2, "dice": 3, "open": 3, "again": 3, "result": 4}
BEFORE_DICE = ("people", "fixed")
# What was typed too late is refused with a sentence, so that it stays on the page.
KEPT = ("people", "dice")
Answer = str | Response


@dataclass(frozen=True)
class Act:
    """One ceremony, and what it has of its own."""

    recruitment: Recruitment
    ceremony: Ceremony | None
    kind: str  # letters, panel
    is_rehearsal: bool
    is_over: bool
    endpoint: str  # of its steps
    home: str  # the address it leaves to
    templates: str  # where the pages of what was fixed and of what came out are
    needed: int  # dice
    named: int  # so many of them name the panel
    subject: dict[str, int]  # the draw that a real ceremony belongs to
    take: Callable[[Ceremony], None]  # what the dice do, once
    describe: Callable[[str], dict[str, Any]]  # what the pages of a step show

    @property
    def stage(self) -> str:
        """Return the step that is next."""
        if self.is_over or self.ceremony is None:
            return "result" if self.is_over else "people"
        return self.ceremony.stage

    def address(self, step: str) -> str:
        """Return where a step is."""
        return url_for(self.endpoint, recruitment_id=self.recruitment.id, step=step)

    def allows(self, step: str) -> bool:
        """Tell whether a step can be shown now: what came before the dice ends with them."""
        if self.ceremony is None:
            return step == self.stage
        if step in ("incident", "end"):
            return True
        if step == "again":
            return self.stage == "open"
        if request.method == "POST" and step in KEPT:
            return True
        is_before = self.ceremony.first_dice is None and self.stage != "result"
        return step == self.stage or (is_before and step in BEFORE_DICE)

    def page(self, name: str, step: str, form: Any, **context: Any) -> FormPage:
        """Return the page of a step."""
        shared = {"act": self, "ceremony": self.ceremony, "recruitment": self.recruitment}
        own = self.describe(step)
        return form_page(
            f"recruitment/ceremony_{name}.html",
            form,
            **{**shared, "place": PLACES.get(step, 0), **own, **context},
        )


def show(act: Act, step: str) -> Answer:
    """Show or take a step of a ceremony; a step that is not its turn leads to the one that is."""
    if not act.allows(step):
        return redirect(act.address(act.stage))
    return HANDLERS[step](act)


def _go_on(act: Act, ceremony: Ceremony | None = None) -> Response:
    session.commit()
    stage = ceremony.stage if ceremony else act.stage
    return redirect(act.address(stage))


def _people(act: Act) -> Answer:
    form = PeopleForm(obj=act.ceremony or queries.find_latest_ceremony(act.recruitment))
    page = act.page("people", "people", form)
    if not form.validate_on_submit():
        return page.render()
    if act.ceremony:
        ceremonies.change_people(act.ceremony, form.people)
        return _go_on(act)
    return _go_on(
        act, ceremonies.begin_ceremony(act.recruitment, act.kind, form.people, **act.subject)
    )


def _step(act: Act, name: str, form: Any, take: Callable[[Ceremony], None]) -> Answer:
    """Show a step that changes the ceremony, or take it and go on."""
    page = act.page(name, name, form)
    if not (act.ceremony and form.validate_on_submit()):
        return page.render()
    take(act.ceremony)
    return _go_on(act)


def _fixed(act: Act) -> Answer:
    return _step(act, "fixed", ReadingForm(), ceremonies.confirm_reading)


def _dice(act: Act) -> Answer:
    ceremony = act.ceremony
    if ceremony is None:
        return redirect(act.address("people"))
    # A first reading that is sent twice must not pass for the second person's.
    who = request.form["who"] if request.method == "POST" else request.args.get("who")
    who = who or ceremony.typing
    if who not in ("first", "second"):
        position = dice.difference(ceremony.first_dice or "", ceremony.second_dice or "")
        return act.page("differ", "dice", ReadingForm(), position=position).render()
    form = DiceForm(data={"dice": getattr(ceremony, f"{who}_dice")})
    page = act.page("dice", "dice", form, who=who, typist=getattr(ceremony, f"{who}_typist"))
    if not form.validate_on_submit():
        return page.render()
    ceremonies.type_dice(ceremony, who, form.dice.data, act.needed)
    return _go_on(act)


def _open(act: Act) -> Answer:
    def take(ceremony: Ceremony) -> None:
        if ceremonies.end_ceremony(ceremony, request.form.get("dice", "")):
            act.take(ceremony)

    return _step(act, "open", ReadingForm(), take)


def _again(act: Act) -> Answer:
    form = IncidentForm()
    return _step(act, "again", form, lambda one: ceremonies.type_again(one, form.text.data))


def _incident(act: Act) -> Answer:
    form = IncidentForm()
    return _step(act, "incident", form, lambda one: ceremonies.note_incident(one, form.text.data))


def _result(act: Act) -> Answer:
    return act.page("result", "result", ReadingForm()).render()


def _end(act: Act) -> Answer:
    """Leave: a rehearsal is forgotten, a ceremony stays."""
    if act.is_rehearsal and ReadingForm().validate_on_submit():
        ceremonies.end_rehearsal(act.recruitment, act.kind)
        session.commit()
    return redirect(act.home)


HANDLERS: dict[str, Callable[[Act], Answer]] = {
    "people": _people,
    "fixed": _fixed,
    "dice": _dice,
    "open": _open,
    "again": _again,
    "incident": _incident,
    "result": _result,
    "end": _end,
}
