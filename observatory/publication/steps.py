"""What a file's page and a facilitator's task list say about publication."""

from typing import Any

from flask import g, url_for
from flask_babel import gettext as _

from observatory import access
from observatory.bodies.models import Body
from observatory.deliberation.models import File
from observatory.deliberation.queries import list_files
from observatory.evaluation.queries import find_statement
from observatory.pages import Step


def file_steps(file: File) -> list[Step]:
    """Return the last step of the panel's work."""
    if file.state in ("published", "answered"):
        url = url_for("publication.show_evaluation", number=file.number)
        return [Step(_("Publication"), "done", url)]
    if file.state != "drafted":
        return [Step(_("Publication"), "locked")]
    may_publish = access.may("publication.publish", g.get("body"))
    address = url_for("publication.publish", number=file.number) if may_publish else None
    return [Step(_("Publication"), "current", address)]


def own_tasks(account: Any, body: Body) -> list[Step]:
    """Return the statements that are written and wait for their publication."""
    if not access.may("publication.publish", body):
        return []
    return [
        Step(
            _("Publish the statement"),
            "current",
            url_for("publication.publish", number=file.number),
            _("File %(number)d: %(title)s", number=file.number, title=file.title),
        )
        for file in list_files(body)
        if file.state == "drafted" and find_statement(file)
    ]
