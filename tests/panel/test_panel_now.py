"""A drawn panel as it stands now: its quotas, its alternates, and what auditors are told of it."""

import re

import pytest

from observatory.jobs import GIVEN_UP, Job
from observatory.lottery import queries as lottery
from observatory.lottery import services as lottery_services
from observatory.lottery.services.alternates import ADVICE
from observatory.panel import queries, services
from tests import factories
from tests.panel import vacating
from tests.panel.vacating import coming, leave


@pytest.fixture
def body(session):
    return factories.body()


@pytest.fixture
def draw(body):
    return vacating.seated_panel(body)


@pytest.fixture
def clerk(body, client):
    """A clerk's browser."""
    return factories.sign_in(client, factories.staff(body, "clerk"))


@pytest.fixture
def room(body, draw):
    """The address of the page about vacancies."""
    return f"/en/{body.slug}/recruitments/{draw.recruitment_id}/vacancies"


def test_the_clerk_learns_how_many_alternates_to_hold_even_after_giving_up(clerk, room, draw):
    factories.save(Job(name=ADVICE, subject=draw.id, state="failed", error=GIVEN_UP))
    page = clerk.get(room).text
    assert "This work was begun three times" in page
    assert "95 of 100 trials" not in page
    assert re.search(r'name="percent"[^>]* value="10"', page)
    page = clerk.post(f"{room}/advice", data={"percent": "10"}, follow_redirects=True).text
    assert "If 10 of 100 people cannot come, the first" in page
    assert "19 were left." in page
    assert clerk.get(f"{room}/advice/progress.json").json["state"] == "done"
    leave(draw, lottery.list_sitting(draw)[0])
    assert "The panel has changed since this was computed." in clerk.get(room).text


def test_more_alternates_are_needed_where_more_people_cannot_come(clerk, room):
    enough = []
    for percent in ("2,5", "60"):
        page = clerk.post(f"{room}/advice", data={"percent": percent}, follow_redirects=True).text
        shown = percent.replace(",", ".")
        found = re.search(
            rf"If {shown} of 100 people cannot come, the first (\d+) alternates", page
        )
        enough.append(int(found[1]) if found else 1000)
        assert re.search(rf'name="percent"[^>]* value="{shown}"', page)
    assert enough[0] < enough[1]


@pytest.mark.parametrize("typed", ["", "0", "91", "many", "nan"])
def test_a_number_that_is_no_percentage_is_refused_and_kept(clerk, room, session, typed):
    page = clerk.post(f"{room}/advice", data={"percent": typed}).text
    assert "Write a number from 1 to 90." in page
    assert "Who sits" in page
    assert session.query(Job).filter_by(name=ADVICE).count() == 0


def seats_page(browser, body):
    return " ".join(re.sub(r"<[^>]+>", " ", browser.get(f"/en/{body.slug}/seats").text).split())


def test_the_seats_tell_the_quotas_as_drawn_and_as_they_sit_now(app, clerk, body, draw):
    assert "The panel that was drawn met every quota." in seats_page(clerk, body)
    assert "Nobody has left a seat since" in seats_page(clerk, body)
    for place in list(lottery.list_sitting(draw))[:2]:
        leave(draw, place)
    missed = sum(not least <= now <= most for _, _, least, most, _, now in counted(draw))
    assert missed > 0
    page = seats_page(clerk, body)
    assert "The panel that was drawn met every quota. 2 seats are vacant." in page
    assert f"The people who sit now miss {missed} quota" in page
    assert "are for the secretariat alone" in page
    member = factories.sign_in(app.test_client(), queries.list_seats(body)[0].account)
    assert f"miss {missed} quota" in seats_page(member, body)
    assert "are for the secretariat alone" not in seats_page(member, body)


def counted(draw):
    return lottery.count_seated(draw)


def test_whoever_came_counts_among_those_who_sit_now(clerk, body, draw):
    leave(draw, lottery.list_sitting(draw)[0])
    [following] = coming(draw)
    services.take_seat(draw, following, "")
    assert "The people who sit now meet every quota." in seats_page(clerk, body)
    features = [place.respondent.features for place in lottery.list_sitting(draw)]
    for feature, value, *_, now in counted(draw):
        assert now == sum(one[feature] == value for one in features)


def test_an_auditor_is_told_to_check_the_changes_once_there_are_some(app, body, draw):
    account = factories.staff(body, "auditor")
    lottery_services.name_auditors(draw.recruitment, [account])
    auditor = factories.sign_in(app.test_client(), account)
    address = f"/en/{body.slug}/recruitments/{draw.recruitment_id}/audit"
    assert "replacements.json" not in auditor.get(address).text
    leave(draw, lottery.list_sitting(draw)[0])
    page = auditor.get(address).text
    assert f"/draws/{draw.recruitment_id}/1/replacements.json" in page
    assert "--replacements replacements.json" in page
