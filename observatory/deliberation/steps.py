"""What a file's page and a person's task list say about evidence and arguments."""

from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from observatory.bodies.models import Body
from observatory.bodies.queries import has_role
from observatory.deliberation import queries
from observatory.deliberation.models import File
from observatory.pages import Step, tasks_of
from observatory.panel.queries import find_seat


def file_steps(file: File) -> list[Step]:
    """Return the steps of a file: its evidence, and its arguments."""
    count, is_open = len(file.evidence), file.state == "open"
    sides = {side: len(found) for side, found in queries.arguments_by_side(file).items()}
    arguing = "current" if count else "todo"
    return [
        Step(
            _("Evidence"),
            "done" if count or not is_open else "current",
            url_for("deliberation.list_evidence", number=file.number),
            ngettext("%(num)d piece", "%(num)d pieces", count) if count else _("Nothing yet"),
        ),
        Step(
            _("Arguments"),
            arguing if is_open else "done",
            url_for("deliberation.list_arguments", number=file.number),
            _("%(pro)d for, %(con)d against", pro=sides["for"], con=sides["against"]),
        ),
    ]


def own_tasks(account: Any, body: Body) -> list[Step]:
    """Return what waits for a person on open files: a member argues, a facilitator adds."""
    is_facilitator = has_role(account, body, "facilitator")
    if find_seat(account, body) is None and not is_facilitator:
        return []
    files = queries.list_files(body)
    if is_facilitator and not files:
        return [Step(_("Open a file"), "current", url_for("deliberation.edit_file"))]
    open_files = [file for file in files if file.state == "open"]
    return [step for file in open_files for step in own_steps(account, body, file)]


def own_steps(account: Any, body: Body, file: File) -> list[Step]:
    """Return what waits for a person on one open file."""
    seat = find_seat(account, body)
    name = _("File %(number)d: %(title)s", number=file.number, title=file.title)
    if seat and file.evidence and not queries.has_argued(file, seat):
        url = url_for("deliberation.list_evidence", number=file.number)
        return [Step(_("Read the evidence, then argue"), "current", url, name)]
    if not file.evidence and has_role(account, body, "facilitator"):
        url = url_for("deliberation.edit_evidence", number=file.number)
        return [Step(_("Add the first evidence"), "current", url, name)]
    return []


def next_step(account: Any, body: Body, file: File) -> Step | None:
    """Return the first thing that waits for a person on a file, of whichever feature."""
    below = url_for("deliberation.show_file", number=file.number) + "/"
    waiting = (task for task in tasks_of(account, body) if (task.url or "").startswith(below))
    return next(waiting, None)
