"""The planner: how many letters, where they go, and what they bring; nothing is saved."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Any

from flask import g, request

from observatory.access import allow
from observatory.recruitment import blueprint, queries
from observatory.recruitment.forms import PlannerForm, SecondWaveForm
from observatory.recruitment.models import Recruitment
from observatory.recruitment.views.showing import room_page
from sortition import planning
from sortition.planning import AIMS, LetterPlan

DEFAULTS = {"ratio": 10, "response": 2, "price": 1, "aim": "total", "spread": "need", "extra": 0}
POINTS = 41  # of the curve of chances


@dataclass(frozen=True)
class Planned:
    """The letters for each aim, and the one that was chosen."""

    plans: dict[str, LetterPlan]
    aim: str
    price: float
    column: str | None  # of the register, whose strata these are

    @property
    def chosen(self) -> LetterPlan:
        """The plan for the chosen aim."""
        return self.plans[self.aim]

    def cost(self, letters: int) -> float:
        """Return what so many letters cost, in euros."""
        return letters * self.price


def planner_of(recruitment: Recruitment) -> tuple[PlannerForm, Planned]:
    """Return the planner as typed, and its letters; unusable numbers give those for 10 and 2 %."""
    column, households = queries.households_by_stratum(recruitment)
    form = PlannerForm(request.args or None, data=DEFAULTS)
    form.fit(households)
    usable = form
    if form.is_asked and not form.validate():
        usable = PlannerForm(None, data=DEFAULTS)
        usable.fit(households)
    return form, _plan(recruitment, usable, column)


def _plan(recruitment: Recruitment, form: PlannerForm, column: str | None) -> Planned:
    strata, extra = form.strata(), Fraction(form.extra.data or 0) / 100
    wanted = ceil(recruitment.seats * Fraction(form.ratio.data))
    aims = AIMS if len(strata) > 1 else AIMS[:-1]
    plans = {
        aim: planning.plan_letters(strata, wanted, aim, form.spread.data, extra) for aim in aims
    }
    aim = form.aim.data if form.aim.data in plans else "total"
    return Planned(plans, aim, float(form.price.data or 0), column)


def chance_curve(planned: Planned) -> list[tuple[int, float]]:
    """Return (letters, chance of enough replies) around the chosen number of letters."""
    chosen = planned.chosen
    shares = {own.stratum.name: Fraction(own.letters, chosen.letters or 1) for own in chosen.strata}
    strata, middle = [own.stratum for own in chosen.strata], planned.plans["average"].letters
    reach = max(1, abs(planned.plans["total"].letters - middle), abs(chosen.letters - middle))
    first, step = max(0, middle - 2 * reach), 4 * reach / (POINTS - 1)
    numbers = sorted({round(first + step * point) for point in range(POINTS)})
    return [
        (letters, planning.spread_letters(strata, letters, chosen.wanted, shares).chance)
        for letters in numbers
    ]


def second_wave(planned: Planned) -> dict[str, Any]:
    """Return the form of the second wave, and how many letters it needs once it is filled in."""
    typed: Mapping[str, str] = request.args
    form = SecondWaveForm(request.args if "replied" in typed else None)
    answer = None
    if "replied" in typed and form.validate():
        answer = planning.second_wave(planned.chosen.wanted, form.sent.data, form.replied.data)
    return {"wave": form, "more_letters": answer}


@blueprint.route("/recruitments/<int:recruitment_id>/planner")
@allow("clerk", "register_holder")
def plan_letters(recruitment_id: int) -> str:
    """Show how many letters are needed for the numbers that were typed."""
    recruitment = queries.get_recruitment(g.body, recruitment_id)
    form, planned = planner_of(recruitment)
    context = {
        "planned": planned,
        "curve": chance_curve(planned),
        "register": queries.find_register(recruitment),
        "typed": request.args.to_dict(flat=False),
        **second_wave(planned),
    }
    return room_page("planner", recruitment, form, **context).render()
