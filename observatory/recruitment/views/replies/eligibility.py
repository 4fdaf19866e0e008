"""Pages: the register holder confirms who may take part."""

import io
from typing import Any

from flask import Response, flash, g, redirect, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response as AnyResponse

from observatory import access
from observatory.access import allow
from observatory.database import session
from observatory.errors import N_
from observatory.pages import Step, add_steps, attachment
from observatory.recruitment import blueprint, queries, services
from observatory.recruitment.forms import ConfirmationForm
from observatory.recruitment.models import Recruitment
from observatory.recruitment.views.showing import room_page
from sortition.tables import write_table

HEADER = ("letter", "household", "name", "channel", "eligible", "reason")
REFUSALS = {
    "not_in_household": N_("Does not live in this household"),
    "too_young": N_("Too young"),
    "excluded": N_("May not take part because of an office, a job or a conviction"),
    "double": N_("Answered more than one letter"),
    "unknown": N_("Cannot be found in the register"),
}


def describe_confirmations(recruitment: Recruitment) -> dict[str, Any]:
    """Return who waits, who may take part and who may not, and the words of the reasons."""
    return {
        "found": queries.count_confirmations(recruitment),
        "words": {code: _(text) for code, text in REFUSALS.items()},
        "is_frozen": queries.is_frozen(recruitment),
        "may_send": access.may("recruitment.import_confirmations", g.body),
    }


@blueprint.route("/recruitments/<int:recruitment_id>/confirm")
@allow("clerk", "register_holder")
def show_confirmations(recruitment_id: int) -> str:
    """Show who waits for the register holder; offer the keys."""
    recruitment, form = queries.get_recruitment(g.body, recruitment_id), ConfirmationForm()
    return room_page("confirm", recruitment, form, **describe_confirmations(recruitment)).render()


@blueprint.route("/recruitments/<int:recruitment_id>/confirm", methods=["POST"])
@allow("register_holder")
def import_confirmations(recruitment_id: int) -> str | AnyResponse:
    """Take the register holder's answer."""
    recruitment, form = queries.get_recruitment(g.body, recruitment_id), ConfirmationForm()
    page = room_page("confirm", recruitment, form, **describe_confirmations(recruitment))
    if not form.validate_on_submit():
        return page.render()
    sent = form.file.data
    count = services.import_confirmations(recruitment, sent.read(), sent.filename)
    session.commit()
    flash(ngettext("%(num)s answer is saved.", "%(num)s answers are saved.", count), "success")
    return redirect(url_for(".show_confirmations", recruitment_id=recruitment_id))


@blueprint.route("/recruitments/<int:recruitment_id>/confirm/<any(waiting,all):which>.csv")
@allow("clerk", "register_holder")
def download_keys(recruitment_id: int, which: str) -> Response:
    """Give the keys and names to look up in the register; no features, nothing to reach anybody."""
    recruitment = queries.get_recruitment(g.body, recruitment_id)
    stream = io.StringIO()
    write_table(stream, HEADER, queries.list_keys(recruitment, is_all=which == "all"))
    return attachment(stream.getvalue().encode("utf-8-sig"), f"confirm-{which}.csv")


def confirmation_steps(recruitment: Recruitment) -> list[Step]:
    """Return the step of the register holder, between the replies and the freeze."""
    found, endpoint = queries.count_confirmations(recruitment), "recruitment.show_confirmations"
    state = "todo"
    if found.replies:
        state = "current" if found.waiting and not queries.is_frozen(recruitment) else "done"
    url = url_for(endpoint, recruitment_id=recruitment.id)
    is_open = access.may(endpoint, g.body)
    return [Step(_("Confirm who may take part"), state, url if is_open else None)]


add_steps("recruitment", 60, confirmation_steps)
