"""Pages of the panel feature."""

import csv
import io
from collections.abc import Sequence
from typing import Any

from flask import Response, g, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response as AnyResponse

from observatory import codes
from observatory.access import allow
from observatory.database import session
from observatory.lottery.models import Draw
from observatory.lottery.queries import (
    count_seated,
    find_draw,
    find_standing,
    has_changes,
    list_drawn,
)
from observatory.pages import attachment, form_page
from observatory.panel import blueprint, queries, services
from observatory.panel.forms import CodesForm, FirstCodesForm, SeatForm, SomeCodesForm
from observatory.panel.models import Seat
from observatory.recruitment.models import Recruitment
from observatory.recruitment.queries import get_recruitment
from observatory.recruitment.views.showing import describe_room


@blueprint.route("/seats")
@allow("signed_in")
def list_seats() -> str:
    """Show which seats are filled, and by which draw."""
    seats = queries.list_seats(g.body)
    draws = {seat.place.draw_id: seat.place.draw for seat in seats}
    kept = [describe_quotas(draw) for draw in draws.values()]
    return render_template("panel/list_seats.html", seats=seats, draws=draws, kept=kept)


def describe_quotas(draw: Draw) -> dict[str, Any]:
    """Return how many quotas the drawn panel missed, and how many those who sit now miss."""
    rows = count_seated(draw)
    return {
        "draw": draw,
        "rows": rows,
        "drawn_missed": sum(not row[2] <= row[4] <= row[3] for row in rows),
        "now_missed": sum(not row[2] <= row[5] <= row[3] for row in rows),
        "vacant": find_standing(draw).vacant,
        "is_changed": has_changes(draw),
    }


@blueprint.route("/recruitments/<int:recruitment_id>/seats", methods=["GET", "POST"])
@allow("clerk", "register_holder")
def show_recruited(recruitment_id: int) -> str | AnyResponse:
    """Show the drawn panel; seat it."""
    recruitment = get_recruitment(g.body, recruitment_id)
    form = SeatForm()
    page = form_page("panel/show_recruited.html", form, **describe_panel(recruitment))
    if not form.validate_on_submit():
        return page.render()
    services.seat_recruited(recruitment)
    session.commit()
    return redirect(url_for(".show_recruited", recruitment_id=recruitment_id))


def describe_panel(recruitment: Recruitment) -> dict[str, Any]:
    """Return the drawn people, and the seats they have once they are seated."""
    draw = find_draw(recruitment)
    return {
        **describe_room(recruitment),
        "drawn": list_drawn(draw) if draw else [],
        "seats": queries.list_seated(draw) if draw else [],
    }


@blueprint.route("/seats/codes", methods=["GET", "POST"])
@allow("clerk", "register_holder")
def issue_codes() -> str | Response:
    """Warn, then give the members' codes as a file, this once."""
    seats, held = len(queries.list_seats(g.body)), queries.count_codes(g.body)
    form = choose_form(seats, held)
    page = form_page("panel/issue_codes.html", form, seats=seats, held=held)
    if not form.validate_on_submit():
        return page.render()
    only_missing = isinstance(form, SomeCodesForm) and form.whose.data == "missing"
    text = write_codes(services.issue_codes(g.body, only_missing=only_missing))
    session.commit()
    answer = attachment(text, "codes.csv")
    answer.headers["Cache-Control"] = "no-store"
    return answer


def choose_form(seats: int, held: int) -> FlaskForm:
    """Return the form that asks what has to be known: some, all or none hold codes already."""
    if not held:
        return FirstCodesForm()
    return CodesForm() if held == seats else SomeCodesForm()


def write_codes(issued: Sequence[tuple[Seat, str]]) -> bytes:
    """Return seat, letter and code of each member as CSV, which spreadsheets know as UTF-8."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([_("Seat"), _("Letter"), _("Code")])
    for seat, code in issued:
        writer.writerow([seat.number, seat.place.respondent.invitation.number, codes.show(code)])
    return text.getvalue().encode("utf-8-sig")
