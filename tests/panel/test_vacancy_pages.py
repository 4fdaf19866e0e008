"""The pages for when somebody cannot come: what the clerk sees, and what nobody can do there."""

import json
from datetime import timedelta

import pytest

from observatory import database
from observatory.formats import today
from observatory.lottery import queries as lottery
from observatory.lottery.models import Notice
from observatory.panel import queries
from observatory.panel.models import Seat
from observatory.recruitment.models import Contact
from observatory.recruitment.services import save_settings
from tests import factories
from tests.panel import vacating
from tests.panel.vacating import call_in_vain, coming, leave
from tests.recruitment import paper


@pytest.fixture
def body(session):
    return factories.body()


@pytest.fixture
def draw(body):
    made = vacating.seated_panel(body)
    for place in made.places:
        number = place.respondent.invitation.number
        place.respondent.contact = Contact(name=f"Person <{number}>", reach=f"600 000 {number}")
    return made


@pytest.fixture
def clerk(body, client):
    """A clerk's browser."""
    return factories.sign_in(client, factories.staff(body, "clerk"))


@pytest.fixture
def room(body, draw):
    """The address of the vacancies of the draw."""
    return f"/en/{body.slug}/recruitments/{draw.recruitment_id}/vacancies"


def day(of):
    return {"on-day": of.day, "on-month": of.month, "on-year": of.year}


def left(**more):
    return {"kind": "declined", **day(today()), **more}


def test_a_clerk_fills_a_seat_from_beginning_to_end(clerk, room, draw, body):
    gone = lottery.list_sitting(draw)[0]
    page = clerk.post(f"{room}/{gone.id}/leave", data=left(), follow_redirects=True).text
    assert "4 people of the panel sit." in page
    assert "1 seat is vacant." in page
    [following] = coming(draw)
    assert following.respondent.contact.reach in page
    page = clerk.post(f"{room}/{following.id}/take", follow_redirects=True).text
    assert "Seat 6 is filled." in page
    assert "Took a vacant seat" in page
    assert len(queries.list_seats(body)) == 5


def test_names_of_those_who_neither_sit_nor_come_next_are_not_shown(clerk, room, draw):
    leave(draw, lottery.list_sitting(draw)[0])
    shown = {*lottery.list_sitting(draw), *coming(draw)}
    page = clerk.get(room).text
    for place in lottery.list_places(draw):
        number = place.respondent.invitation.number
        assert (f"Person &lt;{number}&gt;" in page) == (place in shown)
        status = clerk.get(f"{room}/{place.id}").status_code
        assert status == (200 if place in shown or lottery.find_change(place) else 404)


def test_names_are_shown_as_text(clerk, room):
    assert "Person &lt;" in clerk.get(room).text


def test_a_try_is_noted_with_day_and_outcome(clerk, room, draw):
    place = lottery.list_sitting(draw)[0]
    data = {"means": "phone", "outcome": "no_answer", **day(today())}
    page = clerk.post(f"{room}/{place.id}", data=data, follow_redirects=True).text
    assert "The try is noted." in page
    assert "Nobody answered" in page
    assert "After 3 tries in a row" in page
    call_in_vain(place)
    page = clerk.get(f"{room}/{place.id}").text
    assert "you can enter that this person could not be reached." in page


def test_an_empty_form_keeps_the_page_and_says_what_is_missing(clerk, room, draw):
    place = lottery.list_sitting(draw)[0]
    page = clerk.post(f"{room}/{place.id}/leave", data={}).text
    assert "Choose why." in page
    assert "Write the day." in page
    assert "Choose the means." in clerk.post(f"{room}/{place.id}", data={}).text


def test_a_broken_rule_keeps_what_was_typed(clerk, room, draw):
    place = lottery.list_sitting(draw)[0]
    page = clerk.post(f"{room}/{place.id}/leave", data=left(kind="unreachable"))
    assert page.status_code == 409
    assert "First log 3 tries" in page.text
    assert 'value="unreachable" checked' in " ".join(page.text.split())


def test_a_double_click_enters_a_departure_once(clerk, room, draw):
    place = lottery.list_sitting(draw)[0]
    data = left(once="the-token-of-the-page")
    first = clerk.post(f"{room}/{place.id}/leave", data=data)
    second = clerk.post(f"{room}/{place.id}/leave", data=data, follow_redirects=True)
    assert first.status_code == 302
    assert "This was sent twice. It is saved once." in second.text
    assert len(lottery.list_changes(draw)) == 1


def test_the_back_button_after_a_departure_says_that_it_is_entered(clerk, room, draw):
    place = lottery.list_sitting(draw)[0]
    clerk.post(f"{room}/{place.id}/leave", data=left())
    again = clerk.post(f"{room}/{place.id}/leave", data=left(once="another-page"))
    assert again.status_code == 409
    assert "This was entered before" in again.text
    assert "This is entered already" in clerk.get(f"{room}/{place.id}/leave").text


def test_the_screen_for_a_person_found_ineligible_strikes_by_the_letter(clerk, room, draw):
    place = lottery.list_alternates(draw)[3]
    page = clerk.get(f"{room}/ineligible").text
    assert "Nothing is drawn again." in page
    data = {"letter": place.respondent.invitation.number, "basis": "decision", **day(today())}
    assert "Write the reason of the decision." in clerk.post(f"{room}/ineligible", data=data).text
    data["reason"] = "Sits in the city council"
    page = clerk.post(f"{room}/ineligible", data=data, follow_redirects=True).text
    assert "Struck from the order" in page
    assert "Sits in the city council" in page


def test_a_letter_number_of_nobody_is_a_sentence(clerk, room):
    data = {"letter": 2**31 - 1, "basis": "register", **day(today())}
    page = clerk.post(f"{room}/ineligible", data=data)
    assert "Nobody in this draw answered the letter" in page.text
    data["letter"] = 2**63
    assert "Write the number of the letter." in clerk.post(f"{room}/ineligible", data=data).text


def test_after_the_last_day_the_page_says_so_and_offers_no_seat(clerk, room, draw):
    leave(draw, lottery.list_sitting(draw)[0])
    [following] = coming(draw)
    vacating.cut_off(draw, today() - timedelta(days=1))
    assert "After that day they stay empty." in clerk.get(room).text
    assert "Give the seat" not in clerk.get(f"{room}/{following.id}/take").text
    assert clerk.post(f"{room}/{following.id}/take").status_code == 409


def test_the_exception_names_the_quotas_and_asks_for_a_reason(client, session):
    body = factories.body()
    quotas = [*factories.PAIRS[:2], ("age", "young", 4, 5), ("age", "old", 0, 1)]
    draw = vacating.seated_panel(body, 13, quotas)
    clerk = factories.sign_in(client, factories.staff(body, "clerk"))
    young = [p for p in lottery.list_sitting(draw) if p.respondent.features["age"] == "young"]
    for place in young[:2]:
        leave(draw, place)
    address = f"/en/{body.slug}/recruitments/{draw.recruitment_id}/vacancies"
    page = clerk.get(address).text
    assert "Nobody who is left keeps every quota." in page
    assert "young" in page
    take = f"{address}/{coming(draw)[0].id}/take"
    assert "Write why the seat is filled all the same." in clerk.post(take).text
    assert clerk.post(take, data={"reason": "No young person is left"}).status_code == 302
    assert "Reason: No young person is left" in clerk.get(address).text


def test_the_public_page_lists_changes_as_codes(clerk, app, room, draw, body):
    gone = lottery.list_sitting(draw)[0]
    clerk.post(f"{room}/{gone.id}/leave", data=left())
    clerk.post(f"{room}/{coming(draw)[0].id}/take")
    public = f"/en/{body.slug}/draws/{draw.recruitment_id}/{draw.attempt}"
    page = app.test_client().get(public).text
    assert "What changed in the panel" in page
    assert "Declined the seat" in page
    assert "Person" not in page.split("What changed in the panel")[1].split("To check it")[0]
    listed = json.loads(app.test_client().get(f"{public}/replacements.json").data)
    assert [one["kind"] for one in listed["entries"]] == ["seat_vacated", "seat_replaced"]


def test_a_draw_without_changes_shows_none(app, draw, body):
    public = f"/en/{body.slug}/draws/{draw.recruitment_id}/{draw.attempt}"
    assert "What changed in the panel" not in app.test_client().get(public).text


def test_before_the_dice_there_is_nothing_to_enter(clerk, body):
    made = factories.pooled(body)
    address = f"/en/{body.slug}/recruitments/{made.id}/vacancies"
    assert "First throw the dice." in clerk.get(address).text
    assert clerk.post(f"{address}/ineligible").status_code == 404


@pytest.mark.parametrize("act", ["take", "leave", ""])
def test_forged_places_are_not_found(clerk, room, draw, act):
    other = vacating.drawn_panel(factories.body())
    leave(draw, lottery.list_sitting(draw)[0])
    undrawn = [p for p in lottery.list_alternates(draw) if p not in coming(draw)][0]
    for place_id in (undrawn.id, lottery.list_drawn(other)[0].id, 2**31 - 1):
        assert clerk.post(f"{room}/{place_id}/{act}".rstrip("/"), data=left()).status_code == 404
    assert len(lottery.list_sitting(draw)) == 4


def test_another_bodys_vacancies_are_not_found(clerk, body):
    other = vacating.seated_panel(factories.body())
    address = f"/en/{body.slug}/recruitments/{other.recruitment_id}/vacancies"
    assert clerk.get(address).status_code == 404
    assert clerk.get(f"{address}/ineligible").status_code == 404


@pytest.mark.parametrize("role", ["facilitator", "convener", "auditor", "register_holder"])
def test_only_the_clerk_sees_whom_to_call(app, body, room, role):
    browser = factories.sign_in(app.test_client(), factories.staff(body, role))
    assert browser.get(room).status_code == 403


def addresses(app, body, draw, place):
    """Every address of a body to which something can be sent, with the forged place in it."""
    known = {"recruitment_id": draw.recruitment_id, "place_id": place.id, "attempt": 1}
    for rule in app.url_map.iter_rules():
        if "POST" in (rule.methods or ()) and "body" in rule.arguments:
            values = {name: known.get(name, 1) for name in rule.arguments}
            values |= {"language": "en", "body": body.slug}
            built = app.url_map.bind("localhost").build
            try:
                yield built(rule.endpoint, values, method="POST")
            except Exception:  # an address with a converter of words: no number goes in
                continue


def test_no_screen_seats_somebody_who_was_not_drawn(app, body, draw, session):
    roles = ("clerk", "register_holder", "facilitator", "convener", "auditor")
    account = factories.staff(body, *roles)
    draw.recruitment.quotas_digest = "0" * 64
    browser = factories.sign_in(app.test_client(), account)
    leave(draw, lottery.list_sitting(draw)[0])
    undrawn = [p for p in lottery.list_alternates(draw) if p not in coming(draw)][-1]
    forged = {
        **left(),
        "place_id": undrawn.id,
        "place": undrawn.id,
        "letter": undrawn.respondent.invitation.number,
        "pid": undrawn.respondent.pid,
        "reason": "A friend",
        "is_known": "y",
    }
    before, sent = {seat.place_id for seat in session.query(Seat)}, 0
    for address in list(addresses(app, body, draw, undrawn)):
        assert browser.post(address, data=forged).status_code < 500, address
        sent += 1
    assert sent > 40
    assert {seat.place_id for seat in session.query(Seat)} == before


def test_whoever_comes_next_is_asked_in_writing_once(clerk, room, draw):
    leave(draw, lottery.list_sitting(draw)[0])
    [following] = coming(draw)
    later = today() + timedelta(days=7)
    form = {f"answer_by-{part}": getattr(later, part) for part in ("day", "month", "year")}
    address = f"{room}/{following.id}/ask"
    assert "Fill in the sender" in clerk.post(address, data=form).text
    save_settings(draw.recruitment, keeps_addresses=False, **paper.SETTINGS)
    for _ in range(2):
        page = clerk.post(address, data=form, follow_redirects=True).text
        assert "Tell who takes the free seat" in page
    [notice] = database.session.query(Notice).all()
    assert (notice.respondent_id, notice.kind) == (following.respondent_id, "replacement")


def test_nobody_else_is_told_that_a_seat_is_free(clerk, room, draw):
    sitting = lottery.list_sitting(draw)[0]
    page = clerk.post(f"{room}/{sitting.id}/ask", data={}).text
    assert "does not come next any more" in page
    assert database.session.query(Notice).count() == 0
