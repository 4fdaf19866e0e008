"""Pages: setting and locking the quotas."""

from flask import flash, g, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from observatory.access import allow
from observatory.database import session
from observatory.recruitment import blueprint, queries, services
from observatory.recruitment.forms import FileForm, QuotasForm, RulesForm
from observatory.recruitment.models import Recruitment
from observatory.recruitment.views.showing import describe_quotas, room_page, rows_of
from sortition.tables import read_quotas


@blueprint.route("/recruitments/<int:recruitment_id>/quotas", methods=["GET", "POST"])
@allow("clerk")
def show_quotas(recruitment_id: int) -> str | Response:
    """Show the quotas; save what was typed."""
    recruitment = queries.get_recruitment(g.body, recruitment_id)
    form = QuotasForm(data={"rows": rows_of(recruitment)})
    page = room_page("quotas", recruitment, form, **describe_quotas(recruitment))
    if request.method == "GET" or "more" in request.form:
        form.add_blank_rows()
    if "more" in request.form or not form.validate_on_submit():
        return page.render()
    services.set_quotas(recruitment, form.read(""))
    return _saved(recruitment)


def _saved(recruitment: Recruitment) -> Response:
    session.commit()
    flash(_("The quotas are saved."), "success")
    return redirect(url_for(".show_quotas", recruitment_id=recruitment.id))


@blueprint.route("/recruitments/<int:recruitment_id>/quotas/preset/<name>", methods=["POST"])
@allow("clerk")
def use_preset(recruitment_id: int, name: str) -> Response:
    """Start from quotas that are ready to use."""
    recruitment = queries.get_recruitment(g.body, recruitment_id)
    services.use_preset(recruitment, name)
    return _saved(recruitment)


@blueprint.route("/recruitments/<int:recruitment_id>/quotas/file", methods=["GET", "POST"])
@allow("clerk")
def load_quotas(recruitment_id: int) -> str | Response:
    """Replace the quotas by those of a file."""
    recruitment = queries.get_recruitment(g.body, recruitment_id)
    form = FileForm()
    page = room_page("quotas_file", recruitment, form)
    if not form.validate_on_submit():
        return page.render()
    sent = form.file.data
    services.set_quotas(recruitment, read_quotas(sent.read(), sent.filename), sent.filename)
    return _saved(recruitment)


@blueprint.route("/recruitments/<int:recruitment_id>/quotas/lock", methods=["GET", "POST"])
@allow("clerk")
def lock_quotas(recruitment_id: int) -> str | Response:
    """Ask for the rules of the draw, then lock them and the quotas for good."""
    recruitment = queries.get_recruitment(g.body, recruitment_id)
    form = RulesForm(signed_by=g.body.name)
    page = room_page("quotas_lock", recruitment, form, **describe_quotas(recruitment))
    if not form.validate_on_submit():
        return page.render()
    services.lock_quotas(recruitment, form.rules())
    session.commit()
    flash(_("The quotas are locked."), "success")
    return redirect(url_for(".show_quotas", recruitment_id=recruitment_id))
