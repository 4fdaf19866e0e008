"""What a file's page and a person's task list say about grading, vote and statement."""

from typing import Any

from flask import g, url_for
from flask_babel import gettext as _

from observatory import access
from observatory.ballots.queries import find_roll_entry
from observatory.bodies.models import Body
from observatory.deliberation.models import File
from observatory.deliberation.queries import list_files
from observatory.deliberation.rules import STATES
from observatory.evaluation import queries, rules
from observatory.pages import Step
from observatory.panel.models import Seat
from observatory.panel.queries import find_seat

ORDER = list(STATES)


def state_of(file: File, at: str, is_done: bool = False) -> str:
    """Return the state of a step that is worked on while the file is in one state."""
    here, there = ORDER.index(file.state), ORDER.index(at)
    if here < there:
        return "locked"
    return "done" if here > there or is_done else "current"


def step(file: File, text: str, state: str, endpoint: str, hint: str = "") -> Step:
    """Return a step; who may not use its page sees it without a link."""
    can_open = state != "locked" and access.may(endpoint, g.get("body"))
    return Step(text, state, url_for(endpoint, number=file.number) if can_open else None, hint)


def file_steps(file: File) -> list[Step]:
    """Return the steps from criteria to statement."""
    chosen, ballot = queries.find_evaluation(file), queries.find_ballot(file)
    findings = bool(queries.list_findings(file))
    recommendations = bool(queries.list_recommendations(file))
    grading = "todo" if chosen and file.state == "open" else state_of(file, "grading")
    can_vote = file.state == "drafting" and (findings or recommendations)
    vote = "todo" if can_vote else state_of(file, "voting")
    return [
        step(file, _("Criteria"), state_of(file, "open", bool(chosen)), "evaluation.edit_criteria"),
        step(file, _("Grades"), grading, "evaluation.show_grades"),
        step(
            file,
            _("Findings"),
            state_of(file, "drafting", findings),
            "evaluation.list_findings",
        ),
        step(
            file,
            _("Recommendations"),
            state_of(file, "drafting", recommendations),
            "evaluation.list_recommendations",
        ),
        step(
            file,
            _("Vote"),
            vote,
            "evaluation.show_vote",
            _("The vote is open.") if ballot and not ballot.closed_at else "",
        ),
        step(file, _("Statement"), statement_state(file), "evaluation.show_statement"),
    ]


def statement_state(file: File) -> str:
    """Return the state of the statement, which may be written as soon as the grading is closed."""
    if file.state not in rules.WRITING:
        return state_of(file, "drafted")
    if queries.find_statement(file):
        return "done"
    return "current" if file.state == "drafted" else "todo"


def own_tasks(account: Any, body: Body) -> list[Step]:
    """Return what waits for a person: a member grades and votes, a facilitator moves on."""
    seat, is_facilitator = find_seat(account, body), access.has_rule("facilitator")
    if seat is None and not is_facilitator:
        return []
    tasks = []
    for file in list_files(body):
        if seat:
            tasks += member_tasks(file, seat)
        if is_facilitator:
            tasks += facilitator_tasks(file)
    return tasks


def task(file: File, text: str, endpoint: str) -> Step:
    """Return something that waits for a person in a file."""
    name = _("File %(number)d: %(title)s", number=file.number, title=file.title)
    return Step(text, "current", url_for(endpoint, number=file.number), name)


def member_tasks(file: File, seat: Seat) -> list[Step]:
    """Return what waits for a member; nobody knows who has voted, so the vote stays."""
    if file.state == "grading" and not queries.own_grades(file, seat):
        return [task(file, _("Grade each criterion"), "evaluation.edit_grades")]
    ballot = queries.find_ballot(file)
    if ballot and not ballot.closed_at and find_roll_entry(ballot, seat):
        return [task(file, _("Vote on findings and recommendations"), "evaluation.show_vote")]
    return []


def facilitator_tasks(file: File) -> list[Step]:
    """Return the one thing that moves a file on."""
    act = next_act(file)
    return [task(file, *act)] if act else []


def next_act(file: File) -> tuple[str, str] | None:
    """Return what a facilitator does next in a file, and where."""
    if file.state == "open":
        return opening_act(file)
    if file.state == "drafting":
        return drafting_act(file)
    if file.state == "drafted" and queries.find_statement(file) is None:
        return _("Write the statement"), "evaluation.edit_statement"
    return {
        "grading": (_("Close the grading when members have graded"), "evaluation.show_grades"),
        "voting": (_("Close the vote when members have voted"), "evaluation.show_vote"),
    }.get(file.state)


def opening_act(file: File) -> tuple[str, str] | None:
    """Return what opens the grading, once there is something to read."""
    if not file.evidence:
        return None
    if queries.find_evaluation(file) is None:
        return _("Choose the criteria"), "evaluation.edit_criteria"
    return _("Open the grading"), "evaluation.show_grades"


def drafting_act(file: File) -> tuple[str, str]:
    """Return what comes next while findings and recommendations are written."""
    if not queries.list_findings(file):
        return _("Write the first finding"), "evaluation.edit_finding"
    if not queries.list_recommendations(file):
        return _("Write the first recommendation"), "evaluation.edit_recommendation"
    return _("Open the vote"), "evaluation.show_vote"
