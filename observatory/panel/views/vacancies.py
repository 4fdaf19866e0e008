"""Pages for when somebody cannot come: who sits, who comes next, whom to call."""

from dataclasses import asdict
from decimal import Decimal
from typing import Any

from flask import flash, g, redirect, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from observatory.access import allow
from observatory.database import session
from observatory.errors import NotFoundError
from observatory.formats import today
from observatory.jobs import Job
from observatory.lottery import queries as lottery
from observatory.lottery import rules
from observatory.lottery.models import Draw, Place
from observatory.lottery.services import find_next, log_call
from observatory.lottery.services.alternates import ADVICE, USUAL
from observatory.pages import FormPage, form_page
from observatory.panel import blueprint, queries, services
from observatory.panel.forms import AdviceForm, CallForm, LeaveForm, StrikeForm, TakeForm
from observatory.recruitment import messages
from observatory.recruitment.queries import get_recruitment
from observatory.recruitment.views.showing import describe_room
from sortition.nearest import Choice

ROOM = "/recruitments/<int:recruitment_id>/vacancies"


def load_draw(recruitment_id: int) -> Draw:
    """Return the draw of a recruitment of this body, once dice have drawn a panel."""
    draw = lottery.find_draw(get_recruitment(g.body, recruitment_id))
    if draw is None or not draw.result:
        raise NotFoundError
    return draw


def describe_choice(choice: Choice) -> dict[str, Any]:
    """Return who comes next, and the quotas that nobody can keep, in words."""
    return {
        "choice": choice,
        "missed": messages.explain(asdict(problem) for problem in choice.problems),
    }


def vacancy_page(name: str, draw: Draw, form: Any, **context: Any) -> FormPage:
    """Return a page about vacancies, in the frame of the recruitment's rooms."""
    until = lottery.find_cut_off(draw)
    shared = {"draw": draw, "until": until, "is_over": bool(until and today() > until), **_words()}
    room = describe_room(draw.recruitment)
    return form_page(f"panel/{name}.html", form, **{**room, **shared, **context})


def _words() -> dict[str, dict[str, str]]:
    tables = {
        "kinds": rules.KINDS,
        "acts": rules.ACTS,
        "means": rules.MEANS,
        "outcomes": rules.OUTCOMES,
    }
    return {name: {key: _(text) for key, text in table.items()} for name, table in tables.items()}


@blueprint.route(ROOM)
@allow("clerk")
def show_vacancies(recruitment_id: int) -> str:
    """Show who sits, which seats are vacant, and who comes next."""
    recruitment = get_recruitment(g.body, recruitment_id)
    draw = lottery.find_draw(recruitment)
    if draw is None or not draw.result:
        room = describe_room(recruitment)
        return form_page("panel/vacancies_early.html", None, **room).render()
    context = describe_panel(draw)
    form = AdviceForm(percent=advised_percent(context["advice"]))
    return vacancy_page("vacancies", draw, form, **context).render()


def advised_percent(advice: Job | None) -> Decimal:
    """Return how many of 100 people cannot come, as the last advice was told."""
    percent = ((advice and advice.detail) or {}).get("percent", USUAL)
    return Decimal(f"{percent:g}")


def describe_panel(draw: Draw) -> dict[str, Any]:
    """Return who sits, who comes next, who is left, and all that changed."""
    people, choice = lottery.map_places(draw), find_next(draw)
    return {
        "panel": lottery.find_standing(draw),
        "coming": [people[own] for own in choice.chosen],
        "sitting": lottery.list_sitting(draw),
        "seats": queries.map_seats(draw),
        "left": lottery.count_left(draw),
        "advice": lottery.find_latest_job(ADVICE, draw.id),
        "changes": lottery.list_changes(draw),
        **describe_choice(choice),
    }


def describe_person(draw: Draw, place: Place) -> dict[str, Any]:
    """Return one person, whether they sit or come next, and every try to reach them."""
    own, choice = place.respondent.pid, find_next(draw)
    calls = lottery.list_calls(place)
    return {
        "place": place,
        "person": place.respondent,
        "seat": queries.find_seat_of(place),
        "sits": own in lottery.find_standing(draw).sits,
        "comes": own in choice.chosen,
        "gone": lottery.find_change(place),
        "calls": calls,
        "unreachable_from": rules.unreachable_from([(one.on, one.outcome) for one in calls]),
        "least_calls": rules.LEAST_CALLS,
        **describe_choice(choice),
    }


def load_person(recruitment_id: int, place_id: int) -> tuple[Draw, Place, dict[str, Any]]:
    """Return draw, place and description of somebody who sits, comes next, or did."""
    draw = load_draw(recruitment_id)
    place = lottery.get_place(draw, place_id)
    person = describe_person(draw, place)
    if not (person["sits"] or person["comes"] or person["gone"]):
        raise NotFoundError
    return draw, place, person


@blueprint.route(f"{ROOM}/<int:place_id>", methods=["GET", "POST"])
@allow("clerk")
def show_person(recruitment_id: int, place_id: int) -> str | Response:
    """Show to the clerk alone how to reach somebody; note each try."""
    draw, place, person = load_person(recruitment_id, place_id)
    form = CallForm()
    page = vacancy_page("person", draw, form, **person)
    if not form.validate_on_submit():
        return page.render()
    what = {"means": form.means.data, "outcome": form.outcome.data, "account_id": account()}
    log_call(draw, place, form.on.data or today(), **what)
    session.commit()
    flash(_("The try is noted."), "success")
    return redirect(url_for(".show_person", recruitment_id=recruitment_id, place_id=place_id))


@blueprint.route(f"{ROOM}/<int:place_id>/leave", methods=["GET", "POST"])
@allow("clerk")
def leave_seat(recruitment_id: int, place_id: int) -> str | Response:
    """Enter that somebody left the seat, or does not take the one offered."""
    draw, place, person = load_person(recruitment_id, place_id)
    form = LeaveForm(rules.LEAVING if person["sits"] else rules.PASSING)
    page = vacancy_page("leave", draw, form, **person)
    if not form.validate_on_submit():
        return page.render()
    services.leave_seat(draw, place, form.kind.data, form.on.data or today(), account())
    session.commit()
    flash(_("It is entered in the public record."), "success")
    return redirect(url_for(".show_vacancies", recruitment_id=recruitment_id))


@blueprint.route(f"{ROOM}/<int:place_id>/take", methods=["GET", "POST"])
@allow("clerk")
def take_seat(recruitment_id: int, place_id: int) -> str | Response:
    """Give a vacant seat to somebody who comes next and wants it."""
    draw, place, person = load_person(recruitment_id, place_id)
    form = TakeForm()
    page = vacancy_page("take", draw, form, **person)
    if not form.validate_on_submit():
        return page.render()
    seat = services.take_seat(draw, place, form.reason.data or "", account())
    session.commit()
    told = _("Seat %(number)s is filled.", number=seat.number) if seat else _("It is entered.")
    flash(told, "success")
    return redirect(url_for(".show_vacancies", recruitment_id=recruitment_id))


@blueprint.route(f"{ROOM}/ineligible", methods=["GET", "POST"])
@allow("clerk")
def strike_person(recruitment_id: int) -> str | Response:
    """Strike somebody who may not take part, wherever in the order they stand."""
    draw, form = load_draw(recruitment_id), StrikeForm()
    page = vacancy_page("strike", draw, form)
    if not form.validate_on_submit():
        return page.render()
    on = form.on.data or today()
    services.strike_letter(draw, form.letter.data, on, form.public_reason, account())
    session.commit()
    flash(_("It is entered in the public record."), "success")
    return redirect(url_for(".show_vacancies", recruitment_id=recruitment_id))


def account() -> int:
    """Return who enters it."""
    return int(current_user.id)
