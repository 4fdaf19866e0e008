"""What a file's page and the convener's task list say about the city's answers."""

from typing import Any

from flask import url_for
from flask_babel import gettext as _

from observatory.bodies.models import Body
from observatory.bodies.queries import has_role
from observatory.deliberation.models import File
from observatory.followup import queries, rules
from observatory.followup.models import Delivery
from observatory.formats import show_date, today
from observatory.pages import Step


def file_steps(file: File) -> list[Step]:
    """Return the last step of a file: the city's answers."""
    delivery = queries.get_delivery(file)
    if delivery is None:
        return [Step(_("The city’s answers"), "locked")]
    is_waiting = bool(queries.list_unanswered(file))
    return [
        Step(
            _("The city’s answers"),
            "current" if is_waiting else "done",
            url_for("followup.list_answers", number=file.number),
            say_due(delivery) if is_waiting else "",
        )
    ]


def say_due(delivery: Delivery) -> str:
    """Return until when the city must answer, or since when it is late."""
    if rules.is_overdue(delivery.due_on, today()):
        return _("Overdue: the time to answer ended on %(date)s.", date=show_date(delivery.due_on))
    return _("The city has until %(date)s to answer.", date=show_date(delivery.due_on))


def convener_tasks(account: Any, body: Body) -> list[Step]:
    """Return the files whose recommendations a convener has to answer."""
    if not has_role(account, body, "convener"):
        return []
    return [
        Step(
            _("Answer the recommendations: %(title)s", title=file.title),
            "current",
            url_for("followup.list_answers", number=file.number),
            say_due(delivery),
        )
        for file, delivery in queries.list_waiting(body)
    ]
