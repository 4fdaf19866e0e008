"""Pages: addresses for the envelopes' windows, brought by the register holder, then deleted."""

from flask import flash, g, redirect, url_for
from flask_babel import ngettext
from werkzeug.wrappers import Response as AnyResponse

from observatory.access import allow
from observatory.database import session
from observatory.recruitment import blueprint, queries, services
from observatory.recruitment.forms import AddressesForm
from observatory.recruitment.views.letters.paper import PAPER, describe_paper
from observatory.recruitment.views.showing import room_page


@blueprint.route(f"{PAPER}/addresses", methods=["GET", "POST"])
@allow("clerk", "register_holder")
def show_addresses(recruitment_id: int) -> str | AnyResponse:
    """Show how many addresses are kept; take a file of them."""
    recruitment, form = queries.get_recruitment(g.body, recruitment_id), AddressesForm()
    count = queries.count_addresses(recruitment)
    page = room_page(
        "letters_addresses", recruitment, form, count=count, **describe_paper(recruitment)
    )
    if not form.validate_on_submit():
        return page.render()
    sent = form.file.data
    taken = services.import_addresses(recruitment, sent.read(), sent.filename)
    session.commit()
    flash(ngettext("%(num)s address is saved.", "%(num)s addresses are saved.", taken), "success")
    return redirect(url_for(".show_addresses", recruitment_id=recruitment_id))


@blueprint.route(f"{PAPER}/addresses/delete", methods=["POST"])
@allow("clerk", "register_holder")
def delete_addresses(recruitment_id: int) -> AnyResponse:
    """Delete all addresses of a recruitment."""
    count = services.delete_addresses(queries.get_recruitment(g.body, recruitment_id))
    session.commit()
    flash(
        ngettext("%(num)s address is deleted.", "%(num)s addresses are deleted.", count), "success"
    )
    return redirect(url_for(".show_addresses", recruitment_id=recruitment_id))
