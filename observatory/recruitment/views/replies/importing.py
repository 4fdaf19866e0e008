"""Pages: the replies of a file."""

import io
from typing import Any

from flask import Response, flash, g, redirect, url_for
from flask_babel import ngettext
from werkzeug.wrappers import Response as AnyResponse

from observatory.access import allow
from observatory.database import session
from observatory.pages import attachment
from observatory.recruitment import blueprint, queries, services
from observatory.recruitment.forms import FileForm
from observatory.recruitment.models import Recruitment
from observatory.recruitment.services.replies.reading import columns_of
from observatory.recruitment.views.showing import room_page
from sortition.tables import write_table


def describe_replies(recruitment: Recruitment) -> dict[str, Any]:
    """Return how many letters and replies there are, and whether more are taken."""
    draw = queries.find_invitation_draw(recruitment)
    return {
        "letters": draw.letters if draw and draw.drawn_at else 0,
        "replies": queries.count_replies(recruitment),
        "quotas": queries.list_quotas(recruitment),
        "is_frozen": queries.is_frozen(recruitment),
        "unasked": len(queries.list_unasked(recruitment)),
    }


@blueprint.route("/recruitments/<int:recruitment_id>/replies", methods=["GET", "POST"])
@allow("clerk")
def show_replies(recruitment_id: int) -> str | AnyResponse:
    """Show how many replied; take a file of replies."""
    recruitment, form = queries.get_recruitment(g.body, recruitment_id), FileForm()
    page = room_page("replies", recruitment, form, **describe_replies(recruitment))
    if not form.validate_on_submit():
        return page.render()
    sent = form.file.data
    count = services.import_replies(recruitment, sent.read(), sent.filename)
    session.commit()
    flash(ngettext("%(num)s reply is saved.", "%(num)s replies are saved.", count), "success")
    return redirect(url_for(".show_replies", recruitment_id=recruitment_id))


@blueprint.route("/recruitments/<int:recruitment_id>/replies/addresses", methods=["POST"])
@allow("clerk")
def ask_addresses_again(recruitment_id: int) -> AnyResponse:
    """Write again to the addresses that were to confirm themselves and got no message."""
    count = services.ask_again(queries.get_recruitment(g.body, recruitment_id))
    session.commit()
    flash(ngettext("%(num)s e-mail is sent again.", "%(num)s e-mails are sent again.", count))
    return redirect(url_for(".show_replies", recruitment_id=recruitment_id))


@blueprint.route("/recruitments/<int:recruitment_id>/replies/template.csv")
@allow("clerk")
def download_replies_template(recruitment_id: int) -> Response:
    """Give an empty file of replies with the right first line."""
    recruitment = queries.get_recruitment(g.body, recruitment_id)
    stream = io.StringIO()
    write_table(stream, columns_of(queries.list_quotas(recruitment)), [])
    return attachment(stream.getvalue(), "replies.csv")
