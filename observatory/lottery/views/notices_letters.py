"""Pages: notices on paper, e-mails that came back, and the notice of one person."""

from typing import Any

from flask import Response, abort, flash, redirect, request
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response as AnyResponse

from observatory.access import allow
from observatory.database import session
from observatory.lottery import blueprint, queries
from observatory.lottery.forms.notices import BouncedForm
from observatory.lottery.services import notices
from observatory.lottery.views.notices import (
    KINDS,
    ONE,
    describe_announcement,
    get_announcement,
    page_of,
)
from observatory.pages import attachment
from observatory.recruitment.forms import FindLetterForm
from observatory.recruitment.views.showing import room_page


@blueprint.route(f"{ONE}/print", methods=["POST"])
@allow("clerk")
def print_notices(recruitment_id: int, announcement_id: int) -> AnyResponse:
    """Put the letters that wait into a printing."""
    announcement = get_announcement(recruitment_id, announcement_id)
    room_page(
        "announcement",
        announcement.draw.recruitment,
        None,
        **describe_announcement(announcement),
    )
    notices.print_notices(announcement)
    session.commit()
    return redirect(page_of(recruitment_id, announcement_id))


def _private(content: bytes | None, name: str, mimetype: str) -> Response:
    """Answer with a file of names and addresses, which stays in no cache."""
    answer = attachment(content or abort(404), name, mimetype)
    answer.headers["Cache-Control"] = "no-store"
    return answer


@blueprint.route(f"{ONE}/letters-<int:run>-<any(es,en,fr):written>-<int:part>.pdf")
@allow("clerk")
def download_notices(
    recruitment_id: int, announcement_id: int, run: int, written: str, part: int
) -> Response:
    """Give a file of a printing, a sheet for each person."""
    announcement = get_announcement(recruitment_id, announcement_id)
    content = notices.notices_pdf(announcement, run, written, part or abort(404))
    return _private(content, f"notices-{run}-{written}-{part}.pdf", "application/pdf")


@blueprint.route(f"{ONE}/letters-<int:run>.csv")
@allow("clerk")
def download_notices_list(recruitment_id: int, announcement_id: int, run: int) -> Response:
    """Give a printing as a list for a printing house."""
    announcement = get_announcement(recruitment_id, announcement_id)
    return _private(notices.notices_csv(announcement, run), f"notices-{run}.csv", "text/csv")


@blueprint.route(f"{ONE}/returned", methods=["GET", "POST"])
@allow("clerk")
def mark_emails_returned(recruitment_id: int, announcement_id: int) -> str | AnyResponse:
    """Take the addresses whose e-mails came back; their people get letters."""
    announcement, form = get_announcement(recruitment_id, announcement_id), BouncedForm()
    context: dict[str, Any] = describe_announcement(announcement)
    page = room_page("notices_returned", announcement.draw.recruitment, form, **context)
    if not form.validate_on_submit():
        return page.render()
    count = notices.mark_returned(announcement, form.addresses.data)
    session.commit()
    flash(ngettext("%(num)s letter waits now.", "%(num)s letters wait now.", count), "success")
    return redirect(page_of(recruitment_id, announcement_id))


@blueprint.route(f"{ONE}/find")
@allow("clerk")
def find_notice(recruitment_id: int, announcement_id: int) -> str | AnyResponse:
    """Find what became of one person's notice, by the number of their letter."""
    announcement = get_announcement(recruitment_id, announcement_id)
    form = FindLetterForm(request.args if "number" in request.args else None)
    context = describe_announcement(announcement)
    page = room_page("notices_find", announcement.draw.recruitment, form, **context)
    if "number" not in request.args or not form.validate():
        return page.render()
    notices.find_notice(announcement, form.number.data)
    return redirect(f"{page_of(recruitment_id, announcement_id)}/{form.number.data}")


@blueprint.route(f"{ONE}/<int:number>")
@allow("clerk")
def show_notice(recruitment_id: int, announcement_id: int, number: int) -> str:
    """Show what became of one person's notice."""
    announcement = get_announcement(recruitment_id, announcement_id)
    context = describe_announcement(announcement)
    notice = queries.get_notice(announcement, number)
    context |= {"notice": notice, "number": number, "kind": gettext(KINDS[notice.kind])}
    return room_page("notice", announcement.draw.recruitment, None, **context).render()


@blueprint.route(f"{ONE}/letter-<int:number>.pdf")
@allow("clerk")
def print_notice(recruitment_id: int, announcement_id: int, number: int) -> Response:
    """Give the notice of one person as a letter, again or instead of an e-mail."""
    announcement = get_announcement(recruitment_id, announcement_id)
    notice = queries.get_notice(announcement, number)
    return _private(notices.notice_pdf(notice), f"notice-{number}.pdf", "application/pdf")
