"""The public list of what changed in a drawn panel, for auditors."""

from typing import Any

from flask import Response, abort, g
from flask_babel import gettext

from observatory.access import allow
from observatory.lottery import blueprint, queries, rules
from observatory.lottery.models import Draw
from observatory.pages import attachment
from observatory.recruitment.queries import get_recruitment


def describe_changes(draw: Draw) -> dict[str, Any]:
    """Return what changed in a panel since the dice, with the words that say it."""
    return {
        "rows": [queries.as_change(one) for one in queries.list_changes(draw)],
        "acts": {key: gettext(text) for key, text in rules.ACTS.items()},
        "kinds": {key: gettext(text) for key, text in rules.KINDS.items()},
    }


@blueprint.route("/draws/<int:recruitment_id>/<int:attempt>/replacements.json")
@allow("anyone")
def show_replacements(recruitment_id: int, attempt: int) -> Response:
    """Answer with what the public record says about vacancies, as auditors check it."""
    draw = queries.get_attempt(get_recruitment(g.body, recruitment_id), attempt)
    if not draw.result:
        abort(404)
    text = queries.write_replacements(draw)
    return attachment(text, "replacements.json", "application/json")
