"""When somebody cannot come: by the order of the draw, as codes, and never anybody undrawn."""

import json
from datetime import timedelta

import pytest

from observatory.accounts.services import check_code
from observatory.errors import RuleBroken
from observatory.formats import today
from observatory.lottery import queries as lottery
from observatory.lottery import services as lottery_services
from observatory.lottery.models import PanelChange
from observatory.panel import queries, services
from observatory.record import RecordEntry
from observatory.recruitment.services import withdraw_reply
from tests import factories
from tests.panel import vacating
from tests.panel.vacating import call, call_in_vain, coming, leave


@pytest.fixture
def body(session):
    return factories.body()


@pytest.fixture
def draw(body):
    return vacating.seated_panel(body)


def sitting(draw):
    return lottery.list_sitting(draw)


def entries(session, draw):
    """What the public record says about changes of the panel."""
    return [(one["kind"], one["content"]) for one in lottery.list_replacement_entries(draw)]


def test_a_vacant_seat_goes_to_who_comes_next(draw, body):
    left = sitting(draw)[1]
    leave(draw, left)
    [following] = coming(draw)
    seat = services.take_seat(draw, following)
    assert seat.number == 6
    assert seat.place == following
    assert len(queries.list_seats(body)) == 5
    assert queries.find_seat_of(left).left_on == today()


def test_whoever_declines_is_followed_by_the_next(draw):
    leave(draw, sitting(draw)[0])
    [first] = coming(draw)
    leave(draw, first)
    [second] = coming(draw)
    assert second != first
    with pytest.raises(RuleBroken) as refused:
        services.take_seat(draw, first)
    assert refused.value.code == "already_gone"


def test_the_record_holds_codes_kinds_and_days_and_no_feature(draw, session):
    gone = sitting(draw)[0]
    leave(draw, gone, "resigned")
    leave(draw, coming(draw)[0])
    services.take_seat(draw, coming(draw)[0])
    found = entries(session, draw)
    assert [kind for kind, _ in found] == ["seat_vacated", "seat_declined", "seat_replaced"]
    assert found[0][1]["pid"] == gone.respondent.pid
    assert (found[0][1]["kind"], found[0][1]["on"]) == ("resigned", today().isoformat())
    text = json.dumps(found)
    assert not [word for word in ("woman", "man", "young", "old", "sex", "age") if word in text]


def test_each_skip_is_recorded_as_a_code(body, session):
    draw = vacating.seated_panel(body)
    for place in sitting(draw)[:2]:
        leave(draw, place)
    for place in coming(draw):
        services.take_seat(draw, place)
    places = lottery.map_places(draw)
    for change in lottery.list_changes(draw):
        assert all(places[own].rank < change.place.rank for own in change.skipped)
    order = lottery.read_result(draw)[1]
    last = max(one.place.rank for one in lottery.list_changes(draw) if one.act == "replaced")
    before = {own for own in order if places[own].rank < last}
    sits = {place.respondent.pid for place in sitting(draw)}
    skipped = {own for one in lottery.list_changes(draw) for own in one.skipped}
    assert before - sits <= skipped


@pytest.mark.parametrize("kind", ["ineligible", "joined_a_party", ""])
def test_a_seat_is_left_only_for_a_known_kind(draw, kind):
    with pytest.raises(RuleBroken) as refused:
        leave(draw, sitting(draw)[0], kind)
    assert refused.value.code == "wrong_kind"


@pytest.mark.parametrize("days", [-1, 1])
def test_what_happened_lies_between_the_draw_and_today(draw, days):
    with pytest.raises(RuleBroken) as refused:
        leave(draw, sitting(draw)[0], on=today() + timedelta(days=days))
    assert refused.value.code == "wrong_day"


def test_nobody_leaves_twice(draw):
    place = sitting(draw)[0]
    leave(draw, place)
    with pytest.raises(RuleBroken) as refused:
        leave(draw, place)
    assert refused.value.code == "already_gone"


def test_nobody_counts_as_out_of_reach_without_tries_and_time(draw):
    place = sitting(draw)[0]
    call(place, days_ago=1)
    call(place, days_ago=1)
    with pytest.raises(RuleBroken, match="too_few_tries"):
        leave(draw, place, "unreachable")
    call(place, days_ago=0)
    with pytest.raises(RuleBroken, match="too_soon"):
        leave(draw, place, "unreachable")


def test_whoever_was_reached_since_starts_anew(draw):
    place = sitting(draw)[0]
    call_in_vain(place)
    call(place, "thinking", days_ago=2)
    with pytest.raises(RuleBroken, match="too_few_tries"):
        leave(draw, place, "unreachable")


def test_who_was_called_in_vain_long_enough_loses_the_seat(draw):
    place = sitting(draw)[0]
    call_in_vain(place)
    leave(draw, place, "unreachable")
    assert place not in sitting(draw)


def test_after_the_last_day_seats_stay_empty(draw):
    leave(draw, sitting(draw)[0])
    [following] = coming(draw)
    vacating.cut_off(draw, today() - timedelta(days=1))
    with pytest.raises(RuleBroken) as refused:
        services.take_seat(draw, following)
    assert refused.value.code == "replacements_over"
    assert str((today() - timedelta(days=1)).year) in refused.value.sentence()
    leave(draw, sitting(draw)[0])
    vacating.cut_off(draw, today())
    assert services.take_seat(draw, coming(draw)[0])


def test_the_former_member_is_signed_out_and_the_code_is_void(draw, body, app):
    codes = dict(services.issue_codes(body))
    place = sitting(draw)[0]
    seat = queries.find_seat_of(place)
    browser = factories.sign_in(app.test_client(), seat.account)
    assert browser.get(f"/en/{body.slug}/seats").status_code == 200
    leave(draw, place)
    assert check_code(codes[seat], "10.0.0.1") is None
    assert browser.get(f"/en/{body.slug}/seats").status_code == 302


def test_only_the_new_member_gets_a_code_where_the_others_have_theirs(draw, body):
    former = dict(services.issue_codes(body))
    leave(draw, sitting(draw)[0])
    seat = services.take_seat(draw, coming(draw)[0])
    [(given, code)] = services.issue_codes(body, only_missing=True)
    assert given == seat
    assert check_code(code, "10.0.0.1") == seat.account
    kept = [check_code(code, "10.0.0.2") for one, code in former.items() if not one.left_on]
    assert kept == [one.account for one in former if not one.left_on]


def test_an_alternate_found_ineligible_is_struck_and_passed_over(draw):
    leave(draw, sitting(draw)[0])
    [first] = coming(draw)
    number = first.respondent.invitation.number
    services.strike_letter(draw, number, today(), "Is a member of the city council")
    assert first not in coming(draw)
    assert lottery.list_changes(draw)[-1].act == "struck"
    assert lottery.list_changes(draw)[-1].reason == "Is a member of the city council"


def test_a_member_found_ineligible_leaves_a_vacant_seat_and_no_new_draw(draw, body, session):
    place = sitting(draw)[2]
    services.strike_letter(draw, place.respondent.invitation.number, today())
    assert queries.find_seat_of(place).left_on == today()
    assert len(coming(draw)) == 1
    assert entries(session, draw)[0][1]["kind"] == "ineligible"
    with pytest.raises(RuleBroken) as refused:
        lottery_services.freeze_draw(draw.recruitment, "Somebody was missing")
    assert refused.value.code == "already_drawn"


def test_a_letter_of_nobody_in_the_draw_strikes_nobody(draw):
    with pytest.raises(services.UnknownLetterNumber):
        services.strike_letter(draw, 2**30, today())


def test_whoever_withdrew_the_reply_is_passed_over_and_entered(draw, session):
    leave(draw, sitting(draw)[0])
    [first] = coming(draw)
    withdraw_reply(first.respondent)
    [second] = coming(draw)
    assert second != first
    services.take_seat(draw, second)
    acts = [(one.act, one.kind) for one in lottery.list_changes(draw)]
    assert acts == [("vacated", "declined"), ("struck", "withdrew"), ("replaced", "")]


def test_before_the_panel_is_seated_who_comes_next_is_seated_with_the_others(body):
    draw = vacating.drawn_panel(body)
    gone = sitting(draw)[0]
    leave(draw, gone)
    [following] = coming(draw)
    assert services.take_seat(draw, following) is None
    seats = services.seat_panel(draw)
    assert following in [seat.place for seat in seats]
    assert gone not in [seat.place for seat in seats]
    assert len(seats) == 5


def test_nobody_has_a_seat_to_leave_before_the_dice(body, session):
    draw = lottery_services.freeze_draw(factories.pooled(body))
    session.commit()
    with pytest.raises(RuleBroken) as refused:
        leave(draw, draw.places[0])
    assert refused.value.code == "nobody_drawn"
    assert session.query(PanelChange).count() == 0


def test_a_vacancy_leaves_the_record_sound(draw, session):
    leave(draw, sitting(draw)[0])
    assert session.query(RecordEntry).filter_by(kind="seat_vacated").count() == 1
