"""Pages: letters that came back, and one letter with a new code for a lost one."""

from flask import Response, flash, g, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user
from werkzeug.wrappers import Response as AnyResponse

from observatory import codes
from observatory.access import allow
from observatory.database import session
from observatory.formats import today
from observatory.pages import FormPage, form_page
from observatory.recruitment import blueprint, queries, services
from observatory.recruitment.forms import FindLetterForm, ReturnedForm
from observatory.recruitment.models import Invitation
from observatory.recruitment.views.letters.paper import PAPER, describe_paper
from observatory.recruitment.views.showing import room_page

LETTER = f"{PAPER}/<int:number>"


@blueprint.route(f"{PAPER}/returned", methods=["GET", "POST"])
@allow("clerk")
def show_returned(recruitment_id: int) -> str | AnyResponse:
    """Show how many letters came back from where; note more of them."""
    recruitment, form = queries.get_recruitment(g.body, recruitment_id), ReturnedForm()
    counts, draw = queries.count_returned(recruitment), queries.find_invitation_draw(recruitment)
    context = {"counts": counts, "sent": (draw.counts if draw else None) or {}}
    page = room_page("letters_returned", recruitment, form, **context)
    if not form.validate_on_submit():
        return page.render()
    count = services.mark_returned(recruitment, form.numbers.data or "", today())
    session.commit()
    flash(ngettext("%(num)s letter is noted.", "%(num)s letters are noted.", count), "success")
    return redirect(url_for(".show_returned", recruitment_id=recruitment_id))


@blueprint.route(f"{PAPER}/find")
@allow("clerk")
def find_letter(recruitment_id: int) -> str | AnyResponse:
    """Find a letter by its number."""
    recruitment = queries.get_recruitment(g.body, recruitment_id)
    form = FindLetterForm(request.args if "number" in request.args else None)
    page = room_page("letters_find", recruitment, form)
    if "number" not in request.args or not form.validate():
        return page.render()
    letter = services.find_letter(recruitment, form.number.data or 0)
    return redirect(url_for(".show_letter", recruitment_id=recruitment_id, number=letter.number))


def _get_letter(recruitment_id: int, number: int) -> Invitation:
    return queries.get_letter(queries.get_recruitment(g.body, recruitment_id), number)


def _page(letter: Invitation, code: str | None = None) -> FormPage:
    recruitment = queries.get_recruitment(g.body, letter.recruitment_id)
    context = {
        "letter": letter,
        "recruitment": recruitment,
        "is_answered": queries.is_answered(letter),
        "issues": queries.list_issues(letter),
        "code": codes.show(code) if code else None,
        **describe_paper(recruitment),
    }
    return form_page("recruitment/letter.html", None, **context)


@blueprint.route(LETTER)
@allow("clerk")
def show_letter(recruitment_id: int, number: int) -> str:
    """Show what became of a letter."""
    return _page(_get_letter(recruitment_id, number)).render()


@blueprint.route(f"{LETTER}/code", methods=["POST"])
@allow("clerk")
def reissue_code(recruitment_id: int, number: int) -> str:
    """Give out a new code, shown this once; the old one is void."""
    letter = _get_letter(recruitment_id, number)
    _page(letter)  # where a rule refuses, this page says so
    code = services.reissue_code(letter, current_user)
    session.commit()
    return _page(letter, code).render()


@blueprint.route(f"{LETTER}/arrived", methods=["POST"])
@allow("clerk")
def unmark_returned(recruitment_id: int, number: int) -> AnyResponse:
    """Take back that a letter came back."""
    services.unmark_returned(_get_letter(recruitment_id, number))
    session.commit()
    flash(_("The letter does not count as returned any more."), "success")
    return redirect(url_for(".show_letter", recruitment_id=recruitment_id, number=number))


@blueprint.route(f"{LETTER}/letter-<any(es,en,fr):printed>.pdf")
@allow("clerk")
def print_letter(recruitment_id: int, number: int, printed: str) -> Response:
    """Give one letter with its present code."""
    content = services.print_letter(_get_letter(recruitment_id, number), [printed])
    return Response(content, mimetype="application/pdf")
