"""What the pages of a recruitment share: the frame around each room, and its words."""

from dataclasses import asdict, dataclass
from typing import Any

from flask import request
from flask_babel import gettext

from observatory import jobs
from observatory.jobs import Job
from observatory.pages import FormPage, Step, form_page, in_order, steps_of
from observatory.recruitment import messages, queries, services
from observatory.recruitment.models import Recruitment


@dataclass(frozen=True)
class Sum:
    """What the quotas of one feature add up to, against the seats."""

    feature: str
    least: int
    most: int
    is_fitting: bool


def list_steps(recruitment: Recruitment) -> list[Step]:
    """Return the steps of a recruitment, of whichever feature; at most one of them is next."""
    return in_order(steps_of("recruitment", recruitment))


def describe_room(recruitment: Recruitment) -> dict[str, Any]:
    """Return what the frame of a room shows: the steps, and what follows once this is done."""
    steps = list_steps(recruitment)
    is_done = any(step.state == "done" and step.url == request.path for step in steps)
    upcoming = next((step for step in steps if step.state == "current" and step.url), None)
    is_here = upcoming and (upcoming.url or "").partition("#")[0] == request.path
    return {
        "recruitment": recruitment,
        "steps": steps,
        "upcoming": upcoming if is_done and not is_here else None,
        "problems": [],
    }


def room_page(name: str, recruitment: Recruitment, form: Any, **context: Any) -> FormPage:
    """Return a page of the reader's feature, in the frame that all rooms of a recruitment share."""
    template = f"{request.blueprint}/{name}.html"
    return form_page(template, form, **{**describe_room(recruitment), **context})


def rows_of(recruitment: Recruitment) -> list[dict[str, str]]:
    """Return the quotas as rows of the form."""
    return [
        {name: str(getattr(quota, name)) for name in ("feature", "value", "minimum", "maximum")}
        for quota in recruitment.quotas
    ]


def describe_quotas(recruitment: Recruitment) -> dict[str, Any]:
    """Return the quotas, their sums, and why no panel could meet them."""
    quotas = queries.list_quotas(recruitment)
    found = quotas.problems(recruitment.seats) if quotas.quotas else []
    sums = []
    for feature in quotas.features:
        least = sum(quota.minimum for quota in quotas.of(feature))
        most = sum(quota.maximum for quota in quotas.of(feature))
        sums.append(Sum(feature, least, most, least <= recruitment.seats <= most))
    return {
        "quotas": quotas,
        "sums": sums,
        "conflicts": messages.explain(asdict(problem) for problem in found),
        "presets": services.presets_for(recruitment),
        "relaxations": queries.list_relaxations(recruitment),
    }


def progress_of(job: Job) -> dict[str, Any]:
    """Return how far a job is, its stage in the reader's language."""
    return {**jobs.as_json(job), "stage": gettext(job.stage) if job.stage else ""}
