"""The daily picture: who answers, who is missing, and the numbers as files."""

import csv
import io
from datetime import date, timedelta

import pytest

from observatory.database import now
from observatory.recruitment import queries, services
from observatory.recruitment.models import Invitation, InvitationDraw, RegisterSnapshot, Respondent
from observatory.recruitment.services.replies import picture
from tests import factories

QUOTAS = [
    ("sex", "woman", 2, 3),
    ("sex", "man", 2, 3),
    ("age", "=young", 2, 3),
    ("age", "old", 2, 3),
]


@pytest.fixture
def body(session):
    return factories.body("town", seats=5)


@pytest.fixture
def clerk(client, body):
    return factories.sign_in(client, factories.staff(body, "clerk"))


@pytest.fixture
def made(body):
    """A recruitment with forty letters in two parts of the city, drawn and not answered."""
    recruitment = factories.recruitment(body, QUOTAS)
    recruitment.quotas_locked_at = now()
    for number in range(1, 41):
        invitation(recruitment, number, "North" if number <= 20 else "South")
    return recruitment


def invitation(recruitment, number, stratum):
    row = {"recruitment_id": recruitment.id, "number": number, "household": f"H{number}"}
    factories.save(Invitation(**row, stratum=stratum, rank=number, leaf=f"{number:064x}"))


def answer(made, number, day=1, channel="web", age="old"):
    """Let the household of a letter answer."""
    row = {"recruitment_id": made.id, "invitation_id": queries.get_letter(made, number).id}
    row |= {"channel": channel, "replied_on": date(2026, 11, day), "pid": f"{number:064x}"}
    row |= {"features": {"sex": "woman", "age": age}, "secret": "", "own": "", "nonce": ""}
    return factories.save(Respondent(**row))


def address(made, rest=""):
    return f"/en/town/recruitments/{made.id}/picture{rest}"


def rows(clerk, made, which):
    sent = clerk.get(address(made, f"/{which}.csv")).data.decode("utf-8-sig")
    return [tuple(row) for row in csv.reader(io.StringIO(sent))]


def test_without_letters_the_page_says_what_comes_first(clerk, body, session):
    made = factories.recruitment(body, QUOTAS)
    page = clerk.get(address(made)).text
    assert "No letters are drawn yet." in page


def test_before_the_first_reply_nothing_is_called_weak(clerk, made):
    page = clerk.get(address(made)).text
    assert "Nobody has answered yet." in page
    assert "40 letters are drawn." in page
    assert "Where more replies are needed" not in page


def test_one_reply_is_drawn_and_the_missing_are_named_first(clerk, made):
    answer(made, 1)
    page = clerk.get(address(made)).text
    missing = "sex, man: the panel needs 2, but the pool has 0. Without 2 more there is no panel."
    assert missing in page
    assert page.index(missing) < page.index("Day by day")
    assert "1, 2.5\u00a0% of the letters that arrived" in page


def test_weak_values_come_after_missing_ones_and_say_how_many_more(made):
    for number in range(1, 4):
        answer(made, number)
    weak = picture.list_weak(services.cover_quotas(made))
    found = [(need.quota.value, need.state, need.short) for need in weak]
    assert found == [
        ("man", "missing", 2),
        ("=young", "missing", 2),
        ("woman", "weak", 3),
        ("old", "weak", 3),
    ]


def test_who_withdrew_or_may_not_take_part_counts_as_a_reply_and_not_for_the_pool(made):
    answer(made, 1).withdrawn_on = date(2026, 11, 3)
    answer(made, 2).is_eligible = False
    assert len(queries.list_arrivals(made)) == 2
    assert {need.pool for need in services.cover_quotas(made)["sex"]} == {0}


def test_the_clerk_says_how_many_replies_are_wanted(clerk, made):
    answer(made, 1)
    assert "1; wanted 14, at least 2" in clerk.get(address(made, "?ratio=7")).text
    wrong = clerk.get(address(made, "?ratio=none")).text
    assert "1; wanted 6, at least 2" in wrong
    assert "Not a valid decimal value" in wrong


def test_a_part_of_the_city_that_hardly_answers_is_named(clerk, made):
    for number in range(1, 9):
        answer(made, number)
    page = clerk.get(address(made)).text
    assert "South: 0 replies to 20 letters" in page
    assert "North: 8 replies" not in page


def test_letters_that_came_back_do_not_count_as_unanswered(made):
    answer(made, 1)
    for number in range(11, 21):
        queries.get_letter(made, number).returned_on = date(2026, 11, 5)
    strata = picture.count_strata(made, queries.list_arrivals(made))
    assert [(row.stratum, row.rate) for row in strata] == [("South", 0.0), ("North", 0.1)]
    assert picture.add_up(strata).rate == pytest.approx(1 / 30)


def test_letters_that_all_came_back_have_a_rate_of_nothing():
    assert picture.StratumRow("North", 3, 3, 0).rate == 0.0


def test_days_without_replies_are_shown_too(made):
    answer(made, 1, day=1)
    answer(made, 2, day=3, channel="phone")
    days = picture.count_days(queries.list_arrivals(made), date(2026, 11, 4))
    assert [day.came for day in days] == [(1, 0, 0), (0, 0, 0), (0, 1, 0), (0, 0, 0)]
    assert days[-1].sums == (1, 1, 0)


def test_a_wrong_year_does_not_stretch_the_days(made):
    answer(made, 1).replied_on = date(1926, 11, 1)
    answer(made, 2)
    days = picture.count_days(queries.list_arrivals(made), date(2029, 1, 1))
    assert len(days) == picture.DAYS_SHOWN
    assert days[0].sums == (1, 0, 0)
    assert days[-1].sums == (2, 0, 0)
    assert days[-1].day - date(2026, 11, 1) == timedelta(days=30)


@pytest.mark.parametrize("years", [(1, 1), (1, 9999), (9999, 9999)])
def test_a_day_at_the_end_of_the_calendar_leaves_the_picture_whole(clerk, made, years):
    for number, year in enumerate(years, start=1):
        answer(made, number).replied_on = date(year, *((1, 1) if year == 1 else (12, 31)))
    assert "Day by day" in clerk.get(address(made)).text


def test_each_reply_is_in_the_file_once_for_each_kind(clerk, made):
    snapshot = {"file_name": "r", "path": "r", "on_date": date(2026, 11, 1)}
    kept = factories.save(RegisterSnapshot(recruitment_id=made.id, **snapshot))
    draw = {"recruitment_id": made.id, "snapshot_id": kept.id, "letters": 40, "key": ""}
    factories.save(InvitationDraw(**draw, stratum="district"))
    answer(made, 1, age="=young")
    answer(made, 21)
    assert rows(clerk, made, "days") == [
        ("day", "channel", "kind", "name", "value", "replies"),
        ("2026-11-01", "web", "all", "", "", "2"),
        ("2026-11-01", "web", "feature", "age", "'=young", "1"),
        ("2026-11-01", "web", "feature", "age", "old", "1"),
        ("2026-11-01", "web", "feature", "sex", "woman", "2"),
        ("2026-11-01", "web", "stratum", "district", "North", "1"),
        ("2026-11-01", "web", "stratum", "district", "South", "1"),
    ]


def test_strata_and_values_have_their_files(clerk, made):
    answer(made, 1)
    assert rows(clerk, made, "strata")[1:] == [
        ("South", "20", "0", "0", "0.00"),
        ("North", "20", "0", "1", "5.00"),
    ]
    assert rows(clerk, made, "values")[1:3] == [
        ("sex", "woman", "1", "2", "3", "6"),
        ("sex", "man", "0", "2", "3", "6"),
    ]


def test_the_picture_is_for_the_secretariat_only(app, body, made):
    for role in ("facilitator", "register_holder", "convener"):
        other = factories.sign_in(app.test_client(), factories.staff(body, role))
        assert other.get(address(made)).status_code == 403
        assert other.get(address(made, "/days.csv")).status_code == 403


def test_hundreds_of_replies_in_many_strata_are_shown_shortened(clerk, made):
    for number in range(100, 150):
        invitation(made, number, f"Part {number}")
        answer(made, number, day=number % 28 + 1, channel=("web", "phone", "paper")[number % 3])
    page = clerk.get(address(made)).text
    assert "22 more are in the file." in page
    assert page.count("stack web") > 10
