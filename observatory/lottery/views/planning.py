"""What the page of the letters shows: the planner's figures, and how far draw 1 is."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from observatory.lottery import queries, rules
from observatory.lottery.forms import PlannerForm
from observatory.lottery.models import Recruitment
from observatory.lottery.views.refusals import problems_of


@dataclass(frozen=True)
class Plan:
    """How many letters are enough on average and 95 times in 100; `letters` is the proposal."""

    expected: int
    certain: int
    letters: int
    households: int


def plan(recruitment: Recruitment, planner: PlannerForm) -> Plan:
    """Return the figures for what was typed, or for 10 to 1 and 2 % where it cannot be used."""
    is_sound = planner.is_asked and planner.validate()
    ratio = Fraction(planner.ratio.data if is_sound else 10)
    response = Fraction(planner.response.data if is_sound else 2) / 100
    register = queries.find_register(recruitment)
    households = (register.households or 0) if register else 0
    expected = rules.letters_expected(recruitment.seats, ratio, response)
    certain = rules.letters_for_certainty(recruitment.seats, ratio, response)
    return Plan(expected, certain, min(certain, households), households)


def describe_letters(recruitment: Recruitment) -> dict[str, Any]:
    """Return how far draw 1 is: its stage, its job, and why a job failed."""
    draw = queries.find_invitation_draw(recruitment)
    job = queries.find_job(draw.job_id) if draw else None
    is_ready = bool(recruitment.quotas_locked_at and queries.find_register(recruitment))
    stage = "ask" if is_ready else "early"
    if draw and job and job.is_open:
        stage = "work"
    elif draw and draw.drawn_at:
        stage = "drawn"
    elif draw and draw.dice:
        stage = "broken"
    elif draw and draw.commitment:
        stage = "fixed"
    return {"draw": draw, "job": job, "stage": stage, "problems": problems_of(job)}
