"""Pages: the key of draw 1 goes to the register holder, who keeps it for the auditors."""

from flask import Response, abort, flash, g, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from observatory.access import allow
from observatory.database import session
from observatory.pages import attachment
from observatory.recruitment import blueprint, queries
from observatory.recruitment.models import InvitationDraw
from observatory.recruitment.services.letters import key as letters_key

ADDRESS = "/recruitments/<int:recruitment_id>/register/key"


def _get_draw(recruitment_id: int) -> InvitationDraw:
    recruitment = queries.get_recruitment(g.body, recruitment_id)
    return queries.find_invitation_draw(recruitment) or abort(404)


@blueprint.route(ADDRESS, methods=["POST"])
@allow("clerk", "register_holder")
def download_key(recruitment_id: int) -> Response:
    """Give the key as the file that `python -m sortition invite --key` takes."""
    key = letters_key.read_key(_get_draw(recruitment_id))
    return attachment(f"{key}\n", "key", "text/plain")


@blueprint.route(f"{ADDRESS}/delete", methods=["POST"])
@allow("clerk", "register_holder")
def delete_key(recruitment_id: int) -> AnyResponse:
    """Delete the key here."""
    letters_key.delete_key(_get_draw(recruitment_id))
    session.commit()
    flash(_("The key is deleted here. The record says so."), "success")
    return redirect(url_for(".show_register", recruitment_id=recruitment_id))
