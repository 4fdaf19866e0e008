"""Pages: making the quotas wider after an attempt that found no panel."""

from flask import flash, g, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from observatory.access import allow
from observatory.database import session
from observatory.lottery import blueprint, queries, services
from observatory.lottery.forms import RelaxForm
from observatory.recruitment.queries import get_recruitment
from observatory.recruitment.views.showing import room_page


@blueprint.route("/recruitments/<int:recruitment_id>/draw/relax", methods=["GET", "POST"])
@allow("clerk")
def relax_quotas(recruitment_id: int) -> str | Response:
    """Show the cheapest way out, and take it with a public reason."""
    recruitment, form = get_recruitment(g.body, recruitment_id), RelaxForm()
    page = room_page("relax", recruitment, form, proposal=queries.find_proposal(recruitment))
    if not form.validate_on_submit():
        return page.render()
    services.relax_quotas(recruitment, form.reason.data)
    session.commit()
    flash(_("The quotas are wider now. Freeze the pool again."), "success")
    return redirect(url_for(".show_draw", recruitment_id=recruitment_id))
