"""Who comes next, found again by listing every set, and by auditors from their pack."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from observatory.errors import RuleBroken
from observatory.formats import today
from observatory.lottery import queries as lottery
from observatory.lottery import services as lottery_services
from observatory.lottery.services.packs import make_pack
from observatory.panel import queries, services
from sortition.auditing import read_pack
from sortition.vacancies import check_replacements, read_replacements
from tests import factories
from tests.panel import vacating
from tests.panel.vacating import coming, leave


@pytest.fixture
def body(session):
    return factories.body()


def sitting(draw):
    return lottery.list_sitting(draw)


def test_who_comes_next_is_what_listing_every_set_finds(body, session):
    draw = vacating.seated_panel(body, people=12)
    for _ in range(4):
        for place in sitting(draw)[:2]:
            leave(draw, place)
        expected = vacating.next_by_listing(draw, factories.PAIRS)
        assert list(lottery_services.find_next(draw).chosen) == expected
        for place in coming(draw)[::-1]:
            if place.respondent.pid in lottery_services.find_next(draw).chosen:
                services.take_seat(draw, place, "Nobody else is left")


SKEWED = [
    ("sex", "woman", 2, 3),
    ("sex", "man", 2, 3),
    ("age", "young", 4, 5),
    ("age", "old", 0, 1),
]


def test_where_no_quota_can_be_kept_the_nearest_takes_the_seat_with_a_public_reason(body):
    draw = vacating.seated_panel(body, 13, SKEWED)  # five young in the pool
    young = [one for one in sitting(draw) if one.respondent.features["age"] == "young"]
    for place in young[:2]:
        leave(draw, place)
    choice = lottery_services.find_next(draw)
    assert choice.off_by >= 1
    assert choice.problems
    assert list(choice.chosen) == vacating.next_by_listing(draw, SKEWED)
    with pytest.raises(RuleBroken) as refused:
        services.take_seat(draw, coming(draw)[0])
    assert refused.value.code == "exception_needs_reason"
    services.take_seat(draw, coming(draw)[0], "Nobody young is left")
    change = lottery.list_changes(draw)[-1]
    assert (change.off_by, change.reason) == (choice.off_by, "Nobody young is left")


def test_what_the_web_entered_is_what_auditors_find_right(body, session):
    """The whole way: the web's pack, bundle and list, checked as auditors check them."""
    draw = vacating.seated_panel(body)
    for place in sitting(draw)[:2]:
        leave(draw, place)
    leave(draw, coming(draw)[0])
    services.strike_letter(draw, coming(draw)[1].respondent.invitation.number, today())
    for place in coming(draw):
        services.take_seat(draw, place)
    files = {f"{name}.json": text.encode() for name, text in draw.files.items()}
    pack = read_pack(make_pack(draw))
    changes = read_replacements(lottery.write_replacements(draw).encode(), files)
    assert [one.act for one in changes] == [
        "vacated", "vacated", "declined", "struck", "replaced", "replaced",
    ]  # fmt: skip
    assert check_replacements(pack, files, changes) == []
    late = replace(changes[-1], pid=lottery.list_alternates(draw)[-1].respondent.pid)
    assert check_replacements(pack, files, [*changes[:-1], late])


ACTS = st.tuples(st.sampled_from(("leave", "take", "pass")), st.integers(0, 4))


@given(st.lists(ACTS, max_size=5))
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
def test_after_any_year_of_changes_listing_every_set_finds_the_same_next(app, acts):
    with app.app_context():
        body = factories.body()
        draw = vacating.seated_panel(body, people=11)
        for act, number in acts:
            places = sitting(draw) if act == "leave" else coming(draw)
            if not places:
                continue
            place = places[number % len(places)]
            if act == "take":
                services.take_seat(draw, place, "Nobody else is left")
            else:
                leave(draw, place)
            expected = vacating.next_by_listing(draw, factories.PAIRS)
            assert list(lottery_services.find_next(draw).chosen) == expected
        seats = {seat.place_id for seat in queries.list_seats(body)}
        assert seats == {place.id for place in sitting(draw)}
